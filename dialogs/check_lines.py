"""Every line a step holds, with what may stand in it: the same list for all checks of words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from dialogs.check_names import choices_of
from dialogs.markup import MarkupError, Piece, parse
from dialogs.script import Pick, Scale, Step
from dialogs.words import Mark, Words

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class Line(Struct, frozen=True):
    """A line of a step: `place` is say, ask, why, label or setting.

    `after_answer`: it is said once the step's own question is answered. `has_quote`: `{quote}` is known in it.
    """

    variants: tuple[str, ...]
    mark: Mark
    place: str
    after_answer: bool = False
    has_quote: bool = False


def lines_of(step: Step) -> list[Line]:
    """Every line of a step, in no particular order."""
    return list(_lines(step))


def _lines(step: Step) -> Iterator[Line]:
    for place, words in (("say", step.say), ("ask", step.ask), ("why", step.why)):
        yield from _line(words, place)
    for name, text in step.set.items():
        yield Line((text,), step.marks.get(f"set.{name}", step.mark), "setting")
    for _, choices in choices_of(step):
        for choice in choices:
            yield from _line(choice.label, "label")
            yield from _line(choice.say, "say", after_answer=True)
    for outcome in step.outcomes.values():
        yield from _line(outcome.say, "say", after_answer=True, has_quote=True)
    yield from _lines_of_question(step)


def _lines_of_question(step: Step) -> Iterator[Line]:
    if isinstance(step.question, Pick):
        for choice in step.question.options:
            yield from _line(choice.label, "label")
    if isinstance(step.question, Scale):
        yield from _line(step.question.low, "label")
        yield from _line(step.question.high, "label")


def _line(words: Words | None, place: str, *, after_answer: bool = False, has_quote: bool = False) -> Iterator[Line]:
    if words is not None:
        yield Line(words.variants, words.mark, place, after_answer, has_quote)


def placeholders(line: Line) -> list[str]:
    """The names in braces, each once."""
    return list(dict.fromkeys(name for text in line.variants if "{" in text for name in _PLACEHOLDER.findall(text)))


@lru_cache(maxsize=8192)
def pieces_of(text: str) -> tuple[Piece, ...]:
    """The text's pieces; of a broken line, the whole as one piece."""
    try:
        return parse(text)
    except MarkupError:
        return (Piece(text),)
