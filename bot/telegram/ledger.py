"""What has become of the letters, written to the store: many chats share one commit.

A letter's row is gone from the outbox before its chat's next message leaves, so a crash repeats one message a chat at
most.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.outgoing import Reminder
from bot.telegram.letters import Letter
from bot.telegram.refusals import fault
from bot.telegram.worker import Worker
from storage import StorageProblem, Store

log = logging.getLogger("tandem.telegram.ledger")
_PAUSE = 1.0


class Ledger:
    """Takes letters that are done with; `settle` returns once that is on disk."""

    def __init__(self, store: Store, worker: Worker, now: Callable[[], datetime], pause: float = _PAUSE) -> None:
        self._store = store
        self._worker = worker
        self._now = now
        self._pause = pause
        self._waiting: list[tuple[Letter, asyncio.Future[None]]] = []
        self._some = asyncio.Event()
        self._writing: asyncio.Task[None] | None = None

    def note(self, letter: Letter) -> asyncio.Future[None]:
        """Write this letter with the next commit; the future is done when it is on disk."""
        letter.settled = True
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((letter, written))
        self._some.set()
        return written

    async def run(self) -> None:
        """Commit what has come together, again and again, until cancelled. A full disk is waited out."""
        while True:
            await self._some.wait()
            self._some.clear()
            self._writing = asyncio.create_task(self._commit())
            await asyncio.shield(self._writing)

    async def close(self) -> None:
        """Commit what is left. Call it after `run` is cancelled. Raises StorageProblem."""
        if self._writing is not None and not self._writing.done():
            await self._writing
        if self._waiting:
            await self._worker.run(write, self._store, [letter for letter, _ in self._waiting], self._now())
            self._waiting.clear()

    async def _commit(self) -> None:
        batch, self._waiting = self._waiting, []
        try:
            await self._worker.run(write, self._store, [letter for letter, _ in batch], self._now())
        except StorageProblem as problem:
            log.error("sent messages could not be noted, trying again: %s", problem)  # noqa: TRY400
            self._waiting = batch + self._waiting
            await asyncio.sleep(self._pause)
            self._some.set()
            return
        for _, written in batch:
            if not written.done():
                written.set_result(None)


def write(store: Store, letters: Sequence[Letter], now: datetime) -> None:
    """Note what was sent, hidden and refused, claim nudges, and take the rows out of the outbox: one transaction."""
    with store.batch():
        for letter in letters:
            if letter.row.nudge and not letter.done:
                letter.void = not _claim(store, letter, now)
            _note(store, letter, now)
        store.delivered([letter.row.id for letter in letters])


def _claim(store: Store, letter: Letter, now: datetime) -> bool:
    """Take a nudge before it is sent. False when it may not be sent any more."""
    in_time = not isinstance(letter.what, Reminder) or now < letter.what.ends
    return store.claim_nudge(letter.row.id) and in_time


def _note(store: Store, letter: Letter, now: datetime) -> None:
    number = letter.row.number
    if number is None or not (letter.sent or letter.hidden or letter.gone):
        return
    try:
        with store.attempt():
            for message_id, token in letter.sent:
                store.sent(number, message_id, token, now)
            if letter.hidden:
                store.forget_sent(number, letter.hidden)
            if letter.gone:
                store.set_gone(number, gone=True)
    except StorageProblem:
        raise
    except Exception as error:  # noqa: BLE001  the others are to be noted all the same
        log.warning("row %d of person %d: not noted (%s)", letter.row.id, number, fault(error))
