"""Which nudge it is: what is due before what is good to recall, that before a question; the least recently seen one.

What people did comes in as dates and ids. No word of theirs goes into a nudge.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from hashlib import blake2s
from zoneinfo import ZoneInfo

from msgspec import Struct

from dialogs.nudging.due import MOST_IGNORED
from dialogs.nudging.texts import CARE, FOLLOW_UP, PAUSE, PLAN, QUESTION, RECALL, REST, Nudge, Nudges
from dialogs.nudging.window import local_day
from dialogs.script import Library
from dialogs.session import Nudged
from dialogs.turn import AskAgain

RECALL_AFTER = (1, 3, 7, 14, 30)  # days after a practice
PLAN_FRESH = timedelta(days=14)
LOW_FOR = timedelta(days=1)
QUESTIONS_IN_A_ROW = 2


class Past(Struct, frozen=True):
    """What there is to know of the person: scripts they completed and when last, follow-ups, a plan, a low check-in."""

    practised: dict[str, datetime] = {}
    follow_ups: tuple[AskAgain, ...] = ()
    planned: datetime | None = None
    low: datetime | None = None


class Picked(Struct, frozen=True):
    """The nudge to send, the script that it opens, and why it was picked. `due` is the follow-up's."""

    nudge: Nudge
    script: str
    why: str
    due: datetime | None = None


def pick(
    library: Library, locale: str, been: Nudged, past: Past, seed: int, now: datetime, zone: ZoneInfo
) -> Picked | None:
    """The nudge for this moment, or None when there is none to send."""
    return _Choice(library, locale, been, past, seed, now, zone).pick()


class _Choice:
    def __init__(
        self, library: Library, locale: str, been: Nudged, past: Past, seed: int, now: datetime, zone: ZoneInfo
    ) -> None:
        self.library, self.locale, self.been, self.past = library, locale, been, past
        self.nudges: Nudges = library.nudges_in(locale)
        self.seed, self.now, self.zone = seed, now, zone
        self.today = local_day(now, zone)

    def pick(self) -> Picked | None:
        """The first of these that has something."""
        if self.been.unanswered >= MOST_IGNORED:
            return self._of(PAUSE, f"{self.been.unanswered} went unanswered")
        if self._comes_back() and self.been.id in self.nudges.nudges:
            nudge = self.nudges.nudges[self.been.id]
            return Picked(nudge, self.been.script, "it was put off", self.been.due)
        if self.past.low and self._day(self.past.low) + LOW_FOR >= self.today:
            return self._of(CARE, "a low check-in")
        return self._follow_up() or self._recall() or self._plan() or self._question()

    def _comes_back(self) -> bool:
        """Whether one was put off until now; one that could not come back on its day is let go."""
        again = self.been.again
        return again is not None and again <= self.now and self._day(again) == self.today

    def _follow_up(self) -> Picked | None:
        asked = self.been.asked
        due = [
            one
            for one in self.past.follow_ups
            if (asked is None or one.due > asked)
            and self._day(one.due) <= self.today
            and self.library.script(self.locale, one.script)
        ]
        if not due:
            return None
        first = min(due, key=lambda one: one.due)
        return self._of(FOLLOW_UP, f"a follow-up of {self._day(first.due)}", first.script, first.due)

    def _recall(self) -> Picked | None:
        due = sorted(
            (self.been.recalled.get(script, ""), script) for script in self.past.practised if self._fades(script)
        )
        for _, script in due:
            found = self.library.script(self.locale, script)
            days = (self.today - self._day(self.past.practised[script])).days
            if found is not None:
                nudges = [one for one in self.nudges.of_kind(RECALL) if one.strategy == found.strategy]
                picked = self._least_seen(nudges, f"day {days} after {script}", script)
                if picked:
                    return picked
        return None

    def _fades(self, script: str) -> bool:
        """Whether a practice is due to be recalled: a step of the row was reached, and no recall came since."""
        done = self._day(self.past.practised[script])
        reached = [done + timedelta(days) for days in RECALL_AFTER if done + timedelta(days) <= self.today]
        return bool(reached) and self.been.recalled.get(script, "") < reached[-1].isoformat()

    def _plan(self) -> Picked | None:
        planned, cued = self.past.planned, self.been.cued
        if planned is None or (cued and cued >= planned) or self.today - self._day(planned) > PLAN_FRESH:
            return None
        return self._of(PLAN, f"a plan of {self._day(planned)}")

    def _question(self) -> Picked | None:
        kinds = [
            self.nudges.nudges[one].kind for one in self.been.seen[-QUESTIONS_IN_A_ROW:] if one in self.nudges.nudges
        ]
        rest = kinds == [QUESTION] * QUESTIONS_IN_A_ROW
        first, second = (REST, QUESTION) if rest else (QUESTION, REST)
        return self._of(first, "its turn") or self._of(second, "its turn")

    def _of(self, kind: str, why: str, script: str = "", due: datetime | None = None) -> Picked | None:
        return self._least_seen(self.nudges.of_kind(kind), why, script, due)

    def _least_seen(
        self, nudges: Iterable[Nudge], why: str, script: str = "", due: datetime | None = None
    ) -> Picked | None:
        place = {seen: number for number, seen in enumerate(self.been.seen)}
        found = min(nudges, key=lambda one: (place.get(one.id, -1), self._chance(one.id)), default=None)
        return Picked(found, found.script or script, why, due) if found else None

    def _chance(self, about: str) -> bytes:
        """An order that is the person's own, so that not all get the same one first."""
        return blake2s(f"{self.seed}:{about}".encode(), digest_size=4).digest()

    def _day(self, at: datetime) -> date:
        return local_day(at, self.zone)
