"""Who stands at a step that a changed library no longer has is told before the change goes live."""

from __future__ import annotations

from pathlib import Path

from dialogs.check import Affected, affected
from dialogs.load import load_files
from dialogs.session import Frame

HEAD = "script: sample\nversion: 1\nstrategy: self\ntitle: A sample\nminutes: 2\nstart: a\n"


def test_people_at_a_changed_step_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "en" / "sample.yaml"
    path.parent.mkdir()
    path.write_text(
        HEAD + "renamed: {old: a}\nsteps: {a: {ask: Q, then: z}, z: {say: x, end: completed}}\n", encoding="utf-8"
    )
    library, _ = load_files([path], [])
    places = [("sample", "a"), ("sample", "old"), ("sample", "old"), ("sample", "lost"), ("no_more", "a")]
    frames = [Frame(script, 1, step) for script, step in places]
    found = affected(library, [("en", frame) for frame in frames])
    assert found == [
        Affected("no_more", "a", "en", "gone"),
        Affected("sample", "lost", "en", "restarts"),
        Affected("sample", "old", "en", "moves", "a", people=2),
    ]
    assert str(found[2]) == "sample.old (en): renamed; 2 go on at a"


def test_a_called_script_that_lost_the_step_to_come_back_to_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "en" / "sample.yaml"
    path.parent.mkdir()
    path.write_text(HEAD + "steps: {a: {ask: Q, then: z}, z: {say: x, end: completed}}\n", encoding="utf-8")
    library, _ = load_files([path], [])
    assert [one.how for one in affected(library, [("en", Frame("sample", 1, "a", after="gone"))])] == ["restarts"]
