"""The guide of one language, as its YAML file holds it."""

from __future__ import annotations

from msgspec import Struct

from dialogs.words import NOWHERE, Mark, Words

OCCASIONS = ("low_mood", "vague", "harsh", "first_week", "graduated", "new_kind", "long_ago", "any")


class Path(Struct, frozen=True):
    """A first week for one way of arriving: the scripts, one a day."""

    id: str
    label: Words
    scripts: tuple[str, ...]
    mark: Mark = NOWHERE


class Rule(Struct, frozen=True):
    """On that occasion, this script, and why. Without a script the occasion itself says which."""

    when: str
    why: Words
    script: str = ""
    mark: Mark = NOWHERE


class Guide(Struct, frozen=True):
    """The paths, the rules in the order they are tried, and the words too common to tell one matter from another."""

    locale: str
    paths: dict[str, Path]
    rules: tuple[Rule, ...]
    common: frozenset[str]
