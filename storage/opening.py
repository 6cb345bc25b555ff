"""From two paths to an open database that is ours, up to date, and fits its key. Refuses before it touches."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from storage.cipher import seal, unseal
from storage.connection import Connection
from storage.files import discard, draft_of, make_folder, publish
from storage.header import check_header, check_version
from storage.keys import Keys, make_key, read_key
from storage.lock import Lock
from storage.migrations import SCHEMA, migrate
from storage.problems import StorageProblem

CHECK = "SELECT value FROM meta WHERE name = 'check'"
SET_CHECK = "INSERT OR REPLACE INTO meta (name, value) VALUES ('check', ?)"
TRY = "UPDATE meta SET value = value WHERE name = 'check'"

_WORDS = b"this key fits"


class Opened(NamedTuple):
    """An open database; `lock` is None when it was opened for reading."""

    connection: Connection
    keys: Keys
    lock: Lock | None


def open_to_write(path: Path, key_file: Path, *, create: bool) -> Opened:
    """Locks and opens the database, made first when it is missing and `create`. Raises StorageProblem."""
    if not path.exists():
        if not create:
            raise _missing(path)
        make_folder(path.parent)
    lock = Lock.take(path)
    try:
        keys = _keys(path, key_file)
        return Opened(_opened(path, keys), keys, lock)
    except BaseException:
        lock.release()
        raise


def open_to_read(path: Path, key_file: Path) -> Opened:
    """Opens the database beside a running server, without its lock. Raises StorageProblem."""
    if not path.exists():
        raise _missing(path)
    version = check_header(path)
    if version < SCHEMA:
        raise StorageProblem(
            f"The database {path} was written by an older Tandem: start `tandem serve` once to bring it up to date."
        )
    keys = read_key(key_file, path)
    return Opened(_fitting(path, keys, reading=True), keys, None)


def _keys(path: Path, key_file: Path) -> Keys:
    """The keys of the database, which is there afterwards. A new key is made only for a new database."""
    if path.exists():
        check_header(path)
        return read_key(key_file, path)
    keys = read_key(key_file, path) if key_file.exists() else make_key(key_file, path)
    _make_database(path, keys)
    return keys


def _missing(path: Path) -> StorageProblem:
    return StorageProblem(f"There is no database at {path}: check TANDEM_DATABASE, or start Tandem once to make it.")


def _make_database(path: Path, keys: Keys) -> None:
    """Made under another name and then published whole, so a crash leaves no half-made database."""
    draft = draft_of(path)
    try:
        connection = Connection(draft)
        try:
            connection.run("PRAGMA auto_vacuum = INCREMENTAL")
            connection.run("PRAGMA journal_mode = MEMORY")
            with connection.batch():
                migrate(connection)
                set_check(connection, keys)
        finally:
            connection.close()
    except StorageProblem as problem:
        discard(draft)
        raise type(problem)(str(problem).replace(str(draft), str(path))) from problem
    publish(draft, path)


def _opened(path: Path, keys: Keys) -> Connection:
    connection = _fitting(path, keys)
    try:
        with connection.batch():
            connection.run(TRY)  # a read-only file is found out here, and not at the first message
            if connection.number("PRAGMA user_version") < SCHEMA:
                migrate(connection)
        connection.checkpoint()
    except BaseException:
        connection.close()
        raise
    return connection


def _fitting(path: Path, keys: Keys, *, reading: bool = False) -> Connection:
    connection = Connection(path, reading=reading)
    try:
        check_version(connection.number("PRAGMA user_version"), path)
        check_fits(connection, keys)
        connection.run("PRAGMA journal_mode = WAL")
    except BaseException:
        connection.close()
        raise
    return connection


def set_check(connection: Connection, keys: Keys) -> None:
    """Leaves a value in the database that tells whether a key fits."""
    connection.run(SET_CHECK, (seal(keys.own, _WORDS, "meta.check", 0),))


def check_fits(connection: Connection, keys: Keys) -> None:
    """Raises StorageProblem when that key is not the one the database was written with."""
    if not fits(connection, keys):
        raise StorageProblem(
            f"The key file does not fit the database {connection.path}: "
            "set TANDEM_KEY_FILE to the key it was made with."
        )


def fits(connection: Connection, keys: Keys) -> bool:
    """Whether the database was written with that key."""
    rows = connection.rows(CHECK)
    if not rows:
        return False
    try:
        return unseal(keys.own, rows[0][0], "meta.check", 0) == _WORDS
    except StorageProblem:
        return False
