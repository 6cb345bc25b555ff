"""How long things last: whom to look at again, and when, and which records are to lose some of their words.

Whom, when and what is decided elsewhere. Found by an index: a look costs what is due, not what there is.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import msgspec
from msgspec import Struct

from dialogs.session import Answer, Session, decode_session
from dialogs.turn import Settings
from storage.cipher import Ciphers, seal, unseal
from storage.connection import Connection
from storage.instants import instant, stamp
from storage.people import Person

DUE = (
    "SELECT p.number, p.warned, s.saved FROM people p JOIN sessions s ON s.person = p.number "
    "WHERE p.look <= ? ORDER BY p.look LIMIT ?"
)
WHO = (
    "SELECT p.channel, p.address, p.settings, p.gone, s.session, s.saved "
    "FROM people p JOIN sessions s ON s.person = p.number WHERE p.number = ?"
)
LOOK_AGAIN = "UPDATE people SET look = ?, warned = ? WHERE number = ?"
LOOK_SOONER = "UPDATE people SET look = min(look, ?) WHERE number = ?"
FADING = "SELECT id, person, key, kind, fields FROM records WHERE fades <= ? ORDER BY fades LIMIT ?"
FADE = "UPDATE records SET fields = ? WHERE id = ?"
SETTLED = "UPDATE records SET fades = NULL WHERE id = ?"

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(dict[str, Answer]).decode
_decode_settings = msgspec.json.Decoder(Settings).decode


class Due(Struct, frozen=True):
    """Somebody to look at: when they last wrote, and when they were warned of being erased, if they were."""

    number: int
    saved: datetime
    warned: datetime | None


class Fading(Struct, frozen=True):
    """A record that is to lose some of its words."""

    id: int
    number: int
    key: str
    kind: str
    sealed: bytes


class Lasting:
    """What comes due in the tables `people` and `records`."""

    def __init__(self, connection: Connection, ciphers: Ciphers) -> None:
        self._connection = connection
        self._ciphers = ciphers

    def due(self, now: datetime, most: int) -> list[Due]:
        """At most `most` people to look at now, the longest due first. Nothing of theirs is decrypted."""
        return [
            Due(number, instant(saved), None if warned is None else instant(warned))
            for number, warned, saved in self._connection.rows(DUE, (stamp(now), most))
        ]

    def who(self, number: int) -> Person:
        """That person. Raises LookupError when there is none, StorageProblem when they can't be read."""
        cipher = self._ciphers.of(number)
        ((channel, address, settings, gone, session, saved),) = self._connection.rows(WHO, (number,))
        where: Session = decode_session(unseal(cipher, session, "sessions.session", number))
        return Person(
            number,
            channel,
            unseal(cipher, address, "people.address", number).decode(),
            _decode_settings(unseal(cipher, settings, "people.settings", number)),
            where,
            bool(gone),
            instant(saved),
        )

    def look_again(self, number: int, at: datetime, warned: datetime | None) -> None:
        """Notes when to look at that person again, and when they were warned."""
        self._connection.run(LOOK_AGAIN, (stamp(at), None if warned is None else stamp(warned), number))

    def look_sooner(self, number: int, at: datetime) -> None:
        """Looks at that person by then, if it would have been later."""
        self._connection.run(LOOK_SOONER, (stamp(at), number))

    def fading(self, now: datetime, most: int) -> list[Fading]:
        """At most `most` records that are to lose words now, the longest due first."""
        return [Fading(*row) for row in self._connection.rows(FADING, (stamp(now), most))]

    def settle(self, record: Fading) -> None:
        """The record is not to come up again."""
        self._connection.run(SETTLED, (record.id,))

    def fade(self, record: Fading, names: Collection[str]) -> None:
        """Takes these fields out of the record, for good; the others stay. Raises StorageProblem when it is damaged."""
        cipher = self._ciphers.of(record.number)
        fields = _decode(unseal(cipher, record.sealed, "records.fields", record.number, record.key))
        kept = {name: answer for name, answer in fields.items() if name not in names}
        sealed = seal(cipher, _encode(kept), "records.fields", record.number, record.key)
        self._connection.run(FADE, (sealed, record.id))
