"""A new master key: everything is encrypted anew, under new data keys, in one transaction.

The new key is safely on the disk before the transaction is committed, and the old key's file is never touched:
at any moment the database opens with the one or with the other.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from storage.cipher import KEY_OF, Ciphers, seal, unseal
from storage.connection import Connection
from storage.erase import OWE, scrub, scrub_owed
from storage.header import check_header
from storage.keys import Keys, make_key, read_key
from storage.lock import Lock
from storage.opening import check_fits, fits, set_check
from storage.problems import StorageProblem

NUMBERS = "SELECT number FROM people ORDER BY number"
IDENTITY = "SELECT channel, address FROM people WHERE number = ?"
SET_KEY = "UPDATE people SET key = ?, lookup = ? WHERE number = ?"

# Where something is sealed: table, column, the row's id, the person, and what else the row is bound to
_SEALED = (
    ("people", "address", "number", "number", "''"),
    ("people", "settings", "number", "number", "''"),
    ("sessions", "session", "person", "person", "''"),
    ("records", "fields", "id", "person", "key"),
    ("outbox", "body", "id", "person", "''"),
)
_COLUMNS = tuple(
    (
        f"{table}.{column}",
        f"SELECT {row}, {bound}, {column} FROM {table} WHERE {person} = ?",  # noqa: S608 (our own names)
        f"UPDATE {table} SET {column} = ? WHERE {row} = ?",  # noqa: S608
    )
    for table, column, row, person, bound in _SEALED
)
_NOBODYS = "SELECT id, body FROM outbox WHERE person IS NULL"
_SET_BODY = "UPDATE outbox SET body = ? WHERE id = ?"


def rekey(path: Path, old: Path, new: Path) -> None:
    """Encrypts the database at `path` anew: from the key in file `old` to the one in file `new`, made when missing.

    Run again after a crash it goes on or finds all done. Backups made before still need the old key.
    Raises StorageProblem, changing nothing, when a key does not fit or the database is in use.
    """
    check_header(path)
    if old.resolve() == new.resolve():
        raise StorageProblem(f"{new} holds the old key: name another file for the new one.")
    lock = Lock.take(path)
    try:
        with closing(Connection(path)) as connection:
            _rekey(connection, old, new)
            if scrub_owed(connection):
                scrub(connection, thorough=True)
    finally:
        lock.release()


def _rekey(connection: Connection, old: Path, new: Path) -> None:
    path = connection.path
    if new.exists() and fits(connection, read_key(new, path)):
        return
    before = read_key(old, path)
    check_fits(connection, before)
    after = read_key(new, path) if new.exists() else make_key(new, path)
    with connection.batch():
        for (number,) in connection.rows(NUMBERS):
            _one(connection, Ciphers(connection, before), Ciphers(connection, after), number)
        _nobodys(connection, before, after)
        set_check(connection, after)
        connection.run(OWE)


def _one(connection: Connection, before: Ciphers, after: Ciphers, number: int) -> None:
    ((key, was),) = connection.rows(KEY_OF, (number,))
    old = before.opened(number, key, was)
    ((channel, address),) = connection.rows(IDENTITY, (number,))
    lookup = after.keys.lookup(channel, unseal(old, address, "people.address", number).decode())
    connection.run(SET_KEY, (after.make(number, lookup), lookup, number))
    new = after.of(number)
    for column, read, write in _COLUMNS:
        for row, bound, sealed in connection.rows(read, (number,)):
            words = unseal(old, sealed, column, number, bound)
            connection.run(write, (seal(new, words, column, number, bound), row))


def _nobodys(connection: Connection, before: Keys, after: Keys) -> None:
    for row, sealed in connection.rows(_NOBODYS):
        words = unseal(before.own, sealed, "outbox.body", 0)
        connection.run(_SET_BODY, (seal(after.own, words, "outbox.body", 0), row))
