"""What people chose to keep: one row a record, its answers encrypted; kind, script and time are not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from dialogs.session import Answer
from dialogs.turn import Amend, Keep
from storage.cipher import Ciphers, seal, unseal
from storage.connection import Connection
from storage.instants import instant, stamp

KEEP = (
    "INSERT INTO records (person, key, kind, script, version, fields, at, fades) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (person, key) DO UPDATE SET kind = excluded.kind, script = excluded.script, "
    "version = excluded.version, fields = excluded.fields, at = excluded.at, fades = excluded.fades"
)
AMEND = "UPDATE records SET fields = ? WHERE person = ? AND key = ?"
UNKEEP = "DELETE FROM records WHERE person = ? AND key = ?"
KEPT = "SELECT key, kind, script, version, fields, at FROM records WHERE person = ? ORDER BY at DESC, id DESC LIMIT ?"
KEPT_BY_KEY = "SELECT key, kind, script, version, fields, at FROM records WHERE person = ? AND key = ?"
KEPT_OF_KIND = (
    "SELECT key, kind, script, version, fields, at FROM records "
    "WHERE person = ? AND kind = ? ORDER BY at DESC, id DESC LIMIT ?"
)
SINCE = "SELECT script, at FROM records WHERE person = ? AND at > ? AND kind = ? ORDER BY at"

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(dict[str, Answer]).decode


class Kept(Struct, frozen=True):
    """A record as it was kept, and when."""

    key: str
    kind: str
    script: str
    version: int
    fields: dict[str, Answer]
    at: datetime


class Records:
    """The table `records`."""

    def __init__(self, connection: Connection, ciphers: Ciphers) -> None:
        self._connection = connection
        self._ciphers = ciphers

    def keep(self, number: int, keep: Keep, now: datetime, fades: datetime | None) -> None:
        """Keeps a record; the same key replaces the earlier one. Raises LookupError when there is no such person."""
        sealed = seal(self._ciphers.of(number), _encode(keep.fields), "records.fields", number, keep.key)
        until = None if fades is None else stamp(fades)
        self._connection.run(KEEP, (number, keep.key, keep.kind, keep.script, keep.version, sealed, stamp(now), until))

    def amend(self, number: int, amend: Amend) -> None:
        """Puts other answers into a record; its day stays. Nothing happens when it is gone."""
        sealed = seal(self._ciphers.of(number), _encode(amend.fields), "records.fields", number, amend.key)
        self._connection.run(AMEND, (sealed, number, amend.key))

    def unkeep(self, number: int, key: str) -> None:
        """Takes a record back, if it is there."""
        self._connection.run(UNKEEP, (number, key))

    def kept(self, number: int, kind: str | None = None, most: int | None = None) -> list[Kept]:
        """The person's records, of one kind or all, newest first, at most `most`."""
        limit = -1 if most is None else most
        query, values = (KEPT, (number, limit)) if kind is None else (KEPT_OF_KIND, (number, kind, limit))
        return self._read(number, self._connection.rows(query, values))

    def one(self, number: int, key: str) -> Kept | None:
        """The person's record of that key, or None."""
        return next(iter(self._read(number, self._connection.rows(KEPT_BY_KEY, (number, key)))), None)

    def _read(self, number: int, rows: list[tuple[Any, ...]]) -> list[Kept]:
        if not rows:
            return []
        cipher = self._ciphers.of(number)
        return [
            Kept(
                key, kind, script, version, _decode(unseal(cipher, sealed, "records.fields", number, key)), instant(at)
            )
            for key, kind, script, version, sealed, at in rows
        ]

    def latest(self, number: int, kind: str, since: datetime) -> dict[str, datetime]:
        """When each script last left a record of that kind, of those kept after `since`."""
        return {script: instant(at) for script, at in self._connection.rows(SINCE, (number, stamp(since), kind))}
