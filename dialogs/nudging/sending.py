"""A nudge as it goes out: its bubble with buttons, and what is remembered of it."""

from __future__ import annotations

from datetime import datetime
from hashlib import blake2s

import msgspec

from dialogs.nudging.choice import Picked
from dialogs.nudging.due import settled
from dialogs.nudging.texts import FOLLOW_UP, PAUSE, PLAN, RECALL
from dialogs.nudging.window import local_day
from dialogs.nudging.wish import Wish
from dialogs.script import Library
from dialogs.session import Nudged, Session
from dialogs.turn import Bubble, Button

NOW, LATER, NOT_TODAY, FEWER = "now", "later", "not_today", "fewer"
A_MONTH, OFF, KEEP = "month", "off", "keep"
MOST_SEEN = 200
_BUTTONS = {PAUSE: (A_MONTH, OFF, KEEP)}
_USUAL = (NOW, LATER, NOT_TODAY, FEWER)


def nudged(session: Session, picked: Picked, wish: Wish, now: datetime) -> Session:
    """The session once that nudge is on its way."""
    been = settled(session.nudges or Nudged(), now, wish)
    nudge, day = picked.nudge, local_day(now, wish.zone).isoformat()
    recalled = {**been.recalled, picked.script: day} if nudge.kind == RECALL else been.recalled
    after = msgspec.structs.replace(
        been,
        count=been.count + 1,
        unanswered=been.unanswered + 1,
        at=now,
        on_day=max(day, been.on_day),
        token=f"n{been.count + 1:x}-{blake2s(f'{session.seed}:n{been.count + 1}'.encode(), digest_size=4).hexdigest()}",
        id=nudge.id,
        script=picked.script,
        due=picked.due,
        asked=picked.due if nudge.kind == FOLLOW_UP else been.asked,
        again=None,
        seen=(*(one for one in been.seen if one != nudge.id), nudge.id)[-MOST_SEEN:],
        recalled=recalled,
        cued=now if nudge.kind == PLAN else been.cued,
    )
    return msgspec.structs.replace(session, nudges=after)


def shown_under(kind: str, script: str) -> tuple[str, ...]:
    """The buttons of a nudge of that kind; without a script there is nothing to do now."""
    return _BUTTONS.get(kind, _USUAL if script else _USUAL[1:])


def bubble(library: Library, locale: str, picked: Picked, token: str) -> Bubble:
    """The message: just the nudge's text, and its buttons."""
    shown = shown_under(picked.nudge.kind, picked.script)
    labels = {name: library.phrase(locale, f"nudge_{name}").variants[0] for name in shown}
    return Bubble(picked.nudge.text, buttons=tuple(Button(name, label) for name, label in labels.items()), token=token)
