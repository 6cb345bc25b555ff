"""Where the database of a test is, and what is in its files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from dialogs.session import Session
from storage import Person, Store

Saying = Callable[[str], Session]
"""From words to a session in which a person wrote them."""


def known(store: Store, person_id: str, channel: str = "telegram") -> Person:
    """The person of that id, who must be there."""
    found = store.find(channel, person_id)
    assert found is not None
    return found


class Place(NamedTuple):
    """Where a database and its key are."""

    database: Path
    key: Path

    def open(self, **how: bool) -> Store:
        """The store there; `how` as Store.open takes it."""
        return Store.open(self.database, self.key, **how)

    def contents(self) -> dict[str, bytes]:
        """Every file that a person's words could be in, by name; the lock holds only a process id."""
        files = self.database.parent.iterdir()
        return {file.name: file.read_bytes() for file in files if file.suffix != ".lock"}
