"""Long polling: take what Telegram has, commit it, and only then ask for what comes after it.

Asking for the next offset is the acknowledgement, so a batch that was not committed is delivered again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, TelegramError

from bot.telegram.client import SlowDown, TokenRefused, call
from bot.telegram.post import still_ours
from bot.telegram.wire import ALLOWED
from storage import StorageProblem

log = logging.getLogger("tandem.telegram.polling")
MOST = 100
HOLD = 30
_MARGIN = 10.0
_LONGEST_PAUSE = 60.0

Take = Callable[[Sequence[object]], Awaitable[None]]


async def poll(bot: Bot, take: Take, stop: asyncio.Event, first_pause: float = 0.5, let_go: Take | None = None) -> None:
    """Poll until `stop` is set; a batch under way is finished first. Raises TokenRefused and Conflict.

    A full batch that cannot be taken hides what comes after it, so it is given to `let_go` and acknowledged.
    """
    offset: int | None = None
    pause = first_pause
    while not stop.is_set():
        try:
            updates = await _unless(stop, _get_updates(bot, offset))
            if updates:
                await _take(take, updates, let_go)
                offset = max(_numbers(updates), default=0) + 1
            pause = first_pause
        except SlowDown as error:
            await _unless(stop, asyncio.sleep(error.seconds))
        except Conflict as error:
            await still_ours(bot, error)
            raise
        except TokenRefused:
            raise
        except (EndPointNotFound, InvalidToken) as error:
            await still_ours(bot, error)
            pause = await _wait(stop, pause, "the Bot API server does not know getUpdates")
        except TelegramError as error:
            pause = await _wait(stop, pause, f"getUpdates: {type(error).__name__}")
        except StorageProblem as problem:
            pause = await _wait(stop, pause, str(problem))


async def _take(take: Take, updates: Sequence[object], let_go: Take | None) -> None:
    try:
        await take(updates)
    except StorageProblem:
        if let_go is None or len(updates) < MOST:
            raise
        log.error("%d updates are let go: they cannot be kept, and others wait behind them", len(updates))  # noqa: TRY400
        await let_go(updates)


async def _get_updates(bot: Bot, offset: int | None) -> Any:
    asked = {"offset": offset, "limit": MOST, "timeout": HOLD, "allowed_updates": ALLOWED}
    return await call(bot, "getUpdates", asked, HOLD + _MARGIN)


def _numbers(updates: Sequence[object]) -> list[int]:
    numbers = (one.get("update_id") for one in updates if isinstance(one, dict))
    return [number for number in numbers if isinstance(number, int)]


async def _wait(stop: asyncio.Event, pause: float, why: str) -> float:
    """Pause before the next try; gives the pause after that one, in seconds."""
    log.warning("no new messages for now (%s), next try in %.1f s", why, pause)
    await _unless(stop, asyncio.sleep(pause))
    return min(_LONGEST_PAUSE, pause * 2)


async def _unless(stop: asyncio.Event, work: Any) -> Any:
    """What the work gives, or None when `stop` is set first: it is then cancelled."""
    working, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        working.cancel()
        stopping.cancel()
        await asyncio.gather(working, stopping, return_exceptions=True)
