"""Fixtures: a real store and the small library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = Store.open(tmp_path / "data" / "tandem.db", tmp_path / "keys" / "key")
    yield opened
    opened.close()
