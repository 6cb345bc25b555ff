"""The use case of nudges: whose is due is claimed, and moves into the outbox; whoever was heard of gets a new due time.

A claim and the next due time are one transaction, so a nudge is sent once at most. Knows the store and the dialogs, and
neither Telegram nor a clock.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

import msgspec
from msgspec import Struct

from bot.outgoing import Reminder, encode_outgoing
from dialogs import engine
from dialogs.guidance.signs import LOW_MOOD
from dialogs.nudging.choice import Past, Picked, pick
from dialogs.nudging.due import ends, heard, is_late, next_due
from dialogs.nudging.holding import held_until
from dialogs.nudging.wish import OFF, Wish, wish_of
from dialogs.script import Library
from dialogs.session import Nudged, Scaled, Session
from dialogs.turn import AskAgain, Facts, Say, Settings, Turn
from storage import Person, Store

log = logging.getLogger("tandem.nudging")
CHANNEL = "telegram"  # a terminal is no place to be reminded in
RUN, PLAN = "run", "plan"
NEEDS, LEVEL, LOW = "needs_check", "level", 3  # of ten: how much is left of somebody
PRACTISED = timedelta(days=60)
FARTHEST = timedelta(days=17)  # nobody's next nudge is farther away, but for a pause
TRY_AGAIN = timedelta(hours=6)


class Claimed(Struct):
    """What came of one claim: who now has a nudge waiting, how many were too late, how many put off."""

    waiting: set[str]
    late: int = 0
    put_off: int = 0
    broken: int = 0

    @property
    def looked_at(self) -> int:
        """How many were due."""
        return len(self.waiting) + self.late + self.put_off + self.broken


def claim_due(store: Store, library: Library, now: datetime, most: int) -> Claimed:
    """Put the nudges that are due into the outbox, `most` at once, the longest due first. Raises StorageProblem.

    Whoever is not to get one now gets a new due time. All of it is committed together.
    """
    claimed = Claimed(set())
    with store.batch():
        for number, due in store.nudges_due(now, most):
            try:
                with store.attempt():
                    _claim(store, library, number, due, now, claimed)
            except Exception as error:  # noqa: BLE001  one person's rows must not keep the others waiting
                log.error("the nudge of person %d broke (%s)", number, type(error).__name__)  # noqa: TRY400
                store.set_nudge(number, now + TRY_AGAIN)
                claimed.broken += 1
    return claimed


def _claim(store: Store, library: Library, number: int, due: datetime, now: datetime, claimed: Claimed) -> None:
    person = store.numbered(number)
    wish = wish_of(person.settings) if person else None
    if person is None or wish is None or person.gone or person.channel != CHANNEL:
        store.set_nudge(number, None)
        claimed.put_off += 1
        return
    person = msgspec.structs.replace(person, session=heard(person.session, person.last_seen))
    follow_ups = store.follow_ups(number)
    held = held_until(library, person.session, person.last_seen, now)
    free = next_due(wish, person.session.nudges or Nudged(), follow_ups, now, held)
    picked = choose(store, library, person, wish, now) if free == now else None
    if picked is None:
        store.set_nudge(number, free if free != now else now + TRY_AGAIN)
        if is_late(due, now):
            claimed.late += 1
        else:
            claimed.put_off += 1
        return
    _send(store, library, person, wish, picked, now)
    claimed.waiting.add(person.id)


def _send(store: Store, library: Library, person: Person, wish: Wish, picked: Picked, now: datetime) -> None:
    turn = engine.nudge(library, person.session, picked, wish, Facts(now, person.settings))
    until = ends(wish, person.session.nudges or Nudged(), now)
    for effect in turn.effects:
        if isinstance(effect, Say):
            body = encode_outgoing(Reminder(effect.bubble, until))
            store.queue(person.channel, person.id, person.number, body, now, nudge=True)
    store.replace_session(person.number, turn.session)
    after = next_due(wish, turn.session.nudges or Nudged(), store.follow_ups(person.number), now)
    store.set_nudge(person.number, after)


def choose(store: Store, library: Library, person: Person, wish: Wish, now: datetime) -> Picked | None:
    """The nudge for this person at this moment."""
    been = person.session.nudges or Nudged()
    past = past_of(store, person, now)
    return pick(library, person.settings.locale, been, past, person.session.seed, now, wish.zone)


def past_of(store: Store, person: Person, now: datetime) -> Past:
    """What the choice goes by: ids and dates of what was kept, and whether the last check-in was low."""
    since, number = now - PRACTISED, person.number
    return Past(
        practised=store.latest(number, RUN, since),
        follow_ups=tuple(store.follow_ups(number)),
        planned=max(store.latest(number, PLAN, since).values(), default=None),
        low=_low(store, person),
    )


def _low(store: Store, person: Person) -> datetime | None:
    """When the person was last low, by their check-in or by the newest look at their needs."""
    found = [person.session.memory.signs.get(LOW_MOOD)]
    for kept in store.records(person.number, NEEDS, 1):
        level = kept.fields.get(LEVEL)
        found.append(kept.at if isinstance(level, Scaled) and level.number <= LOW else None)
    return max((at for at in found if at is not None), default=None)


# --- after a turn ---------------------------------------------------------------------------------------------------


def heard_of(store: Store, library: Library, person: Person, turn: Turn, settings: Settings, now: datetime) -> None:
    """A turn was taken: the next nudge's due time is made anew where the turn can have changed it.

    `person` is as before the turn, `settings` as after it. A nudge that still waits is called back.
    """
    before = person.session.nudges
    if before is not None and before.unanswered:
        store.call_back_nudges(person.number)
    if settings.nudges == OFF:
        if person.settings.nudges != OFF:
            store.set_nudge(person.number, None)
    elif person.gone or settings != person.settings or _changes(before, turn):
        set_due(store, library, person.number, settings, turn.session, now)


def _changes(before: Nudged | None, turn: Turn) -> bool:
    """Whether the next nudge may be due at another time after this turn."""
    promised = any(isinstance(effect, AskAgain) for effect in turn.effects)
    return promised or before is None or before.unanswered > 0 or turn.session.nudges != before


def set_due(store: Store, library: Library, number: int, settings: Settings, session: Session, now: datetime) -> None:
    """The next nudge of somebody who is here now is due when it may come."""
    wish = wish_of(settings)
    if wish is None:
        store.set_nudge(number, None)
        return
    held = held_until(library, session, now, now)
    been = heard(session, now).nudges or Nudged()
    store.set_nudge(number, next_due(wish, been, store.follow_ups(number), now, held))
