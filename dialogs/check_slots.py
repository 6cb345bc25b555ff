"""Slots: each is declared, saved before it is used, used once it is saved, and of the type its question gives."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs import cards
from dialogs.check_lines import Line, lines_of, placeholders
from dialogs.check_names import choices_of
from dialogs.filling import BUILT_IN
from dialogs.graph import ways
from dialogs.listeners import LISTENERS
from dialogs.problems import Problem, did_you_mean
from dialogs.run_words import RUN_WORDS
from dialogs.script import Choices, Free, ListRecords, ListScripts, Pick, Rehearse, Scale, Script, Step, When
from dialogs.words import Mark

PRESET = {
    **dict.fromkeys(
        ("welcome_back", "outside", "urgent_check", "urgent_self", "urgent_abuse", "urgent_other", "under_age"),
        frozenset(("words",)),
    ),
    "feedback": frozenset(("label", "quoted", "reader")),
    "after_talk": frozenset(("about", "limit", "day", "upset", "push", "plan", "leaving")),  # a plan's, and its key
    "time_alone_after": frozenset(("about", "length", "guess", "moment", "place", "what")),  # the same of its plan
}
REWRITTEN = "words"  # the slot that `do: rewrite` takes
WAITING = frozenset(("title", "question"))
_TYPES: dict[type, str] = {Free: "text", Choices: "choice", Scale: "scale", Pick: "pick", When: "when"}
Use = tuple[str, Mark, bool]


def check_slots(script: Script) -> Iterator[Problem]:
    """Everything that is wrong with a script's slots."""
    preset = PRESET.get(script.id, frozenset())
    uses = {step.id: list(_uses(step)) for step in script.steps.values()}
    yield from _declared(script)
    yield from _saved(script)
    yield from _used(script, uses, preset)
    yield from _idle(script, {name for found in uses.values() for name, _, _ in found}, preset)
    for step in script.steps.values():
        yield from _built_in(script, step)
        yield from _kept(script, step)
        yield from _day(script, step)


def _declared(script: Script) -> Iterator[Problem]:
    for slot in script.slots.values():
        if slot.name in BUILT_IN:
            yield Problem(slot.mark, "S106", f'"{slot.name}" is a built-in word: give the slot another name.')


def _saved(script: Script) -> Iterator[Problem]:
    for step in script.steps.values():
        if not step.save_as:
            continue
        mark = step.marks.get("save_as", step.mark)
        slot = script.slots.get(step.save_as)
        kind = _TYPES.get(type(step.question)) if step.question is not None else None
        if slot is None:
            yield Problem(
                mark,
                "S102",
                f'There is no slot "{step.save_as}": add it under slots.{did_you_mean(step.save_as, script.slots)}',
            )
        elif isinstance(step.question, ListScripts | ListRecords):
            yield Problem(mark, "S105", "What is chosen here is begun or opened, not saved: take save_as out.")
        elif kind and slot.type and kind != slot.type and not (step.listen and slot.type == "text"):
            yield Problem(
                mark,
                "S105",
                f'The slot "{slot.name}" is for {slot.type}, and this question gives {kind}: change one of them.',
            )


def _uses(step: Step) -> Iterator[Use]:
    """Each slot a step uses, where, and whether the step's own answer is there already."""
    for line in lines_of(step):
        for name in placeholders(line):
            yield name, line.mark, line.after_answer
    yield from _uses_of_question(step)
    if step.follow_up and step.follow_up.on:
        yield step.follow_up.on, step.marks.get("follow_up.on", step.mark), False
    if isinstance(step.question, ListRecords) and step.question.find:
        yield step.question.find, step.marks.get("list_records.find", step.mark), False
    if step.do == "rewrite":
        yield REWRITTEN, step.marks.get("do", step.mark), False
    listener = LISTENERS.get(step.listen or "")
    for name in listener.uses if listener else ():
        yield name, step.marks.get("listen", step.mark), False
    for name in step.record.slots if step.record else ():
        yield name, step.marks.get(f"record.{name}", step.mark), False


def _uses_of_question(step: Step) -> Iterator[Use]:
    if isinstance(step.question, Rehearse):
        for name in (step.question.persona, step.question.ladder, step.question.limit, step.question.aim):
            if name:
                yield name, step.marks.get("rehearse", step.mark), False
    for _, choices in choices_of(step):
        for choice in choices:
            if choice.needs:
                yield choice.needs, step.marks.get(f"choices.{choice.id}.needs", choice.mark), True


def _used(script: Script, uses: dict[str, list[Use]], preset: frozenset[str]) -> Iterator[Problem]:
    ready = _ready(script, preset)
    ever = preset | {step.save_as for step in script.steps.values()}
    for step in script.steps.values():
        for name, mark, after in uses[step.id]:
            if name in BUILT_IN:
                continue
            if name not in script.slots and name not in preset:
                yield Problem(
                    mark, "S101", f'There is no slot "{name}".{did_you_mean(name, [*script.slots, *BUILT_IN])}'
                )
            elif name not in ever:
                yield Problem(
                    mark, "S103", f'The slot "{name}" is never filled: save an answer in it before it is used.'
                )
            elif step.id in ready and name not in ready[step.id] and not (after and step.save_as == name):
                yield Problem(
                    mark, "S103", f'The slot "{name}" can\'t be filled yet in the step "{step.id}": ask for it before.'
                )


def _ready(script: Script, preset: frozenset[str]) -> dict[str, frozenset[str]]:
    """The slots that may be filled when each step is entered; only steps that can be reached."""
    if script.start not in script.steps:
        return {}
    waiting = cards.starts(script)
    ready = dict.fromkeys(waiting, preset)
    targets = {
        step.id: {way.target for way in ways(step) if way.target and way.target in script.steps}
        for step in script.steps.values()
    }
    while waiting:
        step = script.steps[waiting.pop()]
        leaving = ready[step.id] | ({step.save_as} if step.save_as else set())
        for target in targets[step.id]:
            if target not in ready or not leaving <= ready[target]:
                ready[target] = ready.get(target, frozenset()) | leaving
                waiting.append(target)
    return ready


def _idle(script: Script, used: set[str], preset: frozenset[str]) -> Iterator[Problem]:
    saved = {step.save_as for step in script.steps.values()} | preset
    for slot in script.slots.values():
        if slot.name in used or slot.name in preset:
            continue
        if slot.name not in saved:
            yield Problem(
                slot.mark, "S104", f'The slot "{slot.name}" is never used: save an answer in it, or take it out.'
            )
        else:
            yield Problem(
                slot.mark,
                "S104",
                f'The slot "{slot.name}" is saved and then never shown or kept: use it, or take it out.',
            )


def _built_in(script: Script, step: Step) -> Iterator[Problem]:
    for line in lines_of(step):
        yield from (Problem(line.mark, "S106", message) for message in _misplaced(script, line))


def _misplaced(script: Script, line: Line) -> Iterator[str]:
    for name in placeholders(line):
        if name == "quote" and not line.has_quote:
            yield "{quote} is known only in what an outcome of a listener says: move it there."
        elif name in WAITING and script.kind != "system":
            yield f"{{{name}}} is known only in the bot's own rooms (kind: system): take it out."


def _day(script: Script, step: Step) -> Iterator[Problem]:
    slot = script.slots.get(step.follow_up.on or "") if step.follow_up else None
    if slot and slot.type != "when":
        mark = step.marks.get("follow_up.on", step.mark)
        yield Problem(mark, "S105", f'The slot "{slot.name}" holds no day: name one of the type "when".')


def _kept(script: Script, step: Step) -> Iterator[Problem]:
    for name in step.record.slots if step.record else ():
        slot = script.slots.get(name)
        mark = step.marks.get(f"record.{name}", step.mark)
        if name in BUILT_IN and name not in RUN_WORDS:
            yield Problem(mark, "S106", f'"{name}" is a built-in word that is never kept: take it out of the record.')
        if slot and slot.sensitive:
            yield Problem(mark, "S107", f'The slot "{name}" is sensitive and is never kept: take it out of the record.')
