"""Help that waits and gates that do not hold are found, and those that are sound are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogs.check import check_paths
from tests.dialogs.test_check import END, HEAD, LIBRARY, check

SYSTEM = HEAD.replace("strategy: self", "strategy: system\nkind: system")
CARD = "  a: {say: 'Now: {emergency}', end: completed}\n"


@pytest.mark.parametrize("room", ["sos", "urgent_check", "urgent_self", "urgent_abuse", "urgent_other"])
def test_help_that_is_shown_at_once_is_fine_and_any_other_is_found(tmp_path: Path, room: str) -> None:
    head = SYSTEM.replace("sample", room)
    assert check(tmp_path, CARD, head) == []
    assert check(tmp_path, "  a: {say: Breathe., then: b}\n" + CARD.replace("a:", "b:"), head) == []
    assert check(tmp_path, "  a: {ask: Why?, then: b}\n" + CARD.replace("a:", "b:"), head) == ["1 F115"]
    assert check(tmp_path, CARD.replace("{emergency}", "call"), head) == ["1 F115"]
    assert check(tmp_path, CARD.replace("end:", "do: hide, end:"), head) == []
    assert check(tmp_path, "  a: {do: hide, then: b}\n" + CARD.replace("a:", "b:"), head) == ["1 F115"]
    assert check(tmp_path, CARD, head.replace("kind: system", "kind: system\nconfronts: yes")) == ["-8 F115"]
    assert "-7 F115" in check(tmp_path, CARD, head.replace("kind: system", "kind: dialog"))


def gate(tmp_path: Path, choices: str, rest: str = "") -> list[str]:
    steps = f"  a: {{ask: Safe?, choices: {{{choices}}}, skip: no}}\n  o: {{do: open_gate, end: completed}}\n"
    return check(
        tmp_path, f"{steps}  c: {{do: close_gate, say: No., end: stopped}}\n{rest}", SYSTEM.replace("sample", "gate")
    )


def test_a_gate_decides_on_every_way(tmp_path: Path) -> None:
    sound = "y: {label: Y, then: o}, n: {label: N, then: c}"
    assert gate(tmp_path, sound) == []
    assert gate(tmp_path, f"{sound}, l: {{label: L, do: leave}}") == []
    assert gate(tmp_path, f"{sound}, b: {{label: B, then: b}}", "  b: {say: Hm., then: c}\n") == []
    for slip in ("do: resume", "do: menu", "script: sos"):
        assert gate(tmp_path, f"{sound}, x: {{label: X, {slip}}}") == ["1 R105"]
    assert gate(tmp_path, f"{sound}, b: {{label: B, then: b}}", "  b: {say: Fine., end: completed}\n") == ["4 R105"]


def test_only_the_gate_opens_itself_and_only_by_a_button(tmp_path: Path) -> None:
    assert check(tmp_path, "  a: {do: open_gate, then: z}\n" + END) == ["1 R105"]
    assert check(tmp_path, "  a: {ask: Q, choices: {x: {label: X, do: open_gate}}, then: z}\n" + END) == ["1 R105"]
    steps = "  a: {ask: Safe?, choices: {n: {label: N, then: c}}, skip: o}\n  o: {do: open_gate, end: completed}\n"
    steps += "  c: {do: close_gate, say: No., end: stopped}\n"
    assert check(tmp_path, steps, SYSTEM.replace("sample", "gate")) == ["2 R105"]


def test_a_translation_stands_behind_the_gate_too(tmp_path: Path) -> None:
    for locale, confronts in (("en", "yes"), ("de", "no")):
        folder = tmp_path / "scripts" / locale
        folder.mkdir(parents=True)
        script = HEAD.replace("start:", f"confronts: {confronts}\nstart:") + "steps:\n" + CARD
        (folder / "sample.yaml").write_text(script, encoding="utf-8")
    assert "T105" in [one.code for one in check_paths([tmp_path], LIBRARY)]
