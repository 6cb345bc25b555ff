"""Charts to PNG bytes, drawn in a process of its own: a picture takes a second, and its library 70 MB.

A chart that cannot be drawn is None: its description is sent instead. What was drawn last is remembered.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections import OrderedDict

import msgspec

from dialogs.progress import Chart

_COMMAND = (sys.executable, "-m", "bot.pictures")
_AT_ONCE = 2
_REMEMBERED = 16
_PATIENCE = 20.0  # seconds


def draw_apart(chart: Chart) -> bytes | None:
    """The picture; waits until it is drawn."""
    try:
        done = subprocess.run(
            _COMMAND, input=msgspec.json.encode(chart), capture_output=True, timeout=_PATIENCE, check=True
        )
    except (subprocess.SubprocessError, OSError):
        return None
    return done.stdout


class Studio:
    """Draws for the event loop, two pictures at once at most."""

    def __init__(self) -> None:
        self._seats = asyncio.Semaphore(_AT_ONCE)
        self._known: OrderedDict[Chart, bytes] = OrderedDict()

    async def draw(self, chart: Chart) -> bytes | None:
        """The picture, from memory where the same chart was drawn just before."""
        async with self._seats:
            if chart not in self._known:
                drawn = await _drawn(chart)
                if drawn is None:
                    return None
                self._known[chart] = drawn
        self._known.move_to_end(chart)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return self._known[chart]


async def _drawn(chart: Chart) -> bytes | None:
    try:
        process = await asyncio.create_subprocess_exec(
            *_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError:
        return None
    try:
        drawn, _ = await asyncio.wait_for(process.communicate(msgspec.json.encode(chart)), _PATIENCE)
    except TimeoutError:
        return None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return drawn if process.returncode == 0 else None
