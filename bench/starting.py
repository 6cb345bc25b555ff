"""From the start of a process to its first reply, its memory, and what a person takes up on disk."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from bench.people import KNOWN, NOW, arrivals, library, open_store
from bot.conversation import take_turns

PEOPLE = 10_000


def measure() -> Iterator[str]:
    """Seconds to the first reply, megabytes in memory, bytes a person."""
    with tempfile.TemporaryDirectory() as folder:
        yield f"first reply after a start: {_first_reply(Path(folder)):10.2f} s"
    with tempfile.TemporaryDirectory() as folder:
        yield from _sizes(Path(folder))


def _first_reply(folder: Path) -> float:
    environment = {
        **os.environ,
        "TANDEM_DATABASE": str(folder / "b.db"),
        "TANDEM_KEY_FILE": str(folder / "keys" / "key"),
    }
    (folder / "keys").mkdir()
    began = perf_counter()
    command = [sys.executable, "-m", "bot", "chat"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as talk:
        assert talk.stdin is not None  # noqa: S101
        assert talk.stdout is not None  # noqa: S101
        talk.stdin.write(b"hello\n")
        talk.stdin.flush()
        talk.stdout.readline()
        seconds = perf_counter() - began
        talk.stdin.close()
        talk.stdout.read()
    return seconds


def _sizes(folder: Path) -> Iterator[str]:
    store = open_store(folder)
    known = library()
    before = _resident()
    batch = []
    for arrival in arrivals(PEOPLE, 5):
        batch.append(arrival)
        if len(batch) == 100:
            take_turns(store, known, batch, NOW, KNOWN)
            with store.batch():
                store.delivered([one.id for one in store.waiting(0, 1000)])
            batch = []
    yield f"memory with {PEOPLE} people: {_resident():8.0f} MB resident (before: {before:.0f} MB)"
    store.close()
    yield f"bytes a person on disk: {(folder / 'bench.db').stat().st_size / PEOPLE:13.0f}"


def _resident() -> float:
    """Megabytes of this process in memory."""
    for line in Path("/proc/self/status").read_text("utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return float("nan")
