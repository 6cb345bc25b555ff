"""Which problems may pass by themselves, and which are somebody's mistake."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from storage.problems import Unusable, explain, explain_system

PATH = Path("t.db")


def failed(code: int) -> sqlite3.Error:
    """An error of SQLite's with that code."""
    error = sqlite3.OperationalError("it failed")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    "code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR]
)
def test_a_full_disk_and_a_damaged_file_may_pass(code: int) -> None:
    assert isinstance(explain(failed(code), PATH), Unusable)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_READONLY, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_PERM])
def test_a_mistake_in_the_setting_up_does_not(code: int) -> None:
    assert not isinstance(explain(failed(code), PATH), Unusable)


def test_the_same_goes_for_the_system() -> None:
    assert isinstance(explain_system(OSError(errno.ENOSPC, "full"), PATH), Unusable)
    assert not isinstance(explain_system(OSError(errno.EACCES, "no"), PATH), Unusable)
