"""Calls: no scripts call each other in a circle, where each round would put another script on top without end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dialogs.problems import Problem
from dialogs.script import Script


def check_calls(scripts: Mapping[str, Script]) -> Iterator[Problem]:
    """Each `call` that leads back to its own script, named once a circle."""
    calls = {script.id: _calls(script, scripts) for script in scripts.values()}
    for script in scripts.values():
        for step in script.steps.values():
            if step.call and step.call in calls and script.id in _reached(calls, step.call):
                mark = step.marks.get("call", step.mark)
                yield Problem(
                    mark,
                    "F110",
                    f'"{step.call}" leads back to "{script.id}" by call: let one of them end with an offer instead.',
                )


def _calls(script: Script, scripts: Mapping[str, Script]) -> set[str]:
    return {step.call for step in script.steps.values() if step.call and step.call in scripts}


def _reached(calls: dict[str, set[str]], start: str) -> set[str]:
    found = {start}
    waiting = [start]
    while waiting:
        new = calls[waiting.pop()] - found
        found |= new
        waiting += new
    return found
