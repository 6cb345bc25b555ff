"""Wording: cards of help are plain, short and free of words that hurt, and no line of ours makes a false claim.

What is refused stands in wording/<locale>.yaml. The figures are for English; other languages are held to the lengths.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import yaml

from dialogs import reading_ease
from dialogs.cards import MOST_CARD, is_card
from dialogs.check_limits import measure
from dialogs.check_lines import Line, lines_of, pieces_of
from dialogs.check_widths import MOST_FREE, widths
from dialogs.problems import Problem
from dialogs.reading.rules import RuleBook, parse_rules
from dialogs.reading.tokens import tokens
from dialogs.script import Phrases, Script, Step

MOST_WORDS = 20
MOST_GRADE = 7.0
FEWEST_GRADED = 10  # words: a grade of fewer says nothing
CARD_PHRASES = ("careful", "care_", "crisis_lines_", "abuse_lines_", "emergency_", "own_plan")
_NUMBER = re.compile(r"\d+")
_NO_LINES = frozenset(("setting",))


def check_wording(script: Script) -> Iterator[Problem]:
    """Claims that are never made, in any script; on cards of help also words, sentences and lengths."""
    width = widths(script, MOST_FREE)
    for step in script.steps.values():
        for line in lines_of(step):
            if line.place not in _NO_LINES:
                yield from _claims(line, script.locale)
                yield from _on_card(line, script.locale) if is_card(script.id) else ()
        if is_card(script.id):
            yield from _too_long(step, width)


def check_phrase_wording(phrases: Phrases) -> Iterator[Problem]:
    """The same for the bot's own lines; those that stand on cards are held to more."""
    for name, said in phrases.lines.items():
        line = Line(said.variants, said.mark, "say")
        yield from _claims(line, phrases.locale)
        yield from _on_card(line, phrases.locale) if name.startswith(CARD_PHRASES) else ()


def _claims(line: Line, locale: str) -> Iterator[Problem]:
    for words in found("claims", line, locale):
        yield Problem(line.mark, "C105", f'"{words}" claims or advises what nobody here can answer for: take it out.')


def _on_card(line: Line, locale: str) -> Iterator[Problem]:
    for words in [*found("cards", line, locale), *_signs(line)]:
        yield Problem(line.mark, "C101", f'"{words}" has no place on a card of help: say it plainly, without it.')
    for sentence in _long_sentences(line):
        start = " ".join(sentence.split()[:4])
        yield Problem(
            line.mark, "C102", f'The sentence that begins "{start}" has over {MOST_WORDS} words: make it two.'
        )
    hardest = max(map(_grade, line.variants)) if locale == "en" else 0.0
    if hardest > MOST_GRADE:
        yield Problem(
            line.mark,
            "C103",
            f"This reads like school year {hardest:.1f}, {MOST_GRADE:.0f} at most: use shorter words.",
        )


def _too_long(step: Step, width: dict[str, int]) -> Iterator[Problem]:
    spoken = [words for words in (step.say, step.ask) if words]
    length = sum(measure(words.variants, width) for words in spoken) + 2 * (len(spoken) - 1)
    if spoken and length > MOST_CARD:
        yield Problem(
            spoken[0].mark, "C104", f"With the longest lines this card has {length} characters: {MOST_CARD} at most."
        )


def plain(text: str) -> str:
    """A line's own words: no tags, and nothing that is filled in."""
    return "".join(" " if piece.slot else piece.text for piece in pieces_of(text))


def found(part: str, line: Line, locale: str) -> Iterator[str]:
    """The words of a line that are refused."""
    book = _book(part, locale)
    for text in map(plain, line.variants) if book else ():
        read = tokens(text)
        for _, first, last in book.find([token.word for token in read]) if book else ():
            yield text[read[first].start : read[last].end]


@cache
def often(locale: str) -> frozenset[str]:
    """Lines that stand in many scripts of that language on purpose."""
    return frozenset(_raw(locale).get("often", ()))


def _signs(line: Line) -> Iterator[str]:
    """Exclamation marks, pictures, and numbers that do not come from the data."""
    for text in map(plain, line.variants):
        yield from sorted({char for char in text if char == "!" or unicodedata.category(char) == "So"})
        yield from _NUMBER.findall(text)


def _long_sentences(line: Line) -> Iterator[str]:
    for text in map(plain, line.variants):
        yield from (one for one in reading_ease.sentences(text) if len(reading_ease.words(one)) > MOST_WORDS)


def _grade(text: str) -> float:
    own = plain(text)
    return reading_ease.grade(own) if len(reading_ease.words(own)) >= FEWEST_GRADED else 0.0


@cache
def _book(part: str, locale: str) -> RuleBook | None:
    """The phrases refused in that language, or None where nobody has written them down."""
    phrases = _raw(locale).get(part, ())
    return RuleBook([rule for phrase in phrases for rule in parse_rules(part, phrase)], {}) if phrases else None


@cache
def _raw(locale: str) -> dict[str, list[str]]:
    path = files("dialogs").joinpath("wording", f"{locale}.yaml")
    if not path.is_file():
        return {}
    raw: dict[str, list[str]] = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  it makes text only
    return raw
