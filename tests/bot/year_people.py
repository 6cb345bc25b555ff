"""Who lives through the simulated year, and what reaches them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from zoneinfo import ZoneInfo


@dataclass
class Came:
    """A nudge that reached somebody, and how they were at that moment, by a plain account of their own."""

    at: datetime
    zone: str
    quiet: tuple[str, str]
    token: str
    text: str
    unanswered: int
    wrote: datetime | None
    in_dialog: bool
    wanted: bool
    asked_back: bool
    daily: bool


@dataclass
class Human:
    """One person: what they are like, and what is true of them."""

    id: str
    chance: Random
    zone: str
    answers: float
    quiet: tuple[str, str]
    daily: bool
    came: list[Came] = field(default_factory=list)
    wrote: datetime | None = None
    unanswered: int = 0
    in_dialog: bool = False
    blocked: bool = False
    paused_until: datetime | None = None
    put_off: bool = False
    off: bool = False
    promises: list[datetime] = field(default_factory=list)
    troubled: set[date] = field(default_factory=set)
    moved: bool = False
    token: str = ""


def local(at: datetime, zone: str) -> datetime:
    """That instant on the clock there."""
    return at.astimezone(ZoneInfo(zone))
