"""What goes wrong with the database or its key, in one clear sentence. Knows SQLite's and the system's error codes."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path


class StorageProblem(Exception):  # noqa: N818  a problem, as elsewhere
    """Storage can't go on. Its text is one clear sentence that says what to do."""


class Unusable(StorageProblem):
    """The file is damaged, or the disk is full or failing: no mistake of whoever set it up, and it may pass."""


_UNUSABLE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNUSABLE_SYSTEM = {errno.ENOSPC, errno.EDQUOT, errno.EIO}

_SQLITE = {
    sqlite3.SQLITE_FULL: "The disk is full, so {path} could not be written: free some space and start again.",
    sqlite3.SQLITE_READONLY: "The database {path} is read-only: make the file and its folder writable for this user.",
    sqlite3.SQLITE_IOERR: "The disk did not take or give what was asked of {path}: check the disk, then start again.",
    sqlite3.SQLITE_CANTOPEN: "The database {path} cannot be opened: check that its folder exists and may be written.",
    sqlite3.SQLITE_PERM: "This user may not open the database {path}: change its permissions.",
    sqlite3.SQLITE_BUSY: "Another program holds the database {path}: close that program and try again.",
    sqlite3.SQLITE_LOCKED: "Another program holds the database {path}: close that program and try again.",
    sqlite3.SQLITE_CORRUPT: "The database {path} is damaged or cut short: restore a backup with `tandem restore`.",
    sqlite3.SQLITE_NOTADB: "The file {path} is not a database: check the path, or restore a backup.",
}

_SYSTEM = {
    errno.ENOENT: "{path} does not exist: check the path.",
    errno.EACCES: "This user may not read or write {path}: change the permissions of the file and its folder.",
    errno.EPERM: "This user may not read or write {path}: change the permissions of the file and its folder.",
    errno.EROFS: "{path} is on a read-only disk: put it on one that can be written.",
    errno.ENOSPC: "The disk is full, so {path} could not be written: free some space and try again.",
    errno.EDQUOT: "This user's share of the disk is full, so {path} could not be written: free some space.",
    errno.EISDIR: "{path} is a folder, where a file is needed: check the path.",
    errno.ENOTDIR: "A part of the path {path} is a file, where a folder is needed: check the path.",
    errno.EEXIST: "{path} already exists: choose another name.",
}


def explain(error: sqlite3.Error, path: Path) -> StorageProblem:
    """The problem behind an error of SQLite's, about the database at `path`."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # the low byte is the primary code
    known = _SQLITE.get(code)
    if known is None:
        return StorageProblem(f"The database {path} could not be used ({error}): check the file, or restore a backup.")
    return (Unusable if code in _UNUSABLE else StorageProblem)(known.format(path=path))


def explain_system(error: OSError, path: Path) -> StorageProblem:
    """The problem behind an error of the operating system's, about the file at `path`."""
    known = _SYSTEM.get(error.errno or 0)
    if known is None:
        return StorageProblem(f"{path} could not be used ({error.strerror}): check the path and the disk.")
    return (Unusable if error.errno in _UNUSABLE_SYSTEM else StorageProblem)(known.format(path=path))
