"""How far a person is in a dialog: the question they are at, and how many there are on the shortest way to its end."""

from __future__ import annotations

from collections import deque

from dialogs.graph import ways
from dialogs.script import Rehearse, Script


def questions_left(script: Script) -> dict[str, int]:
    """For each step, how many questions come to the nearest completed end, its own included; none without such an end.

    A rehearsal has as many rounds as it takes: nothing is counted around one.
    """
    if any(isinstance(step.question, Rehearse) for step in script.steps.values()):
        return {}
    sources: dict[str, set[str]] = {}
    for step in script.steps.values():
        for way in ways(step):
            if way.target and way.label != "skip":
                sources.setdefault(way.target, set()).add(step.id)
    left = {step.id: 0 for step in script.steps.values() if step.end == "completed"}
    waiting = deque(left)
    while waiting:
        target = waiting.popleft()
        for source in sources.get(target, ()):
            count = left[target] + (script.steps[source].question is not None)
            if count < left.get(source, count + 1):
                left[source] = count
                waiting.append(source)
    return left
