"""All sessions, one after another: for asking who a changed script would affect. The hot path is in `people`."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.session import Session, decode_session
from storage.cipher import Ciphers, unseal
from storage.connection import Connection

SOME_SESSIONS = "SELECT person, session FROM sessions WHERE person > ? ORDER BY person LIMIT 500"


def all_sessions(connection: Connection, ciphers: Ciphers) -> Iterator[tuple[int, Session]]:
    """Each person's number and session, by number; a few hundred are in memory at a time."""
    rows = connection.rows(SOME_SESSIONS, (0,))
    while rows:
        for number, sealed in rows:
            yield number, decode_session(unseal(ciphers.of(number), sealed, "sessions.session", number))
        rows = connection.rows(SOME_SESSIONS, (rows[-1][0],))
