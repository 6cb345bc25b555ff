"""The one door to what is remembered. Every method is one or two statements; what belongs together goes in a batch.

Synchronous: call it from one worker thread. Errors of the file or the disk are raised as StorageProblem.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

from dialogs.session import Session
from dialogs.turn import Amend, AskAgain, Keep, Settings
from storage import erase
from storage.cipher import Ciphers
from storage.everything import counts, everything
from storage.follow_ups import FollowUps
from storage.lasting import Due, Fading, Lasting
from storage.nudges import NudgesDue
from storage.opening import Opened, open_to_read, open_to_write
from storage.outbox import Outbox, Waiting
from storage.people import People, Person, Summary
from storage.records import Kept, Records
from storage.sent import Sent
from storage.sessions import all_sessions
from storage.statistics import statistics
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
        self._nudges = NudgesDue(self.connection)
        self._updates = Updates(self.connection)
        self._sent = Sent(self.connection)
        self._lasting = Lasting(self.connection, self._ciphers)

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

    def numbered(self, number: int) -> Person | None:
        """The person of that number, or None."""
        return self._people.numbered(number)

    def replace_session(self, number: int, session: Session) -> None:
        """Where the person is now, by none of their doing: when they were last seen stays."""
        self._people.replace_session(number, session)

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

    def keep(self, number: int, keep: Keep, now: datetime, fades: datetime | None = None) -> None:
        """Keeps a record; the same key replaces the earlier one. At `fades` it comes up in `fading`.

        Raises LookupError when there is no such person.
        """
        self._records.keep(number, keep, now, fades)

    def amend(self, number: int, amend: Amend) -> None:
        """Puts other answers into a record; its day stays. Nothing happens when it is gone."""
        self._records.amend(number, amend)

    def unkeep(self, number: int, key: str) -> None:
        """Takes a record back, if it is there, and what was promised about it."""
        self._records.unkeep(number, key)
        self._follow_ups.drop_about(number, key)

    def erase(self, number: int, key: str) -> None:
        """Erases one record for good, if it is there. Call `scrub` after the commit."""
        self.unkeep(number, key)
        erase.owe(self.connection)

    def records(self, number: int, kind: str | None = None, most: int | None = None) -> list[Kept]:
        """The person's records, of one kind or all, newest first, at most `most`."""
        return self._records.kept(number, kind, most)

    def record(self, number: int, key: str) -> Kept | None:
        """The person's record of that key, or None."""
        return self._records.one(number, key)

    def latest(self, number: int, kind: str, since: datetime) -> dict[str, datetime]:
        """When each script last left a record of that kind, of those kept after `since`."""
        return self._records.latest(number, kind, since)

    def ask_again(self, number: int, ask: AskAgain) -> None:
        """Remembers to come back; the same script at the same instant about the same record is remembered once."""
        self._follow_ups.ask_again(number, ask)

    def follow_ups(self, number: int) -> list[AskAgain]:
        """What the person is to be asked again, soonest first."""
        return self._follow_ups.of(number)

    def due_of(self, number: int, now: datetime) -> AskAgain | None:
        """What the person was to be asked by now, the longest due first, or None."""
        return self._follow_ups.due_of(number, now)

    def due_follow_ups(self, now: datetime, most: int) -> list[tuple[int, AskAgain]]:
        """At most `most` of all that is due by now, each with the person's number, the longest due first."""
        return self._follow_ups.due(now, most)

    def brought_up(self, number: int, ask: AskAgain) -> None:
        """Forgets a promise to come back: it was kept."""
        self._follow_ups.drop(number, ask)

    def let_go(self, number: int, script: str) -> None:
        """Forgets every promise to come back to the person with that script."""
        self._follow_ups.drop_script(number, script)

    # --- nudges

    def set_nudge(self, number: int, due: datetime | None) -> None:
        """The person's next nudge is due then; None takes it away."""
        self._nudges.set(number, due)

    def nudge_due(self, number: int) -> datetime | None:
        """When that person's next nudge is due."""
        return self._nudges.of(number)

    def nudges_due(self, now: datetime, most: int) -> list[tuple[int, datetime]]:
        """At most `most` people whose nudge is due by now, the longest due first, and since when."""
        return self._nudges.due(now, most)

    def next_nudge(self) -> datetime | None:
        """When the next nudge of all is due."""
        return self._nudges.next()

    def bring_nudges_forward(self, later_than: datetime, to: datetime) -> int:
        """Makes what is due only after `later_than` due at `to`; how many."""
        return self._nudges.bring_forward(later_than, to)

    def nudged_people(self) -> list[int]:
        """The numbers of everyone who has a nudge due some day."""
        return self._nudges.people()

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

    def waiting_for(self, number: int, most: int) -> int:
        """How many rows wait for one person; counted up to `most`."""
        return self._outbox.count_for(number, most)

    def delivered(self, ids: Sequence[int]) -> None:
        """Takes what was delivered out of the outbox."""
        self._outbox.delivered(ids)

    def nudges_waiting(self) -> int:
        """How many nudges are in the outbox."""
        return self._outbox.nudges_waiting()

    def claim_nudge(self, row: int) -> bool:
        """Takes a nudge out of the outbox before it is sent. False when it is gone: nobody may send it any more."""
        return self._outbox.claim(row)

    def call_back_nudges(self, number: int) -> None:
        """Takes away the nudges that wait for that person: they are here themselves."""
        self._outbox.call_back(number)

    def sent(self, number: int, message_id: int, token: str | None, now: datetime) -> None:
        """Remembers a message of ours, and the question it carries.

        Nothing happens when the person was erased meanwhile.
        """
        self._sent.add(number, message_id, token, now)

    def heard(self, messages: Sequence[tuple[int, int]], now: datetime) -> None:
        """Remembers messages of theirs, as (number, id), so that they can be deleted; those of someone erased not."""
        self._sent.heard(messages, now)

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

    # --- what goes by itself

    def due(self, now: datetime, most: int) -> list[Due]:
        """At most `most` people to look at now, the longest due first."""
        return self._lasting.due(now, most)

    def who(self, number: int) -> Person:
        """The person of that number. Raises LookupError when there is none."""
        return self._lasting.who(number)

    def look_again(self, number: int, at: datetime, warned: datetime | None) -> None:
        """Notes when to look at that person again, and when they were warned of being erased, if they were."""
        self._lasting.look_again(number, at, warned)

    def look_sooner(self, number: int, at: datetime) -> None:
        """Looks at that person by then, if it would have been later."""
        self._lasting.look_sooner(number, at)

    def fading(self, now: datetime, most: int) -> list[Fading]:
        """At most `most` records that are to lose words now, the longest due first."""
        return self._lasting.fading(now, most)

    def settle(self, record: Fading) -> None:
        """The record is not to come up again."""
        self._lasting.settle(record)

    def fade(self, record: Fading, names: Collection[str]) -> None:
        """Takes these fields out of the record, for good; the others stay."""
        self._lasting.fade(record, names)

    # --- erasing, export, counts

    def forget(self, number: int) -> None:
        """Erases the person from every table, what waits for them too. Call `scrub` after the commit."""
        erase.forget(self.connection, self._ciphers, number)

    def scrub(self, *, thorough: bool = False) -> bool:
        """Takes the traces of erased people out of the file and its log. True when none is left.

        A file over 16 MiB is rewritten only when `thorough`: do that once a day while `scrub_owed`.
        """
        return erase.scrub(self.connection, thorough=thorough)

    def owe_scrub(self) -> None:
        """Notes that something was taken away whose traces are to leave the file."""
        erase.owe(self.connection)

    def scrub_owed(self) -> bool:
        """Whether someone was erased since the file was last rewritten."""
        return erase.scrub_owed(self.connection)

    def everything(self, number: int) -> dict[str, Any]:
        """All that is held about one person, ready for JSON. Raises LookupError when there is no such person."""
        return everything(self.connection, self._ciphers, number)

    def statistics(self, now: datetime) -> dict[str, int | None]:
        """How many people do what; None where they are fewer than ten."""
        return statistics(self.connection, now)

    def counts(self) -> dict[str, int]:
        """How many people, gone, records, follow_ups and waiting there are."""
        return counts(self.connection)
