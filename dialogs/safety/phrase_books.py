"""Small books of phrases that a coach can read, each for one yes or no about a text: <folder>/<locale>.yaml here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import yaml

from dialogs.reading.rules import RuleBook, parse_rules

ROOM = "dialogs.safety"


@cache
def phrase_book(folder: str, part: str, locale: str) -> RuleBook:
    """The phrases of one part of such a file, with its own kinds of words; English where the language has no file."""
    room = files(ROOM).joinpath(folder)
    path = room.joinpath(f"{locale}.yaml")
    raw = yaml.load(
        (path if path.is_file() else room.joinpath("en.yaml")).read_text("utf-8"),
        yaml.BaseLoader,  # noqa: S506  it makes text and nothing else
    )
    kinds: dict[str, tuple[str, ...]] = {}
    for kind, words in raw.get("kinds", {}).items():
        for word in words:
            kinds[word] = (*kinds.get(word, ()), kind)
    return RuleBook([rule for phrase in raw[part] for rule in parse_rules(part, str(phrase))], kinds)


def matches(book: RuleBook, words: Sequence[str]) -> bool:
    """Whether one of the phrases is in these words."""
    return any(True for _ in book.find(words))
