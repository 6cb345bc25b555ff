"""The master key: its file, and the keys derived from it. Knows no database but its place.

The file holds one line, `tandem-key-1` and 32 bytes in base64. Losing it loses everything people wrote; whoever has it
and the database can read everything, so it never lies beside the database and nobody but its owner may read it.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
import stat
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.files import make_folder, write_new
from storage.problems import StorageProblem, explain_system

_HEADING = "tandem-key-1"
_SIZE = 32
_AT_MOST = 4096


class Keys:
    """What is derived (HKDF-SHA256) from the master key, each for one purpose.

    `wrap` encrypts people's data keys, `own` what belongs to nobody in particular.
    """

    def __init__(self, master: bytes) -> None:
        self._lookup = _derived(master, b"tandem lookup")
        self.wrap = AESGCM(_derived(master, b"tandem wrap"))
        self.own = AESGCM(_derived(master, b"tandem own"))

    def lookup(self, channel: str, person_id: str) -> bytes:
        """The 32 bytes under which a person is found: HMAC-SHA256, so the file holds no id of a messenger's."""
        return hmac.digest(self._lookup, f"{channel}:{person_id}".encode(), "sha256")


def _derived(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_SIZE, salt=None, info=purpose).derive(master)


def make_key(file: Path, database: Path) -> Keys:
    """A new key in a new file of mode 0600.

    Raises StorageProblem when it exists, can't be written, or lies beside the database.
    """
    _apart(file, database)
    make_folder(file.parent)
    write_new(file, f"{_HEADING} {base64.b64encode(os.urandom(_SIZE)).decode('ascii')}\n")
    return read_key(file, database)


def read_key(file: Path, database: Path) -> Keys:
    """The key in that file.

    Raises StorageProblem when it is missing, malformed, beside the database or readable by others.
    """
    _apart(file, database)
    return Keys(_master(_text(file), file))


def _apart(file: Path, database: Path) -> None:
    if file.resolve().parent == database.resolve().parent:
        raise StorageProblem(
            f"The key file {file} lies beside the database {database}, where one copy would take both: "
            "set TANDEM_KEY_FILE to a place in another folder."
        )


def _text(file: Path) -> bytes:
    try:
        opened = os.open(file, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError as error:
        raise StorageProblem(
            f"The key file {file} is missing: put it back, or set TANDEM_KEY_FILE to where it is."
        ) from error
    except OSError as error:
        raise explain_system(error, file) from error
    try:
        _only_ours(os.fstat(opened), file)
        return os.read(opened, _AT_MOST)
    finally:
        os.close(opened)


def _only_ours(status: os.stat_result, file: Path) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise StorageProblem(f"The key file {file} is not a file: set TANDEM_KEY_FILE to the key's file.")
    if status.st_mode & 0o077:
        raise StorageProblem(f"The key file {file} is open to other users: run `chmod 600 {file}`.")


def _master(text: bytes, file: Path) -> bytes:
    problem = StorageProblem(
        f"The key file {file} is not a Tandem key: put the right file back, or set TANDEM_KEY_FILE to it."
    )
    words = text.split()
    if len(words) != 2 or words[0] != _HEADING.encode("ascii"):
        raise problem
    try:
        master = base64.b64decode(words[1], validate=True)
    except binascii.Error as error:
        raise problem from error
    if len(master) != _SIZE:
        raise problem
    return master
