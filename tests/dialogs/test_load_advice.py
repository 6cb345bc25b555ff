"""A file of advice is read with every problem at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogs.check import check_paths
from dialogs.load_advice import load_advice
from tests.talk import SMALL

LIBRARY = Path(__file__).parents[2] / "dialogs"
SOUND = (SMALL / "advice" / "en.yaml").read_text(encoding="utf-8")


def codes(folder: Path, old: str, new: str) -> list[str]:
    assert old in SOUND
    path = folder / "en.yaml"
    path.write_text(SOUND.replace(old, new, 1), encoding="utf-8")
    return [one.code for one in load_advice(path)[1]]


def test_sound_advice_has_no_problems(tmp_path: Path) -> None:
    assert codes(tmp_path, "tries: 3", "tries: 2") == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("tries: 3", "tries: many", "W105"),
        ("axes:", "axis:", "W101"),
        ("alone: Well, ", "", "A101"),
        ("axis: clarity, change: 'Hm (controlling)", "change: 'Hm (controlling)", "A101"),
        ("strengths: [limit", "strengths: [hedging, limit", "A101"),
        ("  sarcasm:", "  sarcastic:", "A102"),
        ("indirect: Roundabout.", "", "W102"),
        ("after: After.", f"after: {'on and ' * 20}", "A103"),
    ],
)
def test_what_is_amiss_is_named(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert code in codes(tmp_path, old, new)


def test_what_is_no_table_is_no_advice(tmp_path: Path) -> None:
    path = tmp_path / "en.yaml"
    path.write_text("- a list\n", encoding="utf-8")
    advice, problems = load_advice(path)
    assert (advice, [one.code for one in problems]) == (None, ["Y109"])


def checked(folder: Path, advice: str) -> list[str]:
    """The codes for a small library of one script and this advice."""
    for room in ("advice", "scripts/en"):
        (folder / room).mkdir(parents=True)
    (folder / "advice" / "en.yaml").write_text(advice, encoding="utf-8")
    for name in ("noticed_talk", "not_sure"):
        text = (SMALL / "scripts" / "en" / f"{name}.yaml").read_text(encoding="utf-8")
        (folder / "scripts" / "en" / f"{name}.yaml").write_text(text.replace("kind: system\n", ""), encoding="utf-8")
    return [one.code for one in check_paths([folder], LIBRARY) if one.code[0] in "AFLS"]


def test_the_scripts_it_names_are_there_and_its_braces_are_known(tmp_path: Path) -> None:
    assert checked(tmp_path / "sound", SOUND) == []
    assert checked(tmp_path / "gone", SOUND.replace("unsure: not_sure", "unsure: nowhere", 1)) == ["F107"]
    assert checked(tmp_path / "braces", SOUND.replace("Hm (threat): {quote}", "Hm: {name}")) == ["S106"]
    assert checked(tmp_path / "tags", SOUND.replace("Hm (threat): {quote}", "<b>{quote}")) == ["L104"]
    assert checked(tmp_path / "long", SOUND.replace("Hm (threat)", "h" * 301)) == ["L101"]


def test_a_step_that_reads_needs_advice(tmp_path: Path) -> None:
    codes = checked(tmp_path, SOUND)
    assert codes == []
    (tmp_path / "advice" / "en.yaml").unlink()
    assert "A101" in [one.code for one in check_paths([tmp_path], LIBRARY)]
