"""Once a day: leave no trace of what was erased in the file's free pages, where that was too much to do at once."""

from __future__ import annotations

import asyncio
import logging

from bot.telegram.worker import Worker
from storage import StorageProblem, Store

log = logging.getLogger("tandem.telegram")
DAY = 86_400.0  # seconds


async def tidy_daily(store: Store, worker: Worker, pause: float = DAY) -> None:
    """Tidy now and every `pause` seconds, until cancelled. A full disk is logged and tried again the next day."""
    while True:
        try:
            await worker.run(tidy, store)
        except StorageProblem as problem:
            log.warning("erased pages could not be cleared yet: %s", problem)
        await asyncio.sleep(pause)


def tidy(store: Store) -> None:
    """Clear the free pages, if anything was erased since they were last cleared."""
    if store.scrub_owed():
        store.scrub(thorough=True)
