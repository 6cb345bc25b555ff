"""A sign of life beside the database, for a container's health check: the file's time is renewed while the bot runs."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from time import time

EVERY_SECONDS = 15.0
FRESH_SECONDS = 60.0


def heartbeat_file(database: Path) -> Path:
    """Where the sign of life of the bot on that database lies."""
    return database.with_name(database.name + ".alive")


@asynccontextmanager
async def beating(database: Path) -> AsyncIterator[None]:
    """Renew the sign of life from the running event loop, so that a loop that hangs shows; take it away at the end."""
    file = heartbeat_file(database)
    task = asyncio.create_task(_beat(file))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        with suppress(OSError):
            file.unlink(missing_ok=True)


async def _beat(file: Path) -> None:
    while True:
        _renew(file)
        await asyncio.sleep(EVERY_SECONDS)


def _renew(file: Path) -> None:
    with suppress(OSError):  # a full disk is told by those who have something to write
        file.touch(0o600)
        os.utime(file)


def is_alive(database: Path) -> bool:
    """Whether the sign of life is fresh."""
    try:
        return time() - heartbeat_file(database).stat().st_mtime < FRESH_SECONDS
    except OSError:
        return False
