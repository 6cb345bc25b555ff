"""The kinds of words a reader knows, from its YAML file: which word stands for which, and what kinds a word is of."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml
from msgspec import Struct

from dialogs.reading.tokens import plain_word


class WordKinds(Struct, frozen=True):
    """`same` maps a spelling to its word; `kinds` a word to its kinds, the main one first."""

    same: dict[str, str]
    kinds: dict[str, tuple[str, ...]]


@cache
def word_kinds(room: str, locale: str) -> WordKinds:
    """Those of the package `room` in that language, or in English where it has none."""
    folder = files(room).joinpath("words")
    path = folder.joinpath(f"{locale}.yaml")
    raw = yaml.load((path if path.is_file() else folder.joinpath("en.yaml")).read_text("utf-8"), yaml.CSafeLoader)
    same = {plain_word(str(way)): word for word, ways in raw.pop("same", {}).items() for way in ways}
    kinds: dict[str, tuple[str, ...]] = {}
    for kind, words in raw.items():
        for word in map(plain_word, map(str, words)):
            kinds[word] = (*kinds.get(word, ()), kind)
    return WordKinds(same, kinds)
