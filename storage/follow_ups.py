"""Promises to come back: a script, when it is due, and the record it is about. Who keeps them is not known here."""

from __future__ import annotations

from datetime import datetime

from dialogs.turn import AskAgain
from storage.connection import Connection
from storage.instants import instant, stamp

ASK_AGAIN = "INSERT OR IGNORE INTO follow_ups (person, due, script, about) VALUES (?, ?, ?, ?)"
FOLLOW_UPS = "SELECT due, script, about FROM follow_ups WHERE person = ? ORDER BY due, script, about"
DUE_OF = "SELECT due, script, about FROM follow_ups WHERE person = ? AND due <= ? ORDER BY due, script, about LIMIT 1"
DUE = "SELECT person, due, script, about FROM follow_ups WHERE due <= ? ORDER BY due LIMIT ?"
DROP = "DELETE FROM follow_ups WHERE person = ? AND due = ? AND script = ? AND about = ?"
DROP_ABOUT = "DELETE FROM follow_ups WHERE person = ? AND about = ?"
DROP_SCRIPT = "DELETE FROM follow_ups WHERE person = ? AND script = ?"


class FollowUps:
    """The table `follow_ups`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask_again(self, number: int, ask: AskAgain) -> None:
        """Remembers to come back; the same script at the same instant about the same record is remembered once."""
        self._connection.run(ASK_AGAIN, (number, *_row(ask)))

    def of(self, number: int) -> list[AskAgain]:
        """What the person is to be asked again, soonest first."""
        return [_ask(*row) for row in self._connection.rows(FOLLOW_UPS, (number,))]

    def due_of(self, number: int, now: datetime) -> AskAgain | None:
        """What the person was to be asked by now, the longest due first."""
        rows = self._connection.rows(DUE_OF, (number, stamp(now)))
        return _ask(*rows[0]) if rows else None

    def due(self, now: datetime, most: int) -> list[tuple[int, AskAgain]]:
        """At most `most` of all that is due by now, each with the person's number, the longest due first."""
        return [(number, _ask(*row)) for number, *row in self._connection.rows(DUE, (stamp(now), most))]

    def drop(self, number: int, ask: AskAgain) -> None:
        """Forgets a promise: it was kept."""
        self._connection.run(DROP, (number, *_row(ask)))

    def drop_about(self, number: int, about: str) -> None:
        """Forgets the promises about a record that was taken back."""
        self._connection.run(DROP_ABOUT, (number, about))

    def drop_script(self, number: int, script: str) -> None:
        """Forgets every promise to come back with that script."""
        self._connection.run(DROP_SCRIPT, (number, script))


def _row(ask: AskAgain) -> tuple[int, str, str]:
    return stamp(ask.due), ask.script, ask.about or ""


def _ask(due: int, script: str, about: str) -> AskAgain:
    return AskAgain(instant(due), script, about or None)
