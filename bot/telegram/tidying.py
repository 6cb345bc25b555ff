"""Once a day: let go of what has been kept long enough, and leave no trace of it in the file's free pages."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.retention import let_go
from bot.telegram.worker import Worker
from dialogs.script import Library
from storage import StorageProblem, Store

log = logging.getLogger("tandem.telegram")
DAY = 86_400.0  # seconds


class Tidying:
    """Whoever has not written for `keep` is warned and then erased; `wake` is called when a warning waits."""

    def __init__(
        self,
        store: Store,
        library: Library,
        worker: Worker,
        keep: timedelta,
        now: Callable[[], datetime],
        wake: Callable[[], None],
    ) -> None:
        self._store, self._library, self._worker = store, library, worker
        self._keep, self._now, self._wake = keep, now, wake

    async def daily(self, pause: float = DAY) -> None:
        """Tidy now and every `pause` seconds, until cancelled. A full disk is logged and tried again the next day."""
        while True:
            try:
                await self.once()
            except StorageProblem as problem:
                log.warning("not everything could be tidied up yet: %s", problem)
            await asyncio.sleep(pause)

    async def once(self) -> None:
        """Let go of all that is due, a small batch at a time so that people are answered in between; then clear up."""
        while True:
            passed = await self._worker.run(let_go, self._store, self._library, self._now(), self._keep)
            if passed.warned:
                self._wake()
            if not passed.looked:
                break
        await self._worker.run(clear, self._store)


def clear(store: Store) -> None:
    """Clear the free pages, if anything was erased since they were last cleared."""
    if store.scrub_owed():
        store.scrub(thorough=True)
