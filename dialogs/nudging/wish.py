"""What a person wished for: the days, the time, the hours of quiet and the pause, read from their settings."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from msgspec import Struct

from dialogs import places
from dialogs.turn import Settings

OFF, SOME, DAILY = "off", "some", "daily"
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
THREE = ("mon", "wed", "fri")
_TIME = re.compile("([01]?[0-9]|2[0-3]):([0-5][0-9])")


class Wish(Struct, frozen=True):
    """When nudges are wanted: `days` are 0 (Monday) to 6, `quiet` is from and to, and nothing comes before `pause`."""

    zone: ZoneInfo
    days: frozenset[int]
    at: time
    quiet: tuple[time, time] | None = None
    pause: datetime | None = None

    def is_quiet(self, at: time) -> bool:
        """Whether that local time lies in the hours of quiet, which may go over midnight."""
        if self.quiet is None:
            return False
        begins, ends = self.quiet
        return begins <= at < ends if begins < ends else at >= begins or at < ends


def wish_of(settings: Settings) -> Wish | None:
    """The wish in these settings; None when nudges are off. What can't be read counts as not set."""
    if settings.nudges not in (SOME, DAILY):
        return None
    begins, ends = time_of(settings.quiet_from), time_of(settings.quiet_to)
    return Wish(
        zone=places.zone_of(settings.timezone),
        days=frozenset(range(7)) if settings.nudges == DAILY else frozenset(map(WEEK.index, chosen_days(settings))),
        at=time_of(settings.nudge_time) or time(18),
        quiet=(begins, ends) if begins is not None and ends is not None and begins != ends else None,
        pause=instant_of(settings.nudge_pause),
    )


def chosen_days(settings: Settings) -> tuple[str, ...]:
    """The days chosen for `some`, in the order of the week; three where none is set."""
    named = settings.nudge_days.split()
    return tuple(day for day in WEEK if day in named) or THREE


def time_of(text: str) -> time | None:
    """A time such as 18:00 or 7:30, or None."""
    found = _TIME.fullmatch(text.strip())
    return time(int(found[1]), int(found[2])) if found else None


def instant_of(text: str) -> datetime | None:
    """An instant in ISO form, in UTC where it names no zone, or None."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
