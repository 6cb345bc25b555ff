"""What would be sent to one person, and why, if they did nothing meanwhile: the nudges to come, one after another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from dialogs.nudging.choice import Past, Picked, pick
from dialogs.nudging.due import gap, next_due
from dialogs.nudging.sending import nudged
from dialogs.nudging.wish import Wish
from dialogs.script import Library
from dialogs.session import Nudged, Session


class Coming(Struct, frozen=True):
    """A nudge to come; `every` is the number of days from one to the next at that point."""

    at: datetime
    picked: Picked
    every: int


def forecast(
    library: Library, locale: str, session: Session, past: Past, wish: Wish, held: datetime | None, now: datetime
) -> Iterator[Coming]:
    """The nudges from `now` on, in order, until silence ends them."""
    at = now
    while (due := next_due(wish, session.nudges or Nudged(), past.follow_ups, at, held)) is not None:
        been = session.nudges or Nudged()
        picked = pick(library, locale, been, past, session.seed, due, wish.zone)
        if picked is None:
            return
        yield Coming(due, picked, gap(been))
        session, at = nudged(session, picked, wish, due), due
