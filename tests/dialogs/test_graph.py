"""The ways through a script, and the diagram drawn from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogs import machine
from dialogs.graph import drawn_ways, mermaid, ways
from dialogs.load import load_script
from dialogs.script import Script

TEXT = """script: sample
version: 1
strategy: self
title: 'A "sample"; of <b>sorts</b>'
minutes: 2
start: begin
steps:
  begin:
    ask: 'Shall we: really?'
    choices:
      yes: {label: 'Yes --> x', then: heard}
      no: {label: No, then: end}
      more: {label: More, script: other}
      menu: {label: Menu, do: menu}
      file: {label: File, do: export}
    then: end
    skip: rest
  heard:
    ask: What will you do?
    listen: boundary
    outcomes: {clear: rest, controlling: {then: heard, at_most: 1, else: end}, unclear: {say: Hm.}}
    then: rest
  rest: {call: other, then: end}
  end: {say: Bye., end: completed, offer: {again: {label: Again, script: sample}}}
"""


@pytest.fixture
def script(tmp_path: Path) -> Script:
    path = tmp_path / "sample.yaml"
    path.write_text(TEXT, encoding="utf-8")
    found, problems = load_script(path)
    assert found is not None
    assert problems == []
    return found


def led(script: Script, step: str) -> list[tuple[str, str | None, str | None]]:
    return [(way.label, way.target, way.leaves) for way in ways(script.steps[step])]


def test_choices_lead_to_steps_scripts_or_verbs(script: Script) -> None:
    assert led(script, "begin") == [
        ("Yes --> x", "heard", None), ("No", "end", None), ("More", None, "other"),
        ("Menu", None, "menu"), ("File", "end", None),
        ("skip", "rest", None),
    ]  # fmt: skip


def test_outcomes_lead_on_once_and_again(script: Script) -> None:
    assert led(script, "heard") == [
        ("clear", "rest", None), ("controlling", "heard", None), ("controlling, again", "end", None),
        ("unclear", "rest", None),
        ("skip", "rest", None),
    ]  # fmt: skip


def test_the_engine_knows_every_way_that_stays_in_the_script(script: Script) -> None:
    for step in script.steps.values():
        engine = {target for _, target in machine.exits(step)}
        here = {way.target for way in ways(step) if way.target}
        assert engine <= here | ({step.then} if step.then else set())


def test_a_diagram_joins_the_ways_between_two_steps(script: Script) -> None:
    found = {(way.source, way.target): way.label for way in drawn_ways(script)}
    assert found["begin", "end"] == "No / File"
    assert found["heard", "rest"] == "clear / unclear"


def test_mermaid_text_can_not_be_written_by_a_script(script: Script) -> None:
    text = mermaid(script)
    assert text.startswith("stateDiagram-v2\n")
    assert "    begin --> heard: Yes -- x\n" in text
    assert "    [*] --> begin\n" in text
    assert "    end_ --> [*]: (completed)\n" in text
    assert '    state "begin · Shall we really?" as begin\n' in text
    arrows = [line for line in text.splitlines() if "-->" in line]
    assert all(line.count("-->") == 1 for line in arrows)
    assert text.count('"') == 2 * len(script.steps)
