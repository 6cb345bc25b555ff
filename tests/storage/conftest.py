"""A real database in a fresh folder, and the plain values that the tests put into it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dialogs.session import Frame, Session, Snapshot, Written
from storage import Store
from tests.storage.place import Place, Saying


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "data" / "t.db", tmp_path / "keys" / "key")


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    opened = place.open()
    yield opened
    opened.close()


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 2, 18, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def session() -> Session:
    frame = Frame("boundary_builder", 1, "limit", answers={"moment": Written("when the phone rings at night")})
    return Session(7, (frame,), token="tok", history=(Snapshot((frame,), "12"),), turns=3)


@pytest.fixture
def saying() -> Saying:
    """A session in which a person wrote that."""

    def said(words: str) -> Session:
        return Session(7, (Frame("s", 1, "a", answers={"x": Written(words)}),))

    return said
