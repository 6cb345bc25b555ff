"""Time zones as people say them: a city, an IANA name, an offset, or the hour on their clock right now."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

import yaml

from dialogs.heard import Heard
from dialogs.session import Answer, Scaled, Written
from dialogs.turn import Facts

_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])\s*(\d{1,2})(?::?([0-5]\d))?")
_NOT_LETTERS = re.compile(r"[\W_]+")


def time_zone(answer: Answer, _facts: Facts) -> Heard:
    """`found` with the IANA name as the answer, or `unclear`."""
    text = answer.text if isinstance(answer, Written) else ""
    zone = find_zone(text)
    return Heard("found", answer=Written(zone)) if zone else Heard("unclear")


def find_zone(text: str) -> str | None:
    """The IANA zone that a city, a zone's name or an offset from UTC stands for, or None."""
    if text.strip() in _zones():
        return text.strip()
    plain = text.strip().lower().replace("\u2212", "-")
    offset = _OFFSET.fullmatch(plain)
    if offset:
        sign = -1 if offset[1] == "-" else 1
        return zone_at(sign * (int(offset[2]) * 60 + int(offset[3] or 0)))
    return _names().get(_key(plain)) or _names().get(_key(plain.split(",")[0]))


def zone_at(minutes: int) -> str | None:
    """A zone that stays at this many minutes east of UTC, or None where no place has it."""
    if minutes == 0:
        return "UTC"
    if minutes % 60 == 0 and -12 <= minutes // 60 <= 14:
        return f"Etc/GMT{-minutes // 60:+d}"
    return _gazetteer()["offsets"].get(str(minutes))


def local_hour(answer: Answer, facts: Facts) -> Heard:
    """The zone in which it is now the hour that was tapped (0 to 23), by whole hours from UTC."""
    hour = answer.number if isinstance(answer, Scaled) else 0
    ahead = (hour - facts.now.hour + 11) % 24 - 11
    return Heard("found", answer=Written(zone_at(ahead * 60) or "UTC"))


def local(facts: Facts) -> str:
    """The person's own clock now, as HH:MM."""
    return facts.now.astimezone(zone_of(facts.settings.timezone)).strftime("%H:%M")


@cache
def zone_of(name: str) -> ZoneInfo:
    """The zone of that name, or UTC where the name is not known on this machine."""
    return ZoneInfo(name if name in _zones() else "UTC")


def ahead_of(facts: Facts) -> timedelta:
    """How far the person's clock is ahead of UTC now."""
    return facts.now.astimezone(zone_of(facts.settings.timezone)).utcoffset() or timedelta()


def _key(name: str) -> str:
    return _NOT_LETTERS.sub(" ", name.lower()).strip()


def _depth(zone: str) -> tuple[int, str]:
    """Longer names last, so that today's name of a zone wins over its old short one."""
    return zone.count("/"), zone


@cache
def _zones() -> frozenset[str]:
    """All zones there are; to look for them takes a hundredth of a second."""
    return frozenset(available_timezones())


@cache
def _names() -> dict[str, str]:
    zones = _zones()
    names = {_key(zone): zone for zone in zones if not zone.startswith("Etc/GMT")}
    names |= {
        _key(zone.rsplit("/", 1)[-1]): zone
        for zone in sorted(zones, key=_depth)
        if "/" in zone and not zone.startswith("Etc/")
    }
    for zone, cities in _gazetteer()["cities"].items():
        names |= {_key(city): zone for city in cities}
    return names


@cache
def _gazetteer() -> dict[str, dict[str, str]]:
    found = yaml.load(files("dialogs").joinpath("places.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  it makes text and nothing else
    return dict(found)
