"""One process at a time: a lock file beside the database, freed by the system when its holder ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from storage.problems import StorageProblem, explain_system


class Lock:
    """Held from `take` until `release`. The file stays, so that two processes never lock two files of one name."""

    def __init__(self, opened: int) -> None:
        self._opened = opened

    @classmethod
    def take(cls, database: Path) -> Lock:
        """Locks that database.

        Raises StorageProblem naming the process that holds it, or when the folder can't be written.
        """
        real = database.resolve()
        file = real.with_name(real.name + ".lock")
        try:
            opened = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise explain_system(error, file if file.parent.is_dir() else file.parent) from error
        return cls(_locked(opened, database))

    def release(self) -> None:
        """Lets the next process in. Safe to call twice."""
        if self._opened >= 0:
            os.close(self._opened)
            self._opened = -1


def _locked(opened: int, database: Path) -> int:
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(opened, 32, 0).decode("ascii", "replace").strip() or "unknown"
        os.close(opened)
        raise StorageProblem(
            f"Another Tandem (process {holder}) is using the database {database}: "
            "stop it first, or give this one another file."
        ) from error
    except OSError as error:
        os.close(opened)
        raise explain_system(error, database) from error
    _sign(opened)
    return opened


def _sign(opened: int) -> None:
    """Leaves our process id in the file. A full disk only costs the other side that number."""
    try:
        os.ftruncate(opened, 0)
        os.pwrite(opened, f"{os.getpid()}\n".encode("ascii"), 0)
    except OSError:
        return
