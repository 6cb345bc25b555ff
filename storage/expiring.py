"""Old backups: copies of a database that lie beside a new one are deleted once they are old enough.

Whoever was erased is in the backups made before, so these must go too. Knows no clock.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from storage.header import check_header
from storage.problems import StorageProblem, explain_system
from storage.store import Store

ORIGIN = "SELECT value FROM meta WHERE name = 'origin'"


def expire(store: Store, backup: Path, before: datetime) -> list[Path]:
    """Deletes copies of this database beside `backup` that were written before; which. Raises StorageProblem.

    Never the backup itself, the database, or one that a process has locked or set aside: only what was made by
    `back_up` from the same database.
    """
    origin = store.connection.rows(ORIGIN)
    kept = {backup.resolve(), store.connection.path.resolve()}
    old = [file for file in _copies(backup.parent, kept) if _written(file) < before and _origin(file) == origin]
    try:
        for file in old:
            file.unlink(missing_ok=True)
    except OSError as error:
        raise explain_system(error, file) from error
    return old


def _copies(folder: Path, kept: set[Path]) -> Iterator[Path]:
    """The files in the folder that are databases of ours and that nobody uses."""
    for file in sorted(folder.iterdir()):
        live = any(file.with_name(f"{file.name}{tail}").exists() for tail in (".lock", "-wal"))
        if file.is_symlink() or not file.is_file() or live or file.suffix == ".replaced" or file.resolve() in kept:
            continue
        try:
            check_header(file)
        except StorageProblem:
            continue
        yield file


def _written(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def _origin(file: Path) -> list[tuple[bytes]]:
    """What tells this database from others; nothing where it can't be read."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            return opened.execute(ORIGIN).fetchall()
    except sqlite3.DatabaseError:
        return []
