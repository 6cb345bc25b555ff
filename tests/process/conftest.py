"""Fixtures: a stand-in of Telegram whose refusals fail the test, and servers that are ended after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.bot_api.standin import StandIn
from tests.process.serving import Serving

Serve = Callable[..., Serving]


@pytest.fixture
def telegram() -> Iterator[StandIn]:
    """A stand-in with nobody in it. Whatever the server got wrong (400) fails the test at its end."""
    with StandIn() as running:
        yield running
        assert running.journal.refusals() == []


@pytest.fixture
def serve(telegram: StandIn, tmp_path: Path) -> Iterator[Serve]:
    """A maker of servers that are not started yet: `webhook`, the `name` of their folder, further variables."""
    with ExitStack() as stack:

        def make(*, webhook: bool = False, name: str = "server", **environ: str) -> Serving:
            serving = Serving(telegram, tmp_path / name, webhook=webhook, **environ)
            stack.push(serving)
            return serving

        yield make
