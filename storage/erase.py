"""Erasing a person: their rows, then every trace the rows left in the file and its log."""

from __future__ import annotations

from storage.cipher import Ciphers
from storage.connection import Connection
from storage.problems import StorageProblem

FORGET = "DELETE FROM people WHERE number = ?"  # every other table follows, by its foreign key
OWE = "INSERT OR REPLACE INTO meta (name, value) VALUES ('scrub', x'')"
OWED = "SELECT count(*) FROM meta WHERE name = 'scrub'"
PAID = "DELETE FROM meta WHERE name = 'scrub'"

_QUICK = 16 << 20  # bytes that are rewritten in about a fifth of a second


def forget(connection: Connection, ciphers: Ciphers, number: int) -> None:
    """Erases a person from every table, and notes that the file is to be scrubbed."""
    with connection.whole():
        connection.run(FORGET, (number,))
        owe(connection)
    ciphers.forget(number)


def owe(connection: Connection) -> None:
    """Notes that the file is to be scrubbed."""
    connection.run(OWE)


def scrub_owed(connection: Connection) -> bool:
    """Whether something was erased since the file was last rewritten."""
    return connection.number(OWED) > 0


def scrub(connection: Connection, *, thorough: bool) -> bool:
    """Empties the log into the file and gives back free pages; when the file is small or `thorough`, rewrites it too.

    SQLite overwrites what is deleted (secure_delete), yet pages that were split may still hold an old copy of a row,
    readable by nobody once the person's key is gone; rewriting takes that away. True when nothing is left to do.
    """
    if connection.within:
        raise RuntimeError("scrub comes after the commit")
    emptied = connection.checkpoint()
    rewritten = _rewrite(connection, thorough=thorough)
    if rewritten and emptied:
        connection.run(PAID)
    return connection.checkpoint() and rewritten and emptied


def _rewrite(connection: Connection, *, thorough: bool) -> bool:
    """Whether the file was rewritten; a disk too full for that is no reason to stop, it is tried again later."""
    small = connection.number("PRAGMA page_count") * connection.number("PRAGMA page_size") <= _QUICK
    connection.rows("PRAGMA incremental_vacuum")
    if not (small or thorough):
        return False
    connection.run(f"PRAGMA temp_store = {'MEMORY' if small else 'DEFAULT'}")
    try:
        connection.run("VACUUM")
    except StorageProblem:
        return False
    return True
