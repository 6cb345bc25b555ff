"""Translations: what the default language has is there in the others too, and leads to the same places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dialogs.check_lines import lines_of, placeholders
from dialogs.check_names import choices_of
from dialogs.graph import ways
from dialogs.problems import Problem
from dialogs.script import Library, Pick, Scale, Script, Step
from dialogs.words import Mark


def check_translations(library: Library) -> Iterator[Problem]:
    """What each other language lacks or does differently, against the default one."""
    default = library.scripts.get(library.default, {})
    for locale, scripts in library.scripts.items():
        if locale == library.default:
            continue
        for script in default.values():
            if script.id in scripts:
                yield from _script(script, scripts[script.id])
            else:
                yield Problem(
                    script.mark, "T101", f'"{script.id}" is missing in {locale}: translate it into scripts/{locale}/.'
                )
        for script in scripts.values():
            if script.id not in default:
                yield Problem(
                    script.mark, "T101", f'"{script.id}" is only in {locale}: write it in {library.default} too.'
                )


def _script(default: Script, own: Script) -> Iterator[Problem]:
    yield from _missing("T102", "step", default.steps, own.steps, own.mark)
    yield from _missing("T104", "slot", default.slots, own.slots, own.mark)
    yield from _slots(default, own)
    if (own.start, own.kind, own.version) != (default.start, default.kind, default.version):
        yield Problem(
            own.mark,
            "T105",
            f"start, kind and version should be {default.start}, {default.kind} and {default.version} here too.",
        )
    if own.confronts != default.confronts:
        word = "yes" if default.confronts else "no"
        yield Problem(own.mark, "T105", f"The gate stands before both or neither: write `confronts: {word}` here too.")
    missing = {*default.steps} - {*own.steps}
    for step in own.steps.values():
        if step.id in default.steps:
            yield from _step(default.steps[step.id], step, missing)


def _missing(code: str, what: str, default: Iterable[str], own: Iterable[str], mark: Mark) -> Iterator[Problem]:
    wanted, there = list(default), list(own)
    for name in wanted:
        if name not in there:
            yield Problem(mark, code, f'The {what} "{name}" is missing here: translate it from the default language.')
    for name in there:
        if name not in wanted:
            yield Problem(
                mark, code, f'The {what} "{name}" is only here: write it in the default language too, or take it out.'
            )


def _slots(default: Script, own: Script) -> Iterator[Problem]:
    for name, slot in own.slots.items():
        other = default.slots.get(name)
        if other and (other.type, other.sensitive) != (slot.type, slot.sensitive):
            yield Problem(
                slot.mark,
                "T104",
                f'The slot "{name}" is another kind of slot in the default language: make them the same.',
            )


def _step(default: Step, own: Step, missing: set[str]) -> Iterator[Problem]:
    options, others = _options(own), _options(default)
    yield from _missing("T103", "choice", others, options, own.mark)
    yield from _missing("T103", "outcome", default.outcomes, own.outcomes, own.mark)
    same_ways = options == others and [*own.outcomes] == [*default.outcomes]
    if same_ways and _flow(own) != _flow(default) and not _leads_into(default, missing):
        yield Problem(
            own.mark,
            "T105",
            f'The step "{own.id}" asks, keeps or leads otherwise than in the default language: make them the same.',
        )
    lost = _spoken(default) ^ _spoken(own)
    if lost:
        names = ", ".join(f"{{{name}}}" for name in sorted(lost))
        yield Problem(
            own.mark, "T106", f"The step uses {names} in one language and not in the other: make them the same."
        )


def _leads_into(step: Step, steps: set[str]) -> bool:
    return any(way.target in steps for way in ways(step))


def _options(step: Step) -> list[str]:
    picked = step.question.options if isinstance(step.question, Pick) else ()
    return sorted(
        [*(choice.id for _, choices in choices_of(step) for choice in choices), *(choice.id for choice in picked)]
    )


def _flow(step: Step) -> object:
    """What a step does, without its words."""
    question = step.question
    size = (question.first, question.last) if isinstance(question, Scale) else ()
    picks = (question.at_least, question.at_most) if isinstance(question, Pick) else ()
    record = (step.record.kind, step.record.slots) if step.record else ()
    follow = (step.follow_up.days, step.follow_up.script) if step.follow_up else ()
    leads = sorted((way.target or "", way.leaves or "") for way in ways(step))
    times = [(one.id, one.at_most) for one in step.outcomes.values()]
    return (
        type(question),
        size,
        picks,
        record,
        follow,
        leads,
        times,
        step.save_as,
        step.listen,
        step.feedback,
        [*step.set],
        step.do,
        step.call,
    )


def _spoken(step: Step) -> set[str]:
    return {name for line in lines_of(step) for name in placeholders(line)}
