"""Chats that clear themselves: what is older than its person wants it is taken away, at due times in the database.

The deleting itself goes through the outbox, so that it survives a crash and keeps Telegram's limits.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.outgoing import Clear, encode_outgoing
from bot.telegram.worker import Worker
from storage import StorageProblem, Store

log = logging.getLogger("tandem.telegram")
PAUSE = 60.0  # seconds
MOST = 500
_HUNDRED = 100


async def clear_chats(
    store: Store, worker: Worker, now: Callable[[], datetime], wake: Callable[[], None], pause: float = PAUSE
) -> None:
    """Clear what is due now and every `pause` seconds, until cancelled. What can't be done is tried again then."""
    while True:
        try:
            while await worker.run(clear_due, store, now()):
                wake()
        except StorageProblem as problem:
            log.warning("chats could not be cleared yet: %s", problem)
        await asyncio.sleep(pause)


def clear_due(store: Store, now: datetime) -> bool:
    """Queue the clearing of at most 500 messages; whether there were any."""
    with store.batch():
        due = store.take_due(now, MOST)
        for number, ids in due.items():
            _queue(store, number, ids, now)
    return bool(due)


def _queue(store: Store, number: int, ids: Sequence[int], now: datetime) -> None:
    """Queue it for one person; a row of theirs that cannot be read is no reason to leave the others' chats."""
    try:
        with store.attempt():
            channel, person = store.address(number)
            for at in range(0, len(ids), _HUNDRED):
                clear = Clear(tuple(ids[at : at + _HUNDRED]))
                store.queue(channel, person, number, encode_outgoing(clear), now)
    except StorageProblem:
        log.error("the chat of person %d cannot be cleared", number)  # noqa: TRY400  it is told without its trace
