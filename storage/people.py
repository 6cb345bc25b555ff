"""People: who they are, under a keyed hash; what they have set; where they are in the dialogs."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec import Struct

from dialogs.session import Session, decode_session, encode_session
from dialogs.turn import Settings
from storage.cipher import Ciphers, seal, unseal
from storage.connection import Connection
from storage.instants import instant, stamp

CHANNELS = ("telegram", "terminal")

FIND = (
    "SELECT p.number, p.key, p.settings, p.gone, s.session, s.saved "
    "FROM people p JOIN sessions s ON s.person = p.number WHERE p.lookup = ?"
)
FIND_NUMBER = (
    "SELECT p.channel, p.key, p.lookup, p.address, p.settings, p.gone, s.session, s.saved "
    "FROM people p JOIN sessions s ON s.person = p.number WHERE p.number = ?"
)
REPLACE = "UPDATE sessions SET session = ? WHERE person = ?"
NEXT = "SELECT seq + 1 FROM sqlite_sequence WHERE name = 'people'"
ADD = "INSERT INTO people (number, lookup, channel, key, address, settings, since) VALUES (?, ?, ?, ?, ?, ?, ?)"
SAVE = (
    "INSERT INTO sessions (person, session, saved) VALUES (?, ?, ?) "
    "ON CONFLICT (person) DO UPDATE SET session = excluded.session, saved = excluded.saved"
)
SET = "UPDATE people SET settings = ?, clear_after = ? WHERE number = ?"
ADDRESS = "SELECT channel, address FROM people WHERE number = ?"
SET_GONE = "UPDATE people SET gone = ? WHERE number = ?"
NUMBER = "SELECT number FROM people WHERE lookup = ?"
ALL_PEOPLE = (
    "SELECT p.number, p.channel, p.since, s.saved, p.gone "
    "FROM people p JOIN sessions s ON s.person = p.number ORDER BY p.number"
)

_encode = msgspec.json.Encoder().encode
_decode_settings = msgspec.json.Decoder(Settings).decode


class Person(Struct, frozen=True):
    """Someone who talks to us.

    `id` is the channel's name for them; `gone` is true when they blocked the bot; `last_seen` is their last turn.
    """

    number: int
    channel: str
    id: str
    settings: Settings
    session: Session
    gone: bool
    last_seen: datetime | None


class Summary(Struct, frozen=True):
    """What an operator may see of someone: nothing they wrote or were called."""

    number: int
    channel: str
    since: datetime
    last_seen: datetime
    gone: bool


class People:
    """The tables `people` and `sessions`."""

    def __init__(self, connection: Connection, ciphers: Ciphers) -> None:
        self._connection = connection
        self._ciphers = ciphers

    def find(self, channel: str, person_id: str) -> Person | None:
        """The person of that id, or None."""
        lookup = self._ciphers.keys.lookup(channel, person_id)
        row = self._connection.run(FIND, (lookup,)).fetchone()
        if row is None:
            return None
        number, key, settings, gone, session, saved = row
        cipher = self._ciphers.opened(number, key, lookup)
        return Person(
            number,
            channel,
            person_id,
            _decode_settings(unseal(cipher, settings, "people.settings", number)),
            decode_session(unseal(cipher, session, "sessions.session", number)),
            bool(gone),
            instant(saved),
        )

    def numbered(self, number: int) -> Person | None:
        """The person of that number, or None."""
        row = self._connection.run(FIND_NUMBER, (number,)).fetchone()
        if row is None:
            return None
        channel, key, lookup, address, settings, gone, session, saved = row
        cipher = self._ciphers.opened(number, key, lookup)
        return Person(
            number,
            channel,
            unseal(cipher, address, "people.address", number).decode(),
            _decode_settings(unseal(cipher, settings, "people.settings", number)),
            decode_session(unseal(cipher, session, "sessions.session", number)),
            bool(gone),
            instant(saved),
        )

    def add(self, channel: str, person_id: str, settings: Settings, session: Session, now: datetime) -> Person:
        """Someone new. Raises sqlite3.IntegrityError when they are known already."""
        with self._connection.whole():
            number = self._connection.number(NEXT) or 1
            lookup = self._ciphers.keys.lookup(channel, person_id)
            key = self._ciphers.make(number, lookup)
            address = self._sealed(number, "address", person_id.encode())
            sealed = self._sealed(number, "settings", _encode(settings))
            self._connection.run(ADD, (number, lookup, channel, key, address, sealed, stamp(now)))
            self.save(number, session, now)
        return Person(number, channel, person_id, settings, session, gone=False, last_seen=now)

    def save(self, number: int, session: Session, now: datetime, settings: Settings | None = None) -> None:
        """Where the person is now, and what they have set if it changed.

        Raises LookupError when there is no such person.
        """
        sealed = seal(self._ciphers.of(number), encode_session(session), "sessions.session", number)
        if settings is None:
            self._connection.run(SAVE, (number, sealed, stamp(now)))
            return
        with self._connection.whole():
            self._connection.run(SAVE, (number, sealed, stamp(now)))
            sealed = self._sealed(number, "settings", _encode(settings))
            self._connection.run(SET, (sealed, settings.clear_after, number))

    def address(self, number: int) -> tuple[str, str]:
        """The person's channel, and their id in it. Raises LookupError when there is no such person."""
        cipher = self._ciphers.of(number)
        ((channel, address),) = self._connection.rows(ADDRESS, (number,))
        return channel, unseal(cipher, address, "people.address", number).decode()

    def replace_session(self, number: int, session: Session) -> None:
        """Where the person is now, by none of their doing: when they were last seen stays."""
        sealed = seal(self._ciphers.of(number), encode_session(session), "sessions.session", number)
        self._connection.run(REPLACE, (sealed, number))

    def set_gone(self, number: int, *, gone: bool) -> None:
        """Marks that the person blocked the bot, or is back. Nothing happens when they were erased."""
        self._connection.run(SET_GONE, (int(gone), number))

    def summaries(self) -> list[Summary]:
        """Everyone, in the order they came."""
        return [
            Summary(number, channel, instant(since), instant(saved), bool(gone))
            for number, channel, since, saved, gone in self._connection.rows(ALL_PEOPLE)
        ]

    def numbers(self, person_id: str) -> list[int]:
        """The numbers of whoever has that id, over all channels."""
        lookups = [self._ciphers.keys.lookup(channel, person_id) for channel in CHANNELS]
        return [number for lookup in lookups for (number,) in self._connection.rows(NUMBER, (lookup,))]

    def _sealed(self, number: int, column: str, words: bytes) -> bytes:
        return seal(self._ciphers.of(number), words, f"people.{column}", number)
