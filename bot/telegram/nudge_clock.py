"""The nudge clock: one task that sleeps until the next nudge is due, and claims what is due as fast as it can be sent.

At most some seconds' worth of nudges are in the outbox at once; the rest waits in the table, where it costs nothing and
every claim looks at the person as they are then. Nobody's nudge is kept in memory. Logs hold counts.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.nudging import FARTHEST, Claimed, claim_due
from bot.telegram.worker import Worker
from dialogs.script import Library
from storage import StorageProblem, Store

log = logging.getLogger("tandem.nudging")
LONGEST_SLEEP = 30.0  # seconds; a nudge that a turn brought forward is due in a quarter of an hour at the soonest
AHEAD = 5.0  # seconds of sending that may wait in the outbox
MOST = 5  # claimed at once: a turn never waits longer than for these few
JUMP = timedelta(minutes=1)


class NudgeClock:
    """Claims nudges when they are due. `rate` is messages a second; `wake` is called when some wait to be sent."""

    def __init__(
        self,
        store: Store,
        library: Library,
        worker: Worker,
        rate: float,
        now: Callable[[], datetime],
        wake: Callable[[], None],
    ) -> None:
        self._store, self._library, self._worker = store, library, worker
        self._rate, self._now, self._wake = rate, now, wake
        self._before: datetime | None = None

    async def run(self) -> None:
        """Go on until cancelled. A database that can't be used for a while is waited for."""
        while True:
            try:
                pause = await self._tick()
            except StorageProblem as problem:
                log.error("nudges have to wait: %s", problem)  # noqa: TRY400
                pause = LONGEST_SLEEP
            await asyncio.sleep(pause)

    async def _tick(self) -> float:
        """Claim what may be claimed now; seconds until the next look."""
        now = self._now()
        if self._before is None or now < self._before - JUMP:
            await self._worker.run(look_again, self._store, now)
        self._before = now
        room = int(self._rate * AHEAD) + 1 - await self._worker.run(self._store.nudges_waiting)
        claimed = (
            await self._worker.run(claim_due, self._store, self._library, now, min(room, MOST)) if room > 0 else None
        )
        if claimed is not None:
            self._tell(claimed)
        if claimed is None or claimed.looked_at:
            return max(0.01, len(claimed.waiting) / self._rate / 2) if claimed else MOST / self._rate / 2
        following = await self._worker.run(self._store.next_nudge)
        left = (following - now).total_seconds() if following else LONGEST_SLEEP
        return min(max(left, 0.05), LONGEST_SLEEP)

    def _tell(self, claimed: Claimed) -> None:
        if claimed.waiting:
            self._wake()
        if claimed.late:
            log.warning("nudges too late for their hours, not sent: %d", claimed.late)
        if claimed.looked_at:
            log.info("nudges: %d to be sent, %d put off", len(claimed.waiting), claimed.put_off)


def look_again(store: Store, now: datetime) -> None:
    """At the start and when the clock was put back: what lies too far ahead is looked at now, not when it says."""
    with store.batch():
        store.bring_nudges_forward(now + FARTHEST, now)
