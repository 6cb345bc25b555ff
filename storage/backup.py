"""A copy of the database in one file, and the way back.

The copy is as encrypted as the database: keep its key elsewhere.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from storage.connection import Connection
from storage.files import discard, draft_of, publish, settle
from storage.header import check_header, check_version
from storage.keys import read_key
from storage.lock import Lock
from storage.opening import check_fits
from storage.problems import StorageProblem, explain, explain_system
from storage.store import Store

SAME_ORIGIN = "SELECT count(*) FROM meta JOIN old.meta AS was USING (name, value) WHERE name = 'origin'"
ERASED_SINCE = (
    "SELECT number FROM people WHERE number <= (SELECT seq FROM old.sqlite_sequence WHERE name = 'people') "
    "AND number NOT IN (SELECT number FROM old.people)"
)


class Restored(Struct, frozen=True):
    """What a restore did.

    `replaced` is where the database of before lies now; `erased` how many people erased since the backup stayed so.
    """

    replaced: Path | None
    erased: int


def back_up(store: Store, file: Path) -> None:
    """Copies the database, as it is now, to a new file of mode 0600.

    Raises StorageProblem when it exists or can't be written.
    """
    if file.exists():
        raise StorageProblem(f"{file} already exists: choose another name for the backup.")
    draft = draft_of(file)
    try:
        _copy(store.connection.raw, draft, file)
    except BaseException:
        discard(draft)
        raise
    publish(draft, file)


def restore(file: Path, path: Path, key_file: Path) -> Restored:
    """Puts a backup in the database's place; what was there is kept beside it as `<name>.replaced`.

    People erased since the backup was made stay erased, if the database of then is still there to tell.
    Raises StorageProblem, changing nothing, when the backup is foreign, newer or damaged, when the key does not fit it,
    or when the database is in use.
    """
    if file.resolve() == path.resolve():
        raise StorageProblem(f"{file} is the database itself: name the backup to restore.")
    check_header(file)
    lock = Lock.take(path)
    try:
        return _restore(file, path, key_file)
    finally:
        lock.release()


def _restore(file: Path, path: Path, key_file: Path) -> Restored:
    keys = read_key(key_file, path)
    draft = draft_of(path)
    try:
        with closing(_read_only(file)) as source:
            _copy(source, draft, file)
        with closing(Connection(draft)) as copy:
            _check_sound(copy, file)
            copy.path = file  # so that a problem names the file the operator knows
            check_fits(copy, keys)
            erased = _erase_again(copy, path)
        return Restored(_swap(draft, path), erased)
    finally:
        discard(draft)


def _copy(source: sqlite3.Connection, draft: Path, file: Path) -> None:
    """Copies all pages into the draft and makes it a file that stands alone. Problems name `file`."""
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        raise explain(error, file) from error


def _read_only(file: Path) -> sqlite3.Connection:
    try:
        return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
    except sqlite3.Error as error:
        raise explain(error, file) from error


def _check_sound(copy: Connection, file: Path) -> None:
    check_version(copy.number("PRAGMA user_version"), file)
    try:
        sound = copy.rows("PRAGMA integrity_check(1)") == [("ok",)] and not copy.rows("PRAGMA foreign_key_check")
    except StorageProblem:
        sound = False
    if not sound:
        raise StorageProblem(f"The backup {file} is damaged: restore another one.")


def _erase_again(copy: Connection, old: Path) -> int:
    """Erases from the copy whoever was erased from the old database since; how many.

    Numbers are never used again, so they tell.
    """
    if not old.exists():
        return 0
    try:
        numbers = _erased_since(copy, old)
    except StorageProblem:  # the old database can't be read: that may be why there is a restore
        return 0
    with copy.batch():
        copy.run_each("DELETE FROM people WHERE number = ?", numbers)
    if numbers:
        copy.run("VACUUM")
    return len(numbers)


def _erased_since(copy: Connection, old: Path) -> list[tuple[int]]:
    check_header(old)
    Connection(old).close()
    copy.run("ATTACH ? AS old", (f"{old.resolve().as_uri()}?mode=ro",))
    try:
        if not copy.number(SAME_ORIGIN):
            return []
        return [(number,) for (number,) in copy.rows(ERASED_SINCE)]
    finally:
        copy.run("DETACH old")


def _swap(draft: Path, path: Path) -> Path | None:
    """Gives the draft the database's name; where the old database lies now.

    There is a whole database under the name at any moment.
    """
    path = path.resolve()
    aside = path.with_name(path.name + ".replaced")
    try:
        settle(draft)
        replaced = _set_aside(path, aside) if path.exists() else None
        draft.replace(path)
        settle(path.parent)
    except OSError as error:
        raise explain_system(error, path) from error
    return replaced


def _set_aside(path: Path, aside: Path) -> Path:
    for tail in ("", "-wal", "-shm"):
        Path(f"{aside}{tail}").unlink(missing_ok=True)
    os.link(path, aside)
    for tail in ("-wal", "-shm"):  # left only when the old database could not be opened and closed in good order
        log = Path(f"{path}{tail}")
        if log.exists():
            log.replace(f"{aside}{tail}")
    return aside
