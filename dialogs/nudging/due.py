"""When the next nudge may come: at the time and on the days wished for, seldomer after silence, once a local day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec

from dialogs.nudging.window import LONGEST, local_day, window, window_from
from dialogs.nudging.wish import Wish
from dialogs.session import Nudged, Session
from dialogs.turn import AskAgain

GAPS = ((0, 1), (3, 3), (6, 7))  # after so many without an answer: so many days from one to the next
MOST_IGNORED = 9  # then one question whether to pause or stop, and silence
AFTER_WRITING = timedelta(hours=1)
IN_DIALOG = timedelta(minutes=15)
DIALOG_OPEN = timedelta(days=1)
_DAYS_AHEAD = 16  # the longest gap and a whole week of days that were not chosen


def settled(been: Nudged, now: datetime, wish: Wish) -> Nudged:
    """What was before, as the clock of now can have it: a nudge out of the future was sent by a clock gone wrong.

    It counts as sent just now, so nobody gets a second one on this day, nor waits for years.
    """
    if been.at is None or been.at <= now:
        return been
    return msgspec.structs.replace(been, at=now, on_day=local_day(now, wish.zone).isoformat(), again=None)


def heard(session: Session, last_seen: datetime | None) -> Session:
    """The session with no nudge unanswered from before the person was last seen, if only by a stale tap."""
    been = session.nudges
    if been is None or not been.unanswered or been.at is None or last_seen is None or last_seen <= been.at:
        return session
    return msgspec.structs.replace(session, nudges=msgspec.structs.replace(been, unanswered=0))


def gap(been: Nudged) -> int:
    """Days from the last nudge to the next."""
    return next(days for ignored, days in reversed(GAPS) if been.unanswered >= ignored)


def next_due(
    wish: Wish, been: Nudged, follow_ups: Sequence[AskAgain], now: datetime, held: datetime | None = None
) -> datetime | None:
    """The first instant from `now` on at which a nudge may be sent: `now` itself when it may at once.

    Nothing comes before `held`. None when nothing is to come until the person is heard of again.
    """
    if been.unanswered > MOST_IGNORED:
        return None
    been = settled(been, now, wish)
    floor = max(one for one in (now, held, wish.pause) if one is not None)
    usual = _usual(wish, been, _days_of(follow_ups, been, wish), floor)
    back = _back(wish, been, floor)
    return min((one for one in (usual, back) if one is not None), default=None)


def ends(wish: Wish, been: Nudged, now: datetime) -> datetime:
    """Until when a nudge that may be sent now may still be sent."""
    windows = [window(wish, local_day(now, wish.zone))]
    if been.again is not None:
        windows.append(window_from(wish, been.again))
    return max((one.ends for one in windows if one.begins <= now < one.ends), default=now)


def _back(wish: Wish, been: Nudged, floor: datetime) -> datetime | None:
    """When a nudge that was put off comes back, if that is still possible."""
    if been.again is None:
        return None
    found = window_from(wish, been.again)
    return max(found.begins, floor) if max(found.begins, floor) < found.ends else None


def _usual(wish: Wish, been: Nudged, asked_on: Sequence[date], floor: datetime) -> datetime | None:
    today = local_day(floor, wish.zone)
    last = _last_day(been, wish)
    free = last + timedelta(1) if last else today
    first = last + timedelta(gap(been)) if last else today
    begin = max(today, min(free, first))
    for day in (begin + timedelta(ahead) for ahead in range(_DAYS_AHEAD)):
        chosen = day >= first and day.weekday() in wish.days
        if chosen or (day >= free and any(asked <= day for asked in asked_on)):
            found = window(wish, day)
            if max(found.begins, floor) < found.ends:
                return max(found.begins, floor)
    return None


def _last_day(been: Nudged, wish: Wish) -> date | None:
    """The day of the last nudge, the later one where somebody moved since: on neither do they get a second."""
    if been.at is None:
        return None
    there = local_day(been.at, wish.zone)
    return max(there, date.fromisoformat(been.on_day)) if been.on_day else there


def _days_of(follow_ups: Sequence[AskAgain], been: Nudged, wish: Wish) -> list[date]:
    return [local_day(one.due, wish.zone) for one in follow_ups if been.asked is None or one.due > been.asked]


def is_late(due: datetime, now: datetime) -> bool:
    """Whether what was due then can have had its whole window without being sent."""
    return now - due >= LONGEST
