"""Whose file is this? Read from its first bytes with no help of SQLite's, which might touch a file that isn't ours."""

from __future__ import annotations

from pathlib import Path

from storage.migrations import APPLICATION, SCHEMA
from storage.problems import StorageProblem, Unusable, explain_system

_MAGIC = b"SQLite format 3\x00"
_SIZE = 100
# offsets of big-endian words: https://www.sqlite.org/fileformat2.html
_PAGE, _CHANGED, _PAGES, _VERSION, _APPLICATION, _CHANGED_WHEN_COUNTED = 16, 24, 28, 60, 68, 92


def check_header(path: Path) -> int:
    """The number of the file's schema.

    Raises StorageProblem for a file that can't be read, isn't ours, or is newer than we are.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_SIZE)
    except OSError as error:
        raise explain_system(error, path) from error
    _check_ours(head, path)
    _check_length(head, path)
    version = _word(head, _VERSION)
    check_version(version, path)
    return version


def check_version(version: int, path: Path) -> None:
    """Raises StorageProblem when that schema is newer than this program."""
    if version > SCHEMA:
        raise StorageProblem(
            f"The database {path} was written by a newer Tandem (schema {version}; this one knows {SCHEMA}): "
            "install the newer Tandem."
        )


def _check_ours(head: bytes, path: Path) -> None:
    if not head:
        raise Unusable(f"The file {path} is empty: restore a backup with `tandem restore`, or remove it to begin anew.")
    if len(head) < _SIZE or not head.startswith(_MAGIC):
        raise Unusable(f"The file {path} is not a database: check the path, or restore a backup with `tandem restore`.")
    if _word(head, _APPLICATION) != APPLICATION:
        raise StorageProblem(
            f"The database {path} belongs to another application: set TANDEM_DATABASE to another path."
        )


def _check_length(head: bytes, path: Path) -> None:
    """Raises StorageProblem when pages are missing. With a log beside the file only SQLite can tell."""
    log = path.with_name(path.name + "-wal")
    counted = _word(head, _CHANGED) == _word(head, _CHANGED_WHEN_COUNTED)
    page = int.from_bytes(head[_PAGE : _PAGE + 2], "big")
    if counted and path.stat().st_size < page * _word(head, _PAGES) and not (log.exists() and log.stat().st_size):
        raise Unusable(f"The database {path} is damaged or cut short: restore a backup with `tandem restore`.")


def _word(head: bytes, offset: int) -> int:
    return int.from_bytes(head[offset : offset + 4], "big")
