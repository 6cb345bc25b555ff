"""What is due to a person, with the record it is about: for a turn they take, and for whoever reminds them."""

from __future__ import annotations

from datetime import datetime

from dialogs.turn import AskAgain, Due, Facts
from storage import Person, Store


def facts_of(store: Store, person: Person, now: datetime) -> Facts:
    """What the engine may know in this turn; what is due matters only while nothing is open."""
    ask = None if person.session.stack else store.due_of(person.number, now)
    return Facts(now, person.settings, due_with(store, person.number, ask) if ask else None)


def due_with(store: Store, number: int, ask: AskAgain) -> Due:
    """That promise with the fields of its record; with none where the record is gone.

    As the engine's input it begins the follow-up, if nothing is open; the turn's BroughtUp takes the promise away.
    """
    record = store.record(number, ask.about) if ask.about else None
    return Due(ask, record.fields if record else {})
