"""Files that appear whole or not at all, readable by their owner only. Knows nothing of what is in them."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from storage.problems import explain_system


def private(path: Path) -> None:
    """Makes an empty file that only its owner may read. Raises FileExistsError when something is there."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))


def make_folder(folder: Path) -> None:
    """Makes a folder that only its owner may enter, and what leads to it, where missing. Raises StorageProblem."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError as error:
        raise explain_system(NotADirectoryError(errno.ENOTDIR, ""), folder) from error
    except OSError as error:
        raise explain_system(error, folder) from error


def draft_of(path: Path) -> Path:
    """A new empty private file beside `path`, to be written and then published under that name.

    Raises StorageProblem when the folder can't be written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        draft.unlink(missing_ok=True)
        private(draft)
    except OSError as error:
        raise explain_system(error, path) from error
    return draft


def publish(draft: Path, path: Path) -> None:
    """Gives a finished draft its name, for good. Never overwrites: raises StorageProblem when `path` exists."""
    try:
        settle(draft)
        os.link(draft, path)  # unlike a rename, a link refuses to replace
        settle(path.parent)
    except OSError as error:
        raise explain_system(error, path) from error
    finally:
        discard(draft)


def write_new(path: Path, text: str) -> None:
    """Writes a new private file, whole or not at all. Raises StorageProblem when it exists or can't be written."""
    draft = draft_of(path)
    try:
        draft.write_text(text, encoding="ascii")
    except OSError as error:
        discard(draft)
        raise explain_system(error, path) from error
    publish(draft, path)


def settle(path: Path) -> None:
    """Waits until a file or folder is safely on the disk. Raises OSError."""
    opened = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def discard(path: Path) -> None:
    """Removes a draft, if it is there and can be removed."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
