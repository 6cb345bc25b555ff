"""Promises to come back: a script and when it is due. Who keeps them is not known here."""

from __future__ import annotations

from dialogs.turn import AskAgain, Asked
from storage.connection import Connection
from storage.instants import instant, stamp

ASK_AGAIN = "INSERT OR IGNORE INTO follow_ups (person, due, script) VALUES (?, ?, ?)"
ASKED = "DELETE FROM follow_ups WHERE person = ? AND due = ? AND script = ?"
FOLLOW_UPS = "SELECT due, script FROM follow_ups WHERE person = ? ORDER BY due, script"


class FollowUps:
    """The table `follow_ups`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask_again(self, number: int, ask: AskAgain) -> None:
        """Remembers to come back; the same script at the same instant is remembered once."""
        self._connection.run(ASK_AGAIN, (number, stamp(ask.due), ask.script))

    def asked(self, number: int, asked: Asked) -> None:
        """Forgets a promise that was kept."""
        self._connection.run(ASKED, (number, stamp(asked.due), asked.script))

    def of(self, number: int) -> list[AskAgain]:
        """What the person is to be asked again, soonest first."""
        return [
            AskAgain(due=instant(due), script=script) for due, script in self._connection.rows(FOLLOW_UPS, (number,))
        ]
