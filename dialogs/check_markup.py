"""Markup: Telegram takes the formatting of every line, and there is something to read in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogs.check_lines import Line, lines_of
from dialogs.markup import MarkupError, Piece, parse
from dialogs.problems import Problem
from dialogs.script import Phrases, Script

_MARKS = re.compile(r"</?[a-z][^<>]*>|&[a-z]+;|[{}]")


def check_markup(script: Script) -> Iterator[Problem]:
    """Tags and braces that can't be read, tags where only plain words can stand, and lines that say nothing."""
    for word in ("title", "about"):
        found = _MARKS.search(getattr(script, word))
        if found:
            yield Problem(script.mark, "L104", f'The {word} is plain words: take "{found[0]}" out of it.')
    for step in script.steps.values():
        for line in lines_of(step):
            yield from check_line(line)


def check_phrase_markup(phrases: Phrases) -> Iterator[Problem]:
    """The same for the bot's own lines."""
    for words in phrases.lines.values():
        yield from check_line(Line(words.variants, words.mark, "say"))


def check_line(line: Line) -> Iterator[Problem]:
    """What is wrong with the formatting of one line."""
    for text in line.variants:
        try:
            pieces = parse(text)
        except MarkupError as error:
            near = text[error.offset : error.offset + 20].split("\n")[0]
            yield Problem(line.mark, "L104", f'Telegram would refuse this line at "{near}": {error}.')
            continue
        yield from (Problem(line.mark, "L104", message) for message in _refused(pieces, line.place))
        if text.strip() and line.place != "setting" and not any(piece.slot or piece.text.strip() for piece in pieces):
            yield Problem(
                line.mark, "W112", "Only tags stand here: write something between them, or take the line out."
            )


def _refused(pieces: Iterable[Piece], place: str) -> Iterator[str]:
    kinds = [[kind for kind, _ in piece.kinds] for piece in pieces]
    if place == "label" and any(kinds):
        yield "A button shows plain words only: take the tags out of its label."
    if place == "why" and any(kinds):
        yield "The words of why are shown over the chat, in plain letters only: take the tags out."
    if any(one.count("quote") > 1 for one in kinds):
        yield "A <blockquote> can't stand inside another: close the first one before."
    if any("code" in one and len(one) > 1 for one in kinds):
        yield "<code> can't be mixed with other tags: close one before the other begins."
