"""From what a person wrote or tapped to an answer of the open question, or to the reason why it is none."""

from __future__ import annotations

import re
from datetime import datetime

from dateutil import parser as dates
from msgspec import Struct

from dialogs import asking, places
from dialogs.play import Play
from dialogs.script import Choice, Free, Pick, Scale, Step, When
from dialogs.session import Answer, Chosen, Moment, Scaled, Several, Written

_NUMBER = re.compile(r"\s*(\d{1,3})\s*(?:/\s*\d+\s*)?")
_APOSTROPHE = re.compile("['’]")
_NOT_WORD = re.compile(r"[\W_]+")


class Refused(Struct, frozen=True):
    """Not an answer: the phrase that says so, and what fills it."""

    phrase: str
    own: dict[str, str] = {}


def typed(play: Play, step: Step, text: str) -> Answer | Choice | Refused:
    """What a typed text means as an answer; a Choice where it names one."""
    match step.question:
        case Free() | None:
            return Written(text)
        case Scale(first=first, last=last):
            return _number(text, first, last)
        case Pick() as pick:
            return _several(play, pick, text)
        case When():
            return named(asking.options(play, step), play, text) or _moment(play, text)
        case _:
            return named(asking.options(play, step), play, text) or Refused("not_a_choice")


def _number(text: str, first: int, last: int) -> Scaled | Refused:
    found = _NUMBER.fullmatch(text)
    if found and first <= int(found[1]) <= last:
        return Scaled(int(found[1]))
    return Refused("not_a_number", {"first": str(first), "last": str(last)})


def named(options: tuple[Choice, ...], play: Play, text: str) -> Choice | None:
    """The choice that a text names by its number, its id or its label."""
    key = _key(text)
    if key.isdecimal() and len(key) < 4 and 1 <= int(key) <= len(options):
        return options[int(key) - 1]
    for option in options:
        if key and key in (_key(play.text(option.label)), option.id):
            return option
    return None


def _key(text: str) -> str:
    return _NOT_WORD.sub(" ", _APOSTROPHE.sub("", text.lower())).strip()


def begun(options: tuple[Choice, ...], play: Play, text: str) -> Choice | None:
    """The choice whose label a text begins with, as in "I don't agree, because ..."."""
    key = _key(text)
    return next((one for one in options if key.startswith(f"{_key(play.text(one.label))} ")), None)


def _several(play: Play, pick: Pick, text: str) -> Several | Refused:
    parts = [part for part in re.split(r"[,;\n]| and ", text) if part.strip()] or [text]
    if all(part.isdecimal() for part in text.split()):
        parts = text.split()
    found = [named(pick.options, play, part) for part in parts]
    chosen = {option.id: option for option in found if option is not None}
    if None in found or not pick.at_least <= len(chosen) <= pick.at_most:
        return Refused("pick_some", {"least": str(pick.at_least), "most": str(pick.at_most)})
    return several(play, tuple(chosen.values()))


def several(play: Play, chosen: tuple[Choice, ...]) -> Several:
    """These choices as an answer."""
    return Several(tuple(Chosen(option.id, play.text(option.label)) for option in chosen))


def _moment(play: Play, text: str) -> Moment | Refused:
    """A day or time as a person types it, in their own zone, if it is still to come."""
    zone = places.zone_of(play.settings.timezone)
    here = play.facts.now.astimezone(zone)
    try:
        at = dates.parse(text, default=here.replace(hour=12, minute=0, second=0, microsecond=0, tzinfo=None))
    except (ValueError, OverflowError):
        return Refused("not_a_day")
    at = at.replace(tzinfo=zone)
    return moment(at) if at.date() >= here.date() else Refused("not_a_day")


def moment(at: datetime) -> Moment:
    """That day and time as an answer."""
    return Moment(at, f"{at:%Y-%m-%d}" if (at.hour, at.minute) == (12, 0) else f"{at:%Y-%m-%d %H:%M}")


def of_choice(play: Play, step: Step, choice: Choice) -> Answer:
    """The answer that a taken choice stands for."""
    if isinstance(step.question, When):
        zone = places.zone_of(play.settings.timezone)
        stamp = choice.id[1:] if choice.id[0] == "t" else f"{choice.id[1:]}1200"
        at = datetime.strptime(stamp, "%Y%m%d%H%M")  # noqa: DTZ007  the person's own zone is set next
        return moment(at.replace(tzinfo=zone))
    return Chosen(choice.id, play.text(choice.label))
