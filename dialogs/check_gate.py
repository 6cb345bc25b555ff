"""The gate: nothing that rehearses stands outside it, nothing but the gate opens it, and it lets nobody slip by.

The engine puts the gate before every script that confronts, by whatever way it is begun. So a rehearsal is behind the
gate when its script confronts, and the gate holds when each way through it opens or closes it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.check_flow import reached_from
from dialogs.gate import ROOM
from dialogs.graph import Way, ways
from dialogs.machine import exits
from dialogs.problems import Problem
from dialogs.script import Choice, Choices, ListScripts, Rehearse, Script, Step
from dialogs.words import Mark

OPENS = "open_gate"
DECIDES = frozenset((OPENS, "close_gate"))


def check_gate(script: Script) -> Iterator[Problem]:
    """A rehearsal outside the gate, a gate opened elsewhere, and ways through the gate that decide nothing."""
    for step in script.steps.values():
        if isinstance(step.question, Rehearse) and not script.confronts:
            mark = step.marks.get("rehearse", step.mark)
            yield Problem(mark, "R104", "A rehearsal begins behind the gate: write `confronts: yes` in its script.")
    if script.id == ROOM:
        yield from _slips_by(script)
        yield from _opens_by_itself(script)
    else:
        yield from _opened_elsewhere(script)


def _opened_elsewhere(script: Script) -> Iterator[Problem]:
    for step in script.steps.values():
        for verb, mark in _verbs(step):
            if verb == OPENS:
                yield Problem(mark, "R105", f'"{OPENS}" belongs to the script "{ROOM}" alone: take it out.')


def _verbs(step: Step) -> Iterator[tuple[str, Mark]]:
    if step.do:
        yield step.do, step.marks.get("do", step.mark)
    for choice in _choices(step):
        if choice.do:
            yield choice.do, choice.mark


def _choices(step: Step) -> tuple[Choice, ...]:
    asked = step.question.options if isinstance(step.question, Choices | ListScripts) else ()
    return (*asked, *step.offer)


def _slips_by(script: Script) -> Iterator[Problem]:
    """Ways out of the gate before it was opened or closed: the script behind it would simply begin."""
    undecided = {step.id: [] if step.do in DECIDES else list(ways(step)) for step in script.steps.values()}
    for name in reached_from(undecided, [script.start]):
        for way in undecided[name]:
            if way.target is None and way.leaves != "leave":
                yield Problem(way.mark, "R105", _SLIPS.format(name))


_SLIPS = 'The step "{}" leads past the gate: lead to a step with `do: open_gate` or `do: close_gate` first.'


def _opens_by_itself(script: Script) -> Iterator[Problem]:
    """Steps that open the gate and are reached without a button: skipping a question is no answer to it."""
    silent = {
        step.id: [Way(step.id, target) for trigger, target in exits(step) if not trigger.startswith("choice_")]
        for step in script.steps.values()
    }
    for name in reached_from(silent, [script.start]):
        step = script.steps[name]
        if step.do == OPENS:
            yield Problem(step.marks.get("do", step.mark), "R105", "Only a button opens the gate: lead here by one.")
