"""Fixtures: a running stand-in of Telegram, and a real store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import Store
from tests.bot_api.standin import StandIn


@pytest.fixture
def telegram() -> Iterator[StandIn]:
    """Telegram with nobody in it."""
    with StandIn(pause=0.01) as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = Store.open(tmp_path / "tandem.db", tmp_path / "keys" / "key")
    yield opened
    opened.close()
