"""Tells coroutines that the world has changed, from any thread."""

from __future__ import annotations

import asyncio


class Bell:
    """Made on the loop whose coroutines wait for it."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._waiting: set[asyncio.Future[None]] = set()
        self._ringing = False

    def ring(self) -> None:
        """Wake everyone who waits. Safe to call from any thread; many calls at once wake them once."""
        if not self._ringing and not self._loop.is_closed():
            self._ringing = True
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self._ringing = False
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def next(self) -> asyncio.Future[None]:
        """A future that is done at the next ring. Take it before looking, so that no ring is missed."""
        future: asyncio.Future[None] = self._loop.create_future()
        self._waiting.add(future)
        return future
