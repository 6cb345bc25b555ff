"""Which updates were taken already, so that one delivered twice changes nothing. Kept for three days, and no longer."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.connection import Connection
from storage.instants import stamp

TAKE = "INSERT OR IGNORE INTO updates (id, at) VALUES (?, ?)"
# The messenger's ids grow, and after a quiet week begin anew anywhere: so what is old lies at the one end or the other,
# and is found there without an index to keep up
PRUNE_LOW = "DELETE FROM updates WHERE id IN (SELECT id FROM updates ORDER BY id LIMIT 128) AND at < ?"
PRUNE_HIGH = "DELETE FROM updates WHERE id IN (SELECT id FROM updates ORDER BY id DESC LIMIT 128) AND at < ?"

KEPT_FOR = timedelta(days=3)  # the messenger keeps what was not acknowledged for one
_KEPT_FOR = KEPT_FOR // timedelta(microseconds=1)
_EVERY = 64


class Updates:
    """The table `updates`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._until_prune = 1

    def take(self, update_id: int, now: datetime) -> bool:
        """Marks an update as taken. False when it was already."""
        at = stamp(now)
        self._until_prune -= 1
        if self._until_prune == 0:  # more go than come, so the table shrinks, and no single turn pays for it
            self._until_prune = _EVERY
            self._connection.run(PRUNE_LOW, (at - _KEPT_FOR,))
            self._connection.run(PRUNE_HIGH, (at - _KEPT_FOR,))
        return self._connection.run(TAKE, (update_id, at)).rowcount == 1
