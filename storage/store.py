"""The one door to what is remembered. Every method is one or two statements; what belongs together goes in a batch.

Synchronous: call it from one worker thread. Errors of the file or the disk are raised as StorageProblem.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

from dialogs.session import Session
from dialogs.turn import AskAgain, Keep, Settings
from storage import erase
from storage.cipher import Ciphers
from storage.everything import counts, everything
from storage.follow_ups import FollowUps
from storage.opening import Opened, open_to_read, open_to_write
from storage.outbox import Outbox, Waiting
from storage.people import People, Person, Summary
from storage.records import Kept, Records
from storage.sent import Sent
from storage.sessions import all_sessions
from storage.updates import Updates


class Store:
    """An open database. `connection` is for this room only."""

    def __init__(self, opened: Opened) -> None:
        self.connection, keys, self._lock = opened
        self._ciphers = Ciphers(self.connection, keys)
        self._people = People(self.connection, self._ciphers)
        self._records = Records(self.connection, self._ciphers)
        self._outbox = Outbox(self.connection, self._ciphers)
        self._follow_ups = FollowUps(self.connection)
        self._updates = Updates(self.connection)
        self._sent = Sent(self.connection)

    @classmethod
    def open(cls, path: Path, key_file: Path, *, create: bool = True, reading: bool = False) -> Store:
        """Opens the database, alone; with `create` a missing one is made, and its key. Raises StorageProblem.

        With `reading` it is opened beside a running server, nothing can be written and nothing is made.
        """
        if reading:
            return cls(open_to_read(path, key_file))
        store = cls(open_to_write(path, key_file, create=create))
        if store.scrub_owed():  # a crash came between the erasing and the scrubbing
            store.scrub()
        return store

    def close(self) -> None:
        """Closes the database and lets the next process have it. Safe to call twice."""
        self.connection.close()
        if self._lock:
            self._lock.release()

    def batch(self) -> AbstractContextManager[None]:
        """One transaction: durable when the block ends, undone when it raises."""
        return self.connection.batch()

    def attempt(self) -> AbstractContextManager[None]:
        """A part of a batch that is undone by itself when it raises."""
        return self.connection.attempt()

    # --- updates

    def take_update(self, update_id: int, now: datetime) -> bool:
        """Marks an update as taken. False when it was already, in the last three days."""
        return self._updates.take(update_id, now)

    # --- people

    def find(self, channel: str, person_id: str) -> Person | None:
        """The person of that id in that channel, or None."""
        return self._people.find(channel, person_id)

    def add(self, channel: str, person_id: str, settings: Settings, session: Session, now: datetime) -> Person:
        """Someone new. Raises sqlite3.IntegrityError when they are known already."""
        return self._people.add(channel, person_id, settings, session, now)

    def save(self, number: int, session: Session, now: datetime, settings: Settings | None = None) -> None:
        """Where the person is now, and what they have set if it changed.

        Raises LookupError when there is no such person.
        """
        with self.connection.whole():
            self._people.save(number, session, now, settings)
            if settings is not None:
                self._sent.set_due(number, settings.clear_after)

    def set_gone(self, number: int, gone: bool) -> None:  # noqa: FBT001 (reads well as set_gone(7, True))
        """Marks that the person blocked the bot, or is back. Nothing happens when they were erased."""
        self._people.set_gone(number, gone=gone)

    def people(self) -> list[Summary]:
        """Everyone, in the order they came, without a word of theirs."""
        return self._people.summaries()

    def person_numbers(self, person_id: str) -> list[int]:
        """The numbers of whoever has that id, over all channels."""
        return self._people.numbers(person_id)

    def sessions(self) -> Iterator[tuple[int, Session]]:
        """Each person's number and session, by number; a few hundred are in memory at a time."""
        return all_sessions(self.connection, self._ciphers)

    # --- what people keep

    def keep(self, number: int, keep: Keep, now: datetime) -> None:
        """Keeps a record; the same key replaces the earlier one. Raises LookupError when there is no such person."""
        self._records.keep(number, keep, now)

    def unkeep(self, number: int, key: str) -> None:
        """Takes a record back, if it is there."""
        self._records.unkeep(number, key)

    def records(self, number: int, kind: str | None = None, most: int | None = None) -> list[Kept]:
        """The person's records, of one kind or all, newest first, at most `most`."""
        return self._records.kept(number, kind, most)

    def ask_again(self, number: int, ask: AskAgain) -> None:
        """Remembers to come back; the same script at the same instant is remembered once."""
        self._follow_ups.ask_again(number, ask)

    def follow_ups(self, number: int) -> list[AskAgain]:
        """What the person is to be asked again, soonest first."""
        return self._follow_ups.of(number)

    # --- what waits to be sent, and what was

    def queue(
        self,
        channel: str,
        person_id: str,
        number: int | None,
        body: bytes,
        now: datetime,
        nudge: bool = False,  # noqa: FBT001, FBT002 (part of the contract)
    ) -> int:
        """Puts a body last in the outbox; its id. `number` is None for someone just erased."""
        return self._outbox.queue(channel, person_id, number, body, now, nudge=nudge)

    def waiting(self, after: int, most: int) -> list[Waiting]:
        """At most `most` of what waits with an id over `after`, in id order."""
        return self._outbox.waiting(after, most)

    def delivered(self, ids: Sequence[int]) -> None:
        """Takes what was delivered out of the outbox."""
        self._outbox.delivered(ids)

    def sent(self, number: int, message_id: int, token: str | None, now: datetime) -> None:
        """Remembers a message of ours, and the question it carries.

        Nothing happens when the person was erased meanwhile.
        """
        self._sent.add(number, message_id, token, now)

    def heard(self, number: int, message_id: int, now: datetime) -> None:
        """Remembers a message of theirs, so that it can be deleted."""
        self._sent.heard(number, message_id, now)

    def sent_message(self, number: int, token: str) -> int | None:
        """The id of the newest message that carries that question, or None."""
        return self._sent.message(number, token)

    def sent_since(self, number: int, since: datetime) -> list[int]:
        """Ids of the messages in that person's chat from `since` on, in order."""
        return self._sent.since(number, since)

    def take_due(self, now: datetime, most: int) -> dict[int, list[int]]:
        """Ids of at most `most` messages that are to be cleared by now, by person; they are not due again."""
        return self._sent.take_due(now, most)

    def address(self, number: int) -> tuple[str, str]:
        """The person's channel, and their id in it. Raises LookupError when there is no such person."""
        return self._people.address(number)

    def forget_sent(self, number: int, ids: Sequence[int]) -> None:
        """Forgets messages that were deleted."""
        self._sent.forget(number, ids)

    # --- erasing, export, counts

    def forget(self, number: int) -> None:
        """Erases the person from every table, what waits for them too. Call `scrub` after the commit."""
        erase.forget(self.connection, self._ciphers, number)

    def scrub(self, *, thorough: bool = False) -> bool:
        """Takes the traces of erased people out of the file and its log. True when none is left.

        A file over 16 MiB is rewritten only when `thorough`: do that once a day while `scrub_owed`.
        """
        return erase.scrub(self.connection, thorough=thorough)

    def scrub_owed(self) -> bool:
        """Whether someone was erased since the file was last rewritten."""
        return erase.scrub_owed(self.connection)

    def everything(self, number: int) -> dict[str, Any]:
        """All that is held about one person, ready for JSON. Raises LookupError when there is no such person."""
        return everything(self.connection, self._ciphers, number)

    def counts(self) -> dict[str, int]:
        """How many people, gone, records, follow_ups and waiting there are."""
        return counts(self.connection)
