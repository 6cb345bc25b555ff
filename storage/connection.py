"""The one connection to the SQLite file: its settings, transactions, and errors told as problems.

It may be used from another thread than the one that opened it, but by one thread at a time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from storage.problems import StorageProblem, explain

Value = int | str | bytes | None
Row = tuple[Any, ...]

_MIB = 1 << 20
_SETTINGS = (
    "busy_timeout = 5000",
    "foreign_keys = ON",
    "secure_delete = ON",
    "synchronous = FULL",
    "trusted_schema = OFF",
    "cache_size = -8000",  # 8 MB
    "wal_autocheckpoint = 2000",  # pages: a page that many turns changed is written back once
    f"journal_size_limit = {16 * _MIB}",
)
_OUR_MISTAKES = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.DataError, sqlite3.InterfaceError)


class Connection:
    """SQL in, rows out. Errors of the file or the disk are raised as StorageProblem.

    After such an error inside a batch nothing more is taken, and the batch can't be committed, whoever swallowed it.
    """

    def __init__(self, path: Path, *, reading: bool = False) -> None:
        if sqlite3.sqlite_version_info < (3, 37):
            raise StorageProblem(f"SQLite {sqlite3.sqlite_version} is too old: install 3.37 or newer.")
        self.path = path
        self._broken: StorageProblem | None = None
        self._batching = False
        try:
            self.raw = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=rw",
                uri=True,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=256,
            )
        except sqlite3.Error as error:
            raise explain(error, path) from error
        for setting in (*_SETTINGS, f"query_only = {'ON' if reading else 'OFF'}"):
            self.run(f"PRAGMA {setting}")

    @property
    def within(self) -> bool:
        """Whether a transaction is open."""
        return self.raw.in_transaction

    def run(self, sql: str, values: Sequence[Value] = ()) -> sqlite3.Cursor:
        """Runs one statement."""
        if self._broken is not None:
            raise self._broken
        try:
            return self.raw.execute(sql, values)
        except _OUR_MISTAKES:
            raise
        except sqlite3.DatabaseError as error:
            raise self._failed(error) from error

    def run_each(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Runs one statement once a row."""
        if self._broken is not None:
            raise self._broken
        try:
            self.raw.executemany(sql, rows)
        except _OUR_MISTAKES:
            raise
        except sqlite3.DatabaseError as error:
            raise self._failed(error) from error

    def number(self, sql: str, values: Sequence[Value] = ()) -> int:
        """The one whole number a query gives; 0 when it gives none."""
        row = self.rows(sql, values)
        return int(row[0][0]) if row and row[0][0] is not None else 0

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """All rows of a query; errors while reading them are told as problems too."""
        try:
            return self.run(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._failed(error) from error

    def _failed(self, error: sqlite3.DatabaseError) -> StorageProblem:
        problem = explain(error, self.path)
        if self._batching:
            self._broken = problem
        return problem

    @contextmanager
    def batch(self) -> Iterator[None]:
        """One transaction: all of it is kept, durably, or none of it."""
        if self.within:
            raise RuntimeError("a batch is already open")
        self.run("BEGIN IMMEDIATE")
        self._batching = True
        try:
            yield
            self.run("COMMIT")
        finally:
            self._batching, self._broken = False, None
            with suppress(sqlite3.ProgrammingError):  # closed meanwhile, which rolled back
                self.raw.rollback()

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part of a batch that is undone by itself when it raises."""
        self.run("SAVEPOINT attempt")
        try:
            yield
        except BaseException:
            if self._broken is None and self.within:
                self.run("ROLLBACK TO attempt")
                self.run("RELEASE attempt")
            raise
        self.run("RELEASE attempt")

    def whole(self) -> AbstractContextManager[None]:
        """The batch that is open, or else one of its own."""
        return nullcontext() if self.within else self.batch()

    def checkpoint(self) -> bool:
        """Moves everything from the write-ahead log into the file and empties the log.

        False when a reader was in the way.
        """
        return self.number("PRAGMA wal_checkpoint(TRUNCATE)") == 0

    def close(self) -> None:
        """Closes the file; an open batch is rolled back. Safe to call twice."""
        self.raw.close()
