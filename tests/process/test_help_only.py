"""A server whose database is damaged at the start: help is there, and nobody is told that something was kept."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.process.serving import PROGRAM, Serving

if TYPE_CHECKING:
    from tests.bot_api.standin import StandIn
    from tests.process.conftest import Serve


def damaged(serving: Serving) -> bytes:
    """Make its database, and overwrite it; what it was before."""
    serving.start()
    assert serving.stop() == 0
    before = serving.database.read_bytes()
    serving.database.write_bytes(b"\xa5" * len(before))
    return before


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_a_damaged_database_leaves_help(telegram: StandIn, serve: Serve, webhook: bool) -> None:
    serving = serve(webhook=webhook)
    before = damaged(serving)
    serving.start()
    sam, alex, kim = (telegram.person(name) for name in ("Sam", "Alex", "Kim"))
    sam.says("/sos")
    alex.says("I am going to kill myself tonight")
    kim.says("hello")
    for person in (sam, alex):
        assert "local emergency number" in person.hears("findahelpline.com").text
        assert "nomoredirectory.org" in person.hears().text
    assert "could not be kept" in kim.hears().text
    telegram.wait_until_taken()
    assert "tandem restore" in serving.stderr
    assert "Traceback" not in serving.stderr
    assert not is_healthy(serving)
    assert serving.stop() == 0
    serving.database.write_bytes(before)
    serving.start()
    kim.says("/start")
    assert "could not be kept" not in kim.hears().text


def is_healthy(serving: Serving) -> bool:
    """Whether a container's health check would be content."""
    done = subprocess.run(
        [*PROGRAM, "healthy"], cwd=serving.folder, env=serving.environ, check=False, capture_output=True
    )
    return done.returncode == 0


def test_a_mistake_of_whoever_sets_it_up_still_ends_it(serve: Serve) -> None:
    serving = serve()
    serving.start()
    assert serving.stop() == 0
    serving.key_file.unlink()
    serving.start(ready=False)
    assert serving.wait() == 1
    assert "key file" in serving.stderr
