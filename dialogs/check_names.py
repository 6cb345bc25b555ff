"""Names: the listeners, outcomes, scripts and settings that a script names exist."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from dialogs.listeners import LISTENERS
from dialogs.load_language import ROOMS, SETTINGS
from dialogs.problems import Problem, did_you_mean, listed, nearest
from dialogs.rehearsal.partner import ENDS, LEAVINGS
from dialogs.script import OPENED, Choice, Choices, ListRecords, ListScripts, Rehearse, Script, Step
from dialogs.words import Mark

_VALUES = {
    "nudges": (re.compile("off|daily|some"), "off, daily or some"),
    "nudge_time": (re.compile("([01][0-9]|2[0-3]):[0-5][0-9]"), "a time such as 18:00"),
    "nudge_days": (re.compile("((mon|tue|wed|thu|fri|sat|sun)( (?!$)|$))*"), "days such as mon wed fri"),
    "quiet_from": (re.compile("([01][0-9]|2[0-3]):[0-5][0-9]"), "a time such as 22:00"),
    "quiet_to": (re.compile("([01][0-9]|2[0-3]):[0-5][0-9]"), "a time such as 08:00"),
    "consent": (re.compile("[0-9]{1,6}"), "a whole number"),
    "adult": (re.compile("yes|no"), "yes or no"),
    "under_age": (re.compile("yes|no"), "yes or no"),
    "discreet": (re.compile("yes|no"), "yes or no"),
    "clear_after": (re.compile("0|1|6|24"), "0, 1, 6 or 24 hours"),
    "country": (re.compile("[A-Z]{2}|"), "two capital letters such as GB"),
    "register": (re.compile("direct|soft|indirect"), "direct, soft or indirect"),
}


def check_names(script: Script, scripts: Collection[str]) -> Iterator[Problem]:
    """Unknown listeners, outcomes, settings and scripts; `scripts` are the ids there are."""
    for step in script.steps.values():
        yield from _listener(step)
        yield from _rehearsal(step)
        yield from _settings(step)
        for name, mark in script_names(step):
            if name.strip() and name not in scripts:
                yield Problem(mark, "F107", f'There is no script "{name}".{did_you_mean(name, scripts)}')
        if step.do == "answer":
            yield Problem(step.marks.get("do", step.mark), "W110", '"do: answer" belongs to a choice: put it there.')


def check_rooms(scripts: Mapping[str, Script]) -> Iterator[Problem]:
    """The bot's own rooms that the default language lacks; nothing where there are no rooms at all."""
    if not any(script.kind == "system" for script in scripts.values()):
        return
    missing = [room for room in ROOMS if room not in scripts]
    if missing:
        folder = Path(next(iter(scripts.values())).mark.file).parent
        yield Problem(
            Mark(str(folder), 1, 1),
            "F111",
            f"The bot starts these by name: write {', '.join(missing)}.",
        )


def check_kinds(scripts: Collection[Script]) -> Iterator[Problem]:
    """Kinds of record that are to be looked through, and that no script ever keeps."""
    steps = [step for script in scripts for step in script.steps.values()]
    kept = {step.record.kind for step in steps if step.record}
    for step in steps:
        for kind in step.question.of if isinstance(step.question, ListRecords) else ():
            if kind not in kept and kind != OPENED:
                mark = step.marks.get(f"list_records.of.{kind}", step.mark)
                yield Problem(mark, "F112", f'No script keeps a record "{kind}".{did_you_mean(kind, sorted(kept))}')


def _listener(step: Step) -> Iterator[Problem]:
    if not step.listen:
        return
    listener = LISTENERS.get(step.listen)
    mark = step.marks.get("listen", step.mark)
    if listener is None:
        hint = did_you_mean(step.listen, LISTENERS) or f" It may be {listed(LISTENERS)}."
        yield Problem(mark, "W107", f'There is no listener "{step.listen}".{hint}')
        return
    for missing in [one for one in listener.outcomes if one not in step.outcomes] if step.outcomes else ():
        place = step.marks.get("outcomes", mark)
        yield Problem(place, "F105", f'The listener {step.listen} may hear "{missing}": add it to the outcomes.')
    for outcome in step.outcomes.values():
        if outcome.id not in listener.outcomes:
            hint = did_you_mean(outcome.id, listener.outcomes) or f" It hears {listed(listener.outcomes)}."
            yield Problem(outcome.mark, "F106", f'The listener {step.listen} never hears "{outcome.id}".{hint}')


def _rehearsal(step: Step) -> Iterator[Problem]:
    """A rehearsal's ends are all handled, and only a rehearsal or a listener has outcomes."""
    if isinstance(step.question, Rehearse):
        for missing in [one for one in (*ENDS, *LEAVINGS) if one not in step.outcomes]:
            place = step.marks.get("outcomes", step.mark)
            yield Problem(place, "F105", f'A rehearsal may end in "{missing}": add it to the outcomes.')
    elif step.outcomes and not step.listen:
        place = step.marks.get("outcomes", step.mark)
        yield Problem(place, "W110", '"outcomes" goes with "listen": outcomes come from a listener.')


def _settings(step: Step) -> Iterator[Problem]:
    for name, value in step.set.items():
        mark = step.marks.get(f"set.{name}", step.mark)
        near = nearest(name, SETTINGS, 0.85) if name not in SETTINGS else None
        if near:
            yield Problem(mark, "W109", f'There is no setting "{name}". Did you mean "{near}"?')
        form, meaning = _VALUES.get(name, (None, ""))
        if form and "{" not in value and not form.fullmatch(value):
            yield Problem(mark, "W109", f'The setting {name} can\'t be "{value[:40]}": it should be {meaning}.')


def script_names(step: Step) -> Iterator[tuple[str, Mark]]:
    """Each script that a step names, and where."""
    if step.call:
        yield step.call, step.marks.get("call", step.mark)
    if step.follow_up:
        yield step.follow_up.script, step.marks.get("follow_up.script", step.follow_up.mark)
    for word, choices in choices_of(step):
        for choice in choices:
            if choice.script:
                yield choice.script, step.marks.get(f"{word}.{choice.id}.script", choice.mark)


def choices_of(step: Step) -> Iterator[tuple[str, tuple[Choice, ...]]]:
    """The choices and the offers of a step, each with the word they stand under."""
    if isinstance(step.question, Choices | ListScripts | ListRecords):
        yield "choices", step.question.options
    yield "offer", step.offer
