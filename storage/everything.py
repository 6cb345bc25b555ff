"""All that the database holds about one person, as plain values, and all that may be counted about everyone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from dialogs.session import decode_session
from dialogs.turn import Settings
from storage.cipher import Ciphers, unseal
from storage.connection import Connection
from storage.follow_ups import FollowUps
from storage.instants import instant
from storage.nudges import NudgesDue
from storage.outbox import Outbox
from storage.records import Records
from storage.sent import Sent

PERSON = (
    "SELECT p.channel, p.address, p.settings, p.gone, p.since, p.warned, s.session, s.saved "
    "FROM people p JOIN sessions s ON s.person = p.number WHERE p.number = ?"
)
COUNTS = {
    "people": "SELECT count(*) FROM people",
    "gone": "SELECT count(*) FROM people WHERE gone",
    "records": "SELECT count(*) FROM records",
    "follow_ups": "SELECT count(*) FROM follow_ups",
    "waiting": "SELECT count(*) FROM outbox",
}


def everything(connection: Connection, ciphers: Ciphers, number: int) -> dict[str, Any]:
    """What is held about one person, ready for JSON. Raises LookupError when there is no such person."""
    cipher = ciphers.of(number)
    ((channel, address, settings, gone, since, warned, session, saved),) = connection.rows(PERSON, (number,))
    found = {
        "channel": channel,
        "id": unseal(cipher, address, "people.address", number).decode(),
        "since": instant(since),
        "last_seen": instant(saved),
        "gone": bool(gone),
        "warned": None if warned is None else instant(warned),
        "settings": msgspec.json.decode(unseal(cipher, settings, "people.settings", number), type=Settings),
        "session": decode_session(unseal(cipher, session, "sessions.session", number)),
        "records": Records(connection, ciphers).kept(number),
        "follow_ups": FollowUps(connection).of(number),
        "nudge_due": NudgesDue(connection).of(number),
        "waiting": [
            {"body": row.body.decode(errors="replace"), "nudge": row.nudge}
            for row in Outbox(connection, ciphers).waiting_for(number)
        ],
        "sent": [_message(*row) for row in Sent(connection).all(number)],
    }
    plain: dict[str, Any] = msgspec.to_builtins(found)
    return plain


def _message(message: int, at: datetime, due: datetime | None) -> dict[str, Any]:
    return {"message": message, "at": at} | ({"due": due} if due else {})


def counts(connection: Connection) -> dict[str, int]:
    """How many rows there are of each sort. Walks whole tables: for an operator now and then."""
    return {name: connection.number(sql) for name, sql in COUNTS.items()}
