"""Flow: every step leads somewhere and can be reached, and there is always a question or an end ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dialogs.cards import starts
from dialogs.graph import Way, ways
from dialogs.problems import Problem, did_you_mean
from dialogs.script import Script

Ways = dict[str, list[Way]]


def check_flow(script: Script) -> Iterator[Problem]:
    """Broken targets, dead ends, unreachable steps, loops without a question, and loops that never end."""
    out = {step.id: list(ways(step)) for step in script.steps.values()}
    yield from _broken(script, out)
    yield from _dead_ends(out)
    if script.start in script.steps:
        yield from _unreachable(script, out)
    silent = set(_silent_loops(script, out))
    yield from (Problem(script.steps[step].mark, "F104", _SILENT.format(step)) for step in silent)
    yield from _endless(script, out, silent)


_SILENT = 'From the step "{}" the script comes back here without asking anything: let one step in between ask, or end.'


def _broken(script: Script, out: Ways) -> Iterator[Problem]:
    for found in out.values():
        for way in found:
            if way.target and way.target not in script.steps:
                yield Problem(
                    way.mark, "F101", f'There is no step "{way.target}".{did_you_mean(way.target, script.steps)}'
                )


def _dead_ends(out: Ways) -> Iterator[Problem]:
    for step, found in out.items():
        for way in found:
            if way.target is None and way.leaves is None:
                what = f'"{way.label}" in the step "{step}"' if way.label else f'The step "{step}"'
                yield Problem(way.mark, "F103", f"{what} leads nowhere: add `then:` with a step, or end there.")


def _targets(out: Ways, step: str) -> Iterator[str]:
    return (way.target for way in out[step] if way.target in out and way.target is not None)


def reached_from(out: Ways, starts: Iterable[str]) -> set[str]:
    """Every step that can be reached from these, themselves included."""
    found = {step for step in starts if step in out}
    waiting = list(found)
    while waiting:
        for target in _targets(out, waiting.pop()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found


def _unreachable(script: Script, out: Ways) -> Iterator[Problem]:
    reached = reached_from(out, starts(script))
    for step in script.steps.values():
        if step.id not in reached:
            yield Problem(step.mark, "F102", f'The step "{step.id}" can\'t be reached: lead to it, or take it out.')


def _silent_loops(script: Script, out: Ways) -> Iterator[str]:
    """The first step of each loop that asks nothing; a silent step has one way at most, so following it is enough."""
    done: set[str] = set()
    for start in script.steps:
        path: dict[str, None] = {}
        step: str | None = start
        while step is not None and step not in done and step not in path:
            path[step] = None
            step = _silent_next(script, out, step)
        if step is not None and step in path:
            yield step
        done.update(path)


def _silent_next(script: Script, out: Ways, step: str) -> str | None:
    if script.steps[step].question is not None or script.steps[step].call:
        return None
    return next(_targets(out, step), None)


def _endless(script: Script, out: Ways, silent: set[str]) -> Iterator[Problem]:
    """Steps from which no end can be reached, though each leads on; only the first of them in a script is named."""
    back: dict[str, list[str]] = {step: [] for step in out}
    for step in out:
        for target in _targets(out, step):
            back[target].append(step)
    ends = {step for step, found in out.items() if any(way.target is None or way.target not in out for way in found)}
    hopeful = _climb(back, ends | silent)
    lost = next((step for step in script.steps.values() if step.id not in hopeful), None)
    if lost is not None:
        yield Problem(
            lost.mark, "F108", f'No way from the step "{lost.id}" ever comes to an end: lead one to a step that ends.'
        )


def _climb(back: dict[str, list[str]], found: set[str]) -> set[str]:
    found = set(found)
    waiting = list(found)
    while waiting:
        for step in back[waiting.pop()]:
            if step not in found:
                found.add(step)
                waiting.append(step)
    return found
