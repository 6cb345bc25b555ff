"""AES-256-GCM over what people write: a data key a person, wrapped by the master key. Without it the rest is noise.

What is sealed is bound to its table, column and person: moved anywhere else in the file it does not open.
"""

from __future__ import annotations

import os
from collections import OrderedDict

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.connection import Connection
from storage.keys import Keys
from storage.problems import StorageProblem

KEY_OF = "SELECT key, lookup FROM people WHERE number = ?"

_NONCE = 12
_REMEMBERED = 4096  # of about 2.4 KB each


def seal(cipher: AESGCM, words: bytes, column: str, number: int, key: str = "") -> bytes:
    """Nonce, ciphertext and tag (28 bytes more than `words`).

    `column` is `table.column`; `number` the person's, 0 for nobody's; `key` what else the row is known by.
    """
    nonce = os.urandom(_NONCE)
    return nonce + cipher.encrypt(nonce, words, f"{column}/{number}/{key}".encode())


def unseal(cipher: AESGCM, sealed: bytes, column: str, number: int, key: str = "") -> bytes:
    """What `seal` was given. Raises StorageProblem when it was made for another place or key, or changed since."""
    try:
        return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], f"{column}/{number}/{key}".encode())
    except (InvalidTag, ValueError) as error:
        raise StorageProblem(
            f"What the database keeps for person {number} in {column} was changed or damaged: "
            "restore a backup with `tandem restore`."
        ) from error


def wrapped(keys: Keys, data_key: bytes, number: int, lookup: bytes) -> bytes:
    """A person's data key, sealed by the master key and bound to who they are."""
    return seal(keys.wrap, data_key, "people.key", number, lookup.hex())


def unwrapped(keys: Keys, sealed: bytes, number: int, lookup: bytes) -> AESGCM:
    """The cipher made of a wrapped data key."""
    return AESGCM(unseal(keys.wrap, sealed, "people.key", number, lookup.hex()))


class Ciphers:
    """People's ciphers by number; those used last are remembered."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        self.keys = keys
        self._connection = connection
        self._known: OrderedDict[int, AESGCM] = OrderedDict()

    def make(self, number: int, lookup: bytes) -> bytes:
        """A new data key for that person, wrapped."""
        data_key = os.urandom(32)
        self._remember(number, AESGCM(data_key))
        return wrapped(self.keys, data_key, number, lookup)

    def of(self, number: int) -> AESGCM:
        """That person's cipher. Raises LookupError when there is no such person."""
        known = self._known.get(number)
        if known is None:
            row = self._connection.run(KEY_OF, (number,)).fetchone()
            if row is None:
                raise LookupError(f"there is no person {number}")
            return self.opened(number, *row)
        self._known.move_to_end(number)
        return known

    def opened(self, number: int, sealed: bytes, lookup: bytes) -> AESGCM:
        """That person's cipher, when the row is at hand."""
        known = self._known.get(number)
        if known is None:
            known = unwrapped(self.keys, sealed, number, lookup)
            self._remember(number, known)
        return known

    def forget(self, number: int) -> None:
        """Lets go of that person's key."""
        self._known.pop(number, None)

    def _remember(self, number: int, cipher: AESGCM) -> None:
        self._known[number] = cipher
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
