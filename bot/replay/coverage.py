"""Which ways through the scripts no transcript has gone: those a person could go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.replay.playing import Walked
from dialogs.graph import LEAVING_VERBS
from dialogs.machine import skip_target
from dialogs.script import Choices, Library, ListRecords, ListScripts, Step

Way = tuple[str, str, str, str]


def all_ways(library: Library) -> list[Way]:
    """Every (locale, script, step, exit), in the order they are written."""
    return [
        (locale, script.id, step.id, way)
        for locale, scripts in sorted(library.scripts.items())
        for script in scripts.values()
        for step in script.steps.values()
        for way in exits(step)
    ]


def exits(step: Step) -> Iterator[str]:
    """The names under which the engine tells that a step was left."""
    if step.question is not None:
        yield from _answers(step)
        if skip_target(step):
            yield "skip"
    elif step.call:
        yield from ("call", "then")
    elif step.end:
        yield "end"
    elif step.do not in LEAVING_VERBS:
        yield "then"


def _answers(step: Step) -> Iterator[str]:
    options = step.question.options if isinstance(step.question, Choices | ListScripts | ListRecords) else ()
    yield from (f"choice_{one.id}" for one in options if not step.listen or one.script or one.do)
    if isinstance(step.question, ListScripts):
        yield "script"
    elif isinstance(step.question, ListRecords):
        yield from ("then", "none") if step.question.none else ("then",)
    elif step.listen:
        for outcome in step.outcomes.values():
            yield f"hears_{outcome.id}"
            if outcome.otherwise and outcome.at_most is not None:
                yield f"else_{outcome.id}"
    elif not isinstance(step.question, Choices):
        yield "then"
        if step.feedback:
            yield "again"


def never_walked(library: Library, walked: Walked) -> list[Way]:
    """The ways that are left. A script that stands in for a missing translation counts where it is written."""
    known = set(all_ways(library))
    gone = {_written(library, way) for way in walked}
    return [way for way in all_ways(library) if way in known - gone]


def _written(library: Library, way: Way) -> Way:
    locale, script_id, step, name = way
    if script_id in library.scripts.get(locale, {}):
        return way
    return (library.default, script_id, step, name)


def told(library: Library, left: Iterable[Way]) -> Iterator[str]:
    """A line for each way that is left, at the step it leaves."""
    for locale, script_id, step_id, name in left:
        step = library.scripts[locale][script_id].steps[step_id]
        yield f"{step.mark}: {script_id} {step_id}: {name.replace('_', ' ', 1)} was never walked"
