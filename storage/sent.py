"""Which messages there are, so that buttons can be taken away, and the chat be hidden or cleared. No words are kept.

Messages over 48 hours old can't be deleted any more, so they are dropped, all but those since the newest question.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from storage.connection import Connection
from storage.instants import instant, stamp

# `due` is `clear_after` hours (of 3,600,000,000 microseconds) after `at`
SENT = (
    "INSERT OR REPLACE INTO sent (person, message, token, at, due) SELECT number, ?1, ?2, ?3, "
    "CASE WHEN clear_after > 0 THEN ?3 + clear_after * 3600000000 END FROM people WHERE number = ?4"
)
SET_DUE = "UPDATE sent SET due = CASE WHEN ?1 > 0 THEN at + ?1 * 3600000000 END WHERE person = ?2"
DUE = "SELECT person, message FROM sent WHERE due <= ? ORDER BY due LIMIT ?"
TAKE_DUE = "UPDATE sent SET due = NULL WHERE person = ? AND message = ?"
PRUNE_SENT = (
    "DELETE FROM sent WHERE person = ?1 "
    "AND message IN (SELECT message FROM sent WHERE person = ?1 ORDER BY message LIMIT 2) "
    "AND at < ?2 AND message < (SELECT max(message) FROM sent WHERE person = ?1 AND token IS NOT NULL)"
)
SENT_MESSAGE = "SELECT message FROM sent WHERE person = ? AND token = ? ORDER BY message DESC LIMIT 1"
SENT_SINCE = "SELECT message FROM sent WHERE person = ? AND at >= ? ORDER BY message"
ALL_SENT = "SELECT message, at, due FROM sent WHERE person = ? ORDER BY message"
FORGET_SENT = "DELETE FROM sent WHERE person = ? AND message = ?"

_KEPT_FOR = timedelta(hours=48) // timedelta(microseconds=1)


class Sent:
    """The table `sent`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, number: int, message_id: int, token: str | None, now: datetime) -> None:
        """Remembers a message of ours, and the question it carries.

        Nothing happens when the person was erased meanwhile.
        """
        at = stamp(now)
        with self._connection.whole():
            self._connection.run(SENT, (message_id, token, at, number))
            self._connection.run(PRUNE_SENT, (number, at - _KEPT_FOR))

    def heard(self, messages: Sequence[tuple[int, int]], now: datetime) -> None:
        """Remembers messages of theirs, as (number, id). What is old is dropped as ours go out, two for one."""
        at = stamp(now)
        self._connection.run_each(SENT, [(message, None, at, number) for number, message in messages])

    def set_due(self, number: int, clear_after: int) -> None:
        """What is there is to be cleared that many hours after it was sent; with 0 it stays."""
        self._connection.run(SET_DUE, (clear_after, number))

    def take_due(self, now: datetime, most: int) -> dict[int, list[int]]:
        """Ids of at most `most` messages whose time has come, by person; they are not due again."""
        due: dict[int, list[int]] = {}
        with self._connection.whole():
            rows = self._connection.rows(DUE, (stamp(now), most))
            self._connection.run_each(TAKE_DUE, rows)
        for number, message in rows:
            due.setdefault(number, []).append(message)
        return due

    def message(self, number: int, token: str) -> int | None:
        """The id of the newest message that carries that question, or None."""
        row = self._connection.run(SENT_MESSAGE, (number, token)).fetchone()
        return None if row is None else int(row[0])

    def since(self, number: int, since: datetime) -> list[int]:
        """Ids of the messages sent to that person at `since` or later, in order."""
        return [message for (message,) in self._connection.rows(SENT_SINCE, (number, stamp(since)))]

    def all(self, number: int) -> list[tuple[int, datetime, datetime | None]]:
        """Every message remembered in that person's chat: its id, when it came, and when it is to be cleared."""
        rows = self._connection.rows(ALL_SENT, (number,))
        return [(message, instant(at), None if due is None else instant(due)) for message, at, due in rows]

    def forget(self, number: int, ids: Sequence[int]) -> None:
        """Forgets messages that were deleted. Ids that are gone do no harm."""
        with self._connection.whole():
            self._connection.run_each(FORGET_SENT, [(number, message) for message in ids])
