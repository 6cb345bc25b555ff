"""From a local day to the stretch of time in which its nudge may come, in UTC, over both ends of daylight saving.

A local time that does not exist comes as much later as the clock was put forward; one that comes twice counts the first
time. Instants are compared in UTC: Python compares local ones by the clock on the wall.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from dialogs.nudging.wish import Wish

LONGEST = timedelta(hours=2)


class Window(Struct, frozen=True):
    """From `begins` until just before `ends`, in UTC. Empty where `ends` is no later."""

    begins: datetime
    ends: datetime


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """That local time as an instant in UTC."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """The day it is there at that instant."""
    return at.astimezone(zone).date()


def window(wish: Wish, day: date) -> Window:
    """When the nudge of that day may come: two hours from the time that was wished for, never in the hours of quiet.

    A time inside the hours of quiet waits for their end.
    """
    at = wish.quiet[1] if wish.quiet and wish.is_quiet(wish.at) else wish.at
    return window_from(wish, instant(day, at, wish.zone))


def window_from(wish: Wish, begins: datetime) -> Window:
    """Two hours from that instant, cut off where it gets quiet and where the local day ends."""
    local = begins.astimezone(wish.zone)
    if wish.is_quiet(local.time()):
        return Window(begins, begins)
    ends = min(begins + LONGEST, instant(local.date() + timedelta(1), time(0), wish.zone))
    if wish.quiet:
        quiet = instant(local.date(), wish.quiet[0], wish.zone)
        ends = min(ends, quiet) if quiet > begins else _before_quiet(wish, begins, ends)
    return Window(begins, ends)


def _before_quiet(wish: Wish, begins: datetime, ends: datetime) -> datetime:
    """Where the clock goes over the beginning of quiet twice, the second time ends the window too."""
    again = datetime.combine(local_day(begins, wish.zone), wish.quiet[0] if wish.quiet else time(0), wish.zone)
    second = again.replace(fold=1).astimezone(UTC)
    return min(ends, second) if second > begins else ends
