"""Which of the messages are ours, so that buttons can be taken away and the chat be hidden. No words are kept.

Messages over 48 hours old can't be deleted any more, so they are dropped, all but those since the newest question.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from storage.connection import Connection
from storage.instants import instant, stamp

SENT = "INSERT OR REPLACE INTO sent (person, message, token, at) SELECT number, ?, ?, ? FROM people WHERE number = ?"
PRUNE_SENT = (
    "DELETE FROM sent WHERE person = ?1 "
    "AND message IN (SELECT message FROM sent WHERE person = ?1 ORDER BY message LIMIT 2) "
    "AND at < ?2 AND message < (SELECT max(message) FROM sent WHERE person = ?1 AND token IS NOT NULL)"
)
SENT_MESSAGE = "SELECT message FROM sent WHERE person = ? AND token = ? ORDER BY message DESC LIMIT 1"
SENT_SINCE = "SELECT message FROM sent WHERE person = ? AND at >= ? ORDER BY message"
ALL_SENT = "SELECT message, at FROM sent WHERE person = ? ORDER BY message"
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

    def message(self, number: int, token: str) -> int | None:
        """The id of the newest message that carries that question, or None."""
        row = self._connection.run(SENT_MESSAGE, (number, token)).fetchone()
        return None if row is None else int(row[0])

    def since(self, number: int, since: datetime) -> list[int]:
        """Ids of the messages sent to that person at `since` or later, in order."""
        return [message for (message,) in self._connection.rows(SENT_SINCE, (number, stamp(since)))]

    def all(self, number: int) -> list[tuple[int, datetime]]:
        """Ids and times of everything remembered as sent to that person."""
        return [(message, instant(at)) for message, at in self._connection.rows(ALL_SENT, (number,))]

    def forget(self, number: int, ids: Sequence[int]) -> None:
        """Forgets messages that were deleted. Ids that are gone do no harm."""
        with self._connection.whole():
            self._connection.run_each(FORGET_SENT, [(number, message) for message in ids])
