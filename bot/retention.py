"""What goes by itself: unfinished dialogs, words of rehearsals, and in the end everything of somebody who stays away.

Decides whom to look at and what goes; a small batch at a time, each one transaction. Knows no Telegram and no clock.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from msgspec import Struct

from bot.logs import describe
from bot.outgoing import encode_outgoing
from dialogs import markup, run_records
from dialogs.bubbles import bubble
from dialogs.fading import DRAFTS, faded, fades_at
from dialogs.script import Library
from dialogs.session import Session
from dialogs.turn import Say
from storage import Due, Fading, Person, Store

log = logging.getLogger("tandem.retention")
GRACE = timedelta(days=30)
MOST = 100
FADING = {run_records.TURN: ("push", "reply", "read")}


class Passed(Struct):
    """What one batch came to: how many were looked at, and whether a warning waits to be sent."""

    looked: int = 0
    warned: bool = False


def fades(kind: str, now: datetime) -> datetime | None:
    """When a record of that kind, kept now, is to lose its words; None for what stays until erased."""
    return now + DRAFTS if kind in FADING else None


def let_go(store: Store, library: Library, now: datetime, keep: timedelta, most: int = MOST) -> Passed:
    """Let go of what is due, for at most `most` people and `most` records. Again, while `looked` is not 0.

    Whoever has not written for `keep` is warned once; `GRACE` later, still silent, they are erased. Call
    `Store.scrub` when it is owed afterwards. Raises StorageProblem; nothing of the batch is done then.
    """
    passed = Passed()
    with store.batch():
        for due in store.due(now, most):
            passed.looked += 1
            passed.warned |= _look(store, library, due, now, keep)
        for record in store.fading(now, most):
            passed.looked += 1
            _fade(store, record)
    return passed


def _look(store: Store, library: Library, due: Due, now: datetime, keep: timedelta) -> bool:
    """Whether this person was warned just now."""
    warned = due.warned if due.warned is not None and due.warned >= due.saved else None
    if warned is not None and now - warned >= GRACE:
        store.forget(due.number)
        return False
    warn = warned is None and now - due.saved >= keep
    try:
        with store.attempt():
            person = store.who(due.number)
            session = _let_fade(store, person, due, now)
            if warn and not person.gone:
                _warn(store, library, person, now)
    except Exception as error:  # noqa: BLE001  what cannot be read of one must not keep the others
        log.error("what is kept about person %d cannot be read (%s)", due.number, describe(error))  # noqa: TRY400
        session, warn = Session(0), False
    warned = now if warn else warned
    store.look_again(due.number, _next_look(session, due.saved, warned, now, keep), warned)
    return warn


def _let_fade(store: Store, person: Person, due: Due, now: datetime) -> Session:
    session = faded(person.session, due.saved, now)
    if session != person.session:
        store.save(due.number, session, due.saved)
        store.owe_scrub()
    return session


def _next_look(session: Session, saved: datetime, warned: datetime | None, now: datetime, keep: timedelta) -> datetime:
    """The next moment at which something may be due: within a month, for what was begun meanwhile."""
    ends = [saved + keep if warned is None else warned + GRACE, now + DRAFTS]
    fading = fades_at(session, saved)
    return max(min(ends if fading is None else [*ends, fading]), now + timedelta(hours=1))


def _warn(store: Store, library: Library, person: Person, now: datetime) -> None:
    words = library.phrase(person.settings.locale, "quiet").variants[0]
    line = markup.fill(words, {"days": str(GRACE.days)})
    say = Say(bubble([line]), quiet=person.settings.discreet)
    store.queue(person.channel, person.id, person.number, encode_outgoing(say), now)


def _fade(store: Store, record: Fading) -> None:
    store.settle(record)
    try:
        with store.attempt():
            store.fade(record, FADING.get(record.kind, ()))
            store.owe_scrub()
    except Exception as error:  # noqa: BLE001  as above
        log.error("a record of person %d cannot be read (%s)", record.number, describe(error))  # noqa: TRY400
