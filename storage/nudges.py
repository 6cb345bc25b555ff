"""When each person's next nudge is due: one indexed instant a person, and nothing for those who want none.

Why it is due then, and what is sent, is not known here.
"""

from __future__ import annotations

from datetime import datetime

from storage.connection import Connection
from storage.instants import instant, stamp

SET_DUE = "INSERT INTO nudges (person, due) VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET due = excluded.due"
NO_DUE = "DELETE FROM nudges WHERE person = ?"
DUE = "SELECT person, due FROM nudges WHERE due <= ? ORDER BY due LIMIT ?"
NEXT_DUE = "SELECT due FROM nudges ORDER BY due LIMIT 1"
DUE_OF = "SELECT due FROM nudges WHERE person = ?"
BRING_FORWARD = "UPDATE nudges SET due = ? WHERE due > ?"
SOME_WITH_NUDGES = "SELECT person FROM nudges WHERE person > ? ORDER BY person LIMIT 500"


class NudgesDue:
    """The table `nudges`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def set(self, number: int, due: datetime | None) -> None:
        """The person's next nudge is due then; None takes it away."""
        if due is None:
            self._connection.run(NO_DUE, (number,))
        else:
            self._connection.run(SET_DUE, (number, stamp(due)))

    def due(self, now: datetime, most: int) -> list[tuple[int, datetime]]:
        """At most `most` people whose nudge is due by now, the longest due first, and since when."""
        return [(number, instant(due)) for number, due in self._connection.rows(DUE, (stamp(now), most))]

    def next(self) -> datetime | None:
        """When the next one of all is due."""
        row = self._connection.run(NEXT_DUE).fetchone()
        return None if row is None else instant(row[0])

    def of(self, number: int) -> datetime | None:
        """When that person's is due."""
        row = self._connection.run(DUE_OF, (number,)).fetchone()
        return None if row is None else instant(row[0])

    def bring_forward(self, later_than: datetime, to: datetime) -> int:
        """Makes what is due only after `later_than` due at `to`; how many."""
        return self._connection.run(BRING_FORWARD, (stamp(to), stamp(later_than))).rowcount

    def people(self) -> list[int]:
        """The numbers of everyone who has a nudge due some day."""
        found: list[int] = []
        while rows := self._connection.rows(SOME_WITH_NUDGES, (found[-1] if found else 0,)):
            found += [number for (number,) in rows]
        return found
