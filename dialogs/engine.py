"""The engine: a session and an input in, a turn out. It returns values and does nothing.

`resume` is the one door: whatever a person does comes through it, in every state.
"""

from __future__ import annotations

import msgspec

from dialogs import asking, care, commands, follow_ups, settling, taking, tapping, texts
from dialogs.entering import enter, interrupt
from dialogs.nudging.choice import Picked
from dialogs.nudging.sending import bubble, nudged
from dialogs.nudging.wish import Wish
from dialogs.play import Play
from dialogs.script import Library
from dialogs.session import Session
from dialogs.turn import (
    Chose,
    Commanded,
    Corrected,
    Due,
    Facts,
    Input,
    Left,
    Looked,
    Returned,
    Said,
    Say,
    Turn,
    Unreadable,
)  # fmt: skip


def start(library: Library, session: Session, script_id: str, facts: Facts) -> Turn:
    """Begin a script on top of whatever is under way. Raises KeyError when the library has no such script."""
    play = Play(library, session, facts)
    play.remember(None)
    play.close()
    interrupt(play, script_id)
    enter(play)
    return play.turn()


def nudge(library: Library, session: Session, picked: Picked, wish: Wish, facts: Facts) -> Turn:
    """A nudge out of the blue: nothing that is under way changes, and its buttons work beside an open question."""
    after = nudged(session, picked, wish, facts.now)
    token = after.nudges.token if after.nudges and after.nudges.token else ""
    return Turn(after, (Say(bubble(library, facts.settings.locale, picked, token)),))


def resume(library: Library, session: Session, came: Input, facts: Facts) -> Turn:  # noqa: C901, PLR0912  one case an input
    """What one input brings. Never raises on anything a person can send."""
    play = Play(library, session, msgspec.structs.replace(facts, due=came) if isinstance(came, Due) else facts)
    if settling.settle(play) and not isinstance(came, Commanded | Left | Looked | Due):
        enter(play)
        if isinstance(came, Said | Corrected):
            care.met(play, came.text.strip(), came.source)
        return play.turn()
    match came:
        case Said(text=text, source=source):
            texts.said(play, text, source)
        case Chose(token=token, choice=choice):
            unchanged = tapping.chose(play, token, choice)
            if unchanged is not None:
                return unchanged
        case Corrected(text=text, source=source):
            texts.corrected(play, text, source)
        case Commanded(name=name, argument=argument):
            commands.obey(play, name, argument)
        case Unreadable(kind=kind):
            play.say_phrase(f"unreadable_{kind}")
            asking.ask_again(play)
        case Returned():
            play.say_phrase("returned")
            asking.ask_again(play)
        case Looked():
            taking.take_records(play, came)
        case Due():
            if play.stack or not follow_ups.waiting(play):
                return Turn(session)
            commands.come_back(play, came)
        case Left():
            return Turn(session)
    if play.pending is not None:
        texts.take_pending(play, play.pending)
    return play.turn()
