"""The sign of life: there while the loop turns, stale when it hangs, gone at the end."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from bot.cli.heartbeat import FRESH_SECONDS, beating, heartbeat_file, is_alive
from tests.bot.cli.conftest import Tandem


async def test_it_is_there_while_the_bot_runs(tmp_path: Path) -> None:
    database = tmp_path / "tandem.db"

    async def run() -> list[bool]:
        async with beating(database):
            await asyncio.sleep(0)
            return [is_alive(database)]

    assert await run() == [True]
    assert not is_alive(database)
    assert not heartbeat_file(database).exists()


def test_a_loop_that_hangs_shows(tmp_path: Path) -> None:
    database = tmp_path / "tandem.db"
    file = heartbeat_file(database)
    file.touch()
    assert is_alive(database)
    stale = file.stat().st_mtime - FRESH_SECONDS - 1
    os.utime(file, (stale, stale))
    assert not is_alive(database)


async def test_a_folder_that_cannot_be_written_is_no_crash(tmp_path: Path) -> None:
    async def run() -> None:
        async with beating(tmp_path / "missing" / "tandem.db"):
            await asyncio.sleep(0)

    await run()


def test_the_command(tandem: Tandem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANDEM_DATABASE", str(tmp_path / "tandem.db"))
    assert tandem("healthy").failed("tandem.db")
    heartbeat_file(tmp_path / "tandem.db").touch()
    assert tandem("healthy").code == 0
