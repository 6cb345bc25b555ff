"""Days as people name them: `next friday`, `on the weekend`, `in two weeks`. The words are in days.yaml."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_SPACE = re.compile(r"[^\w]+")
MOST_READ = 60  # characters: more than this is no day
WEEK = 7


def named_day(text: str, today: date, locale: str) -> date | None:
    """The coming day that these words name, or None. A weekday is the next one to come, never today."""
    said = _SPACE.sub(" ", text[: MOST_READ + 1].lower()).strip()
    words = _words(locale)
    if len(said) > MOST_READ or not words:
        return None
    said = _without_part_of_day(said, words)
    if said in words["ahead"]:
        return today + timedelta(int(words["ahead"][said]))
    ahead = _counted(said, words)
    return today + timedelta(ahead) if ahead is not None else _weekday(said, today, words)


def _without_part_of_day(said: str, words: dict[str, Any]) -> str:
    """`friday evening` is a friday; `this evening` stays, as a word of its own."""
    first, _, last = said.rpartition(" ")
    return first if last in words["parts_of_day"] and said not in words["ahead"] else said


def _counted(said: str, words: dict[str, Any]) -> int | None:
    """`in two weeks` as days ahead."""
    found = next((said.removeprefix(f"{start} ") for start in words["within"] if said.startswith(f"{start} ")), "")
    number, _, unit = found.rpartition(" ")
    times = number if number.isdecimal() and len(number) < 4 else words["numbers"].get(number)
    return int(times) * int(words["units"][unit]) if times and unit in words["units"] else None


def _weekday(said: str, today: date, words: dict[str, Any]) -> date | None:
    """`on friday`, `next friday`: the one to come; `friday after next`: the one after that."""
    later = next((end for end in words["week_later"] if said.endswith(f" {end}")), "")
    said = said.removesuffix(f" {later}") if later else said
    start = max((one for one in words["coming"] if said.startswith(f"{one} ")), key=len, default="")
    day = said.removeprefix(f"{start} ") if start else said
    number = next((place for place, names in enumerate(words["weekdays"]) if day in names), None)
    if number is None:
        return None
    ahead = (number - today.weekday() - 1) % WEEK + 1
    return today + timedelta(ahead + (WEEK if later else 0))


@cache
def _words(locale: str) -> dict[str, Any]:
    found = yaml.load(files("dialogs").joinpath("days.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  it makes text and nothing else
    return dict(found.get(locale, {}))
