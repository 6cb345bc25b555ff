"""What a session lets go of with time: unfinished dialogs after a month, words of danger after three days.

Knows no clock: `now` and when the person last wrote come in.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from dialogs.play import URGENT
from dialogs.session import Session

DRAFTS = timedelta(days=30)


def faded(session: Session, saved: datetime, now: datetime) -> Session:
    """The session as it may still be kept at `now`, by somebody who last wrote at `saved`."""
    if now - saved >= DRAFTS:
        session = msgspec.structs.replace(
            session, stack=(), history=(), offers=(), token=None, refused=None, gate_until=None,
            hidden=None if session.hidden is None else (),
        )  # fmt: skip
    if session.care is not None and session.care.until <= now:
        session = _without_danger(msgspec.structs.replace(session, care=None))
    return session


def fades_at(session: Session, saved: datetime) -> datetime | None:
    """When the session next lets go of something; None when it holds nothing that passes."""
    ends = [session.care.until] if session.care is not None else []
    if session.stack or session.history or session.offers or session.hidden:
        ends.append(saved + DRAFTS)
    return min(ends, default=None)


def _without_danger(session: Session) -> Session:
    """The rooms with help, where the words wait, are left as by "carry on", without a question open."""
    if session.hidden:
        hidden = tuple(frame for frame in session.hidden if not frame.script.startswith(URGENT))
        session = msgspec.structs.replace(session, hidden=hidden)
    stack = tuple(frame for frame in session.stack if not frame.script.startswith(URGENT))
    if len(stack) == len(session.stack):
        return session
    if stack:
        stack = (*stack[:-1], msgspec.structs.replace(stack[-1], waits=False))
    return msgspec.structs.replace(session, stack=stack, token=None)
