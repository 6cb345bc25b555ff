"""What the engine may know of a person besides their session, and what is due to them with its record."""

from __future__ import annotations

from datetime import datetime

from dialogs import own_plan
from dialogs.filling import as_text
from dialogs.turn import AskAgain, Due, Facts
from storage import Person, Store


def facts_of(store: Store, person: Person, now: datetime) -> Facts:
    """What the engine may know in this turn; what is due matters only while nothing is open."""
    ask = _promised(store, person, now)
    due = due_with(store, person.number, ask) if ask else None
    return Facts(now, person.settings, _plan(store, person), due)


def _promised(store: Store, person: Person, now: datetime) -> AskAgain | None:
    """What the nudge with open buttons is about; else, while nothing is open, what is due."""
    been = person.session.nudges
    if been is not None and been.token and been.due:
        promises = store.follow_ups(person.number)
        return next((one for one in promises if (one.due, one.script) == (been.due, been.script)), None)
    return None if person.session.stack else store.due_of(person.number, now)


def _plan(store: Store, person: Person) -> str:
    """The note the person keeps for a hard moment."""
    kept = store.records(person.number, own_plan.KIND, 1) if person.session.memory.note else []
    return " ".join(as_text(answer) for record in kept for answer in record.fields.values())


def due_with(store: Store, number: int, ask: AskAgain) -> Due:
    """That promise with the fields of its record; with none where the record is gone.

    As the engine's input it begins the follow-up, if nothing is open; the turn's BroughtUp takes the promise away.
    """
    record = store.record(number, ask.about) if ask.about else None
    return Due(ask, record.fields if record else {})
