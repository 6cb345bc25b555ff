"""Limits: everything fits into Telegram, after the longest answer is filled in.

Telegram's Bot API: 4,096 UTF-16 units a message, 64 bytes of callback data, 200 characters in a notice over the chat,
100 buttons a message. A label has at most 40 characters so that it can be read on a small phone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dialogs.check_lines import Line, lines_of, pieces_of
from dialogs.check_names import choices_of
from dialogs.check_widths import MOST_FREE, widths
from dialogs.graph import ways
from dialogs.markup import units
from dialogs.problems import Problem
from dialogs.script import Choice, Pick, Script, Step
from dialogs.words import Words

MOST_MESSAGE = 4096
MOST_LABEL = 40
MOST_NOTICE = 200
MOST_BUTTONS = 94  # Telegram's 100 less the six small ones: more, done, skip, back, why, hide
MOST_CHOICE_ID = 64 - 20 - 1  # callback data is the question's token, a colon, and the choice's id


def check_limits(script: Script, longest_question: int = MOST_FREE) -> Iterator[Problem]:
    """Messages, labels, ids and buttons over the limits. `longest_question`: of any dialog, in UTF-16 units."""
    width = widths(script, longest_question)
    if units(script.title) > MOST_LABEL:
        yield Problem(
            script.mark,
            "L102",
            f"The title has {units(script.title)} characters and stands on a button: {MOST_LABEL} at most.",
        )
    if len(script.id) > MOST_CHOICE_ID:
        yield Problem(script.mark, "L103", f"The script id has {len(script.id)} characters: {MOST_CHOICE_ID} at most.")
    for step in script.steps.values():
        yield from _lines(step, width)
        yield from _buttons(step)
    yield from _said_in_one_go(script, width)


def measure(variants: Iterable[str], width: Mapping[str, int]) -> int:
    """The length of the longest wording in UTF-16 units, each slot as long as it can be."""
    return max((_measure(text, width) for text in variants), default=0)


def _measure(text: str, width: Mapping[str, int]) -> int:
    if "{" not in text and "<" not in text and "&" not in text:
        return units(text)
    return sum(width.get(piece.slot, MOST_FREE) if piece.slot else units(piece.text) for piece in pieces_of(text))


def _lines(step: Step, width: Mapping[str, int]) -> Iterator[Problem]:
    for line in lines_of(step):
        length = measure(line.variants, width)
        if line.place in ("say", "ask") and length > MOST_MESSAGE:
            message = f"With the longest answers this line comes to {length} characters: {MOST_MESSAGE} at most."
            yield Problem(line.mark, "L101", message)
        elif line.place == "why" and length > MOST_NOTICE:
            yield Problem(
                line.mark,
                "L109",
                f"why comes to {length} characters and is shown over the chat: {MOST_NOTICE} at most.",
            )
        elif line.place == "label" and length > MOST_LABEL:
            yield Problem(line.mark, "L102", _long_label(line, length))


def _long_label(line: Line, length: int) -> str:
    if any(piece.slot for text in line.variants for piece in pieces_of(text)):
        return f"With the longest answer this label has {length} characters, {MOST_LABEL} at most: take the braces out."
    return f"This label has {length} characters: {MOST_LABEL} at most."


def _buttons(step: Step) -> Iterator[Problem]:
    picks = [("pick", step.question.options)] if isinstance(step.question, Pick) else []
    for word, choices in [*choices_of(step), *picks]:
        yield from _twins(choices)
        for choice in choices:
            if len(choice.id.encode()) > MOST_CHOICE_ID:
                yield Problem(
                    choice.mark, "L103", f"The choice id has {len(choice.id)} characters: {MOST_CHOICE_ID} at most."
                )
        if word != "pick" and len(choices) > MOST_BUTTONS:
            yield Problem(
                step.marks.get(word, step.mark), "L106", f"{len(choices)} buttons are too many: use pick, with pages."
            )


def _twins(choices: Iterable[Choice]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for choice in choices:
        label = choice.label.variants[0].strip().casefold()
        earlier = seen.setdefault(label, choice.id)
        if earlier != choice.id and label:
            yield Problem(
                choice.mark, "L105", f'"{choice.id}" has the same label as "{earlier}": nobody could tell them apart.'
            )


def _said_in_one_go(script: Script, width: Mapping[str, int]) -> Iterator[Problem]:
    """What is said between two questions goes out as one message; the longest way to each step counts."""
    met: dict[str, int] = {}
    for step_id, before in _entries(script, width):
        met[step_id] = max(met.get(step_id, 0), before)
    for step_id, before in met.items():
        yield from _said_from(script, step_id, before, width)


def _said_from(script: Script, step_id: str, total: int, width: Mapping[str, int]) -> Iterator[Problem]:
    seen: set[str] = set()
    step = script.steps.get(step_id)
    while step is not None and step.id not in seen:
        seen.add(step.id)
        length = _length(step.say, width)
        total += length
        if step.say and length <= MOST_MESSAGE < total:
            message = (
                f"Said in one go with the lines before it, this comes to {total} characters: {MOST_MESSAGE} at most."
            )
            yield Problem(step.say.mark, "L101", message)
        if total > MOST_MESSAGE or step.question is not None or step.call or not step.then:
            return
        step = script.steps.get(step.then)


def _entries(script: Script, width: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Each step that an answer leads to, with the length of what the answer is met with."""
    yield script.start, 0
    for step in script.steps.values():
        if step.question is not None:
            answered = max((measure(line.variants, width) for line in lines_of(step) if line.after_answer), default=0)
            yield from ((way.target, answered + 2 if answered else 0) for way in ways(step) if way.target)
        elif step.call and step.then:
            yield step.then, 0


def _length(words: Words | None, width: Mapping[str, int]) -> int:
    return measure(words.variants, width) + 2 if words else 0
