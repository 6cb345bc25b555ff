"""People the server knows already, so that a test need not walk them through the first words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from dialogs.session import Session
from dialogs.turn import Settings
from storage import Store

if TYPE_CHECKING:
    from tests.bot_api.person import Person
    from tests.process.serving import Serving


def introduce(serving: Serving, *people: Person) -> None:
    """Write these people into the database of a server that is not running, past their first words and the gate."""
    store = Store.open(serving.database, serving.key_file)
    try:
        add(store, *people)
    finally:
        store.close()


def add(store: Store, *people: Person) -> None:
    """Write these people into a database that is open."""
    now = datetime.now(UTC)
    with store.batch():
        for person in people:
            settings = Settings(name=person.chat.title, consent=1, adult=True)
            session = Session(person.chat.id, gate_until=now + timedelta(hours=1))
            store.add("telegram", str(person.chat.id), settings, session, now)


def looked_up(serving: Serving) -> dict[str, int]:
    """The server's counts of people and rows, read beside it."""
    store = Store.open(serving.database, serving.key_file, reading=True)
    try:
        return store.counts()
    finally:
        store.close()
