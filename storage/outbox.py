"""What waits to be sent, in order, until whoever sends it says it was delivered.

Knows nothing of what the bodies mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec import Struct

from storage.cipher import Ciphers, seal, unseal
from storage.connection import Connection
from storage.instants import stamp
from storage.problems import StorageProblem

QUEUE = "INSERT INTO outbox (id, person, body, nudge, at) VALUES (?, ?, ?, ?, ?)"
LAST = "SELECT max(id) FROM outbox"
WAITING = "SELECT id, person, body, nudge FROM outbox WHERE id > ? ORDER BY id LIMIT ?"
WAITING_FOR = "SELECT id, person, body, nudge FROM outbox WHERE person = ? ORDER BY id"
NUDGES_WAITING = "SELECT count(*) FROM outbox WHERE nudge = 1"
CLAIM = "DELETE FROM outbox WHERE id = ? AND nudge = 1"
CALL_BACK = "DELETE FROM outbox WHERE person = ? AND nudge = 1"
SOME_FOR = "SELECT 1 FROM outbox WHERE person = ? LIMIT ?"
DELIVERED = "DELETE FROM outbox WHERE id = ?"

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(tuple[str, str, bytes]).decode


class Waiting(Struct, frozen=True):
    """Something to be sent: to whom (`person` is the channel's id), and what.

    `number` is None for someone just erased.
    """

    id: int
    number: int | None
    channel: str
    person: str
    body: bytes
    nudge: bool


class Outbox:
    """The table `outbox`.

    Address and body are sealed together, by the person's key or, for someone just erased, by our own.
    """

    def __init__(self, connection: Connection, ciphers: Ciphers) -> None:
        self._connection = connection
        self._ciphers = ciphers
        # ids only grow while we are open; SQLite's own counter would write a page more each turn
        self._last = connection.number(LAST)

    def queue(
        self, channel: str, person_id: str, number: int | None, body: bytes, now: datetime, *, nudge: bool
    ) -> int:
        """Puts a body last in the line; its id. Raises LookupError when there is no person of that number."""
        sealed = seal(self._cipher(number), _encode((channel, person_id, body)), "outbox.body", number or 0)
        self._last += 1
        self._connection.run(QUEUE, (self._last, number, sealed, int(nudge), stamp(now)))
        return self._last

    def waiting(self, after: int, most: int) -> list[Waiting]:
        """At most `most` of what waits with an id over `after`, in id order; a damaged row stops nobody else's."""
        opened = (self._whole(*row) for row in self._connection.rows(WAITING, (after, most)))
        return [one for one in opened if one is not None]

    def _whole(self, row: int, number: int | None, sealed: bytes, nudge: int) -> Waiting | None:
        try:
            return self._opened(row, number, sealed, nudge)
        except StorageProblem:
            return None

    def waiting_for(self, number: int) -> list[Waiting]:
        """Everything that waits for one person."""
        return [self._opened(*row) for row in self._connection.rows(WAITING_FOR, (number,))]

    def count_for(self, number: int, most: int) -> int:
        """How much waits for one person; counted up to `most`."""
        return len(self._connection.rows(SOME_FOR, (number, most)))

    def delivered(self, ids: Sequence[int]) -> None:
        """Takes what was delivered out of the line. Ids that are gone do no harm."""
        with self._connection.whole():
            self._connection.run_each(DELIVERED, [(row,) for row in ids])

    def nudges_waiting(self) -> int:
        """How many nudges are in the line."""
        return self._connection.number(NUDGES_WAITING)

    def claim(self, row: int) -> bool:
        """Takes a nudge out of the line before it is sent. False when it is gone: nobody may send it any more."""
        return self._connection.run(CLAIM, (row,)).rowcount == 1

    def call_back(self, number: int) -> None:
        """Takes away the nudges that wait for that person: they are here themselves."""
        self._connection.run(CALL_BACK, (number,))

    def _cipher(self, number: int | None) -> AESGCM:
        return self._ciphers.keys.own if number is None else self._ciphers.of(number)

    def _opened(self, row: int, number: int | None, sealed: bytes, nudge: int) -> Waiting:
        channel, person_id, body = _decode(unseal(self._cipher(number), sealed, "outbox.body", number or 0))
        return Waiting(row, number, channel, person_id, body, bool(nudge))
