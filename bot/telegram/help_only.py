"""The bot while its database cannot be opened: it keeps nothing, answers /sos, and says to anything else that it waits.

Updates are acknowledged once they were answered: each person is told that theirs was not kept, and nobody who needs
help waits behind others.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime

from telegram.error import Conflict

from bot.settings import BotSettings
from bot.telegram.client import API_ROOT, TokenRefused, make_bot
from bot.telegram.emergency import Emergency
from bot.telegram.polling import poll
from bot.telegram.serve import REFUSED, TAKEN, Stopped, listening, start, told_to_stop
from bot.telegram.webhook import Webhook
from dialogs.script import Library

log = logging.getLogger("tandem.telegram")


async def serve_help(settings: BotSettings, library: Library, seconds: float) -> bool:
    """Answer for that long, then return False; True when it was told to stop before. Raises Stopped."""
    with told_to_stop() as stop:
        answering = asyncio.create_task(_answer(settings, library, stop))
        told = asyncio.create_task(stop.wait())
        await asyncio.wait({answering, told}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        was_told = stop.is_set()
        stop.set()
        await told
        await answering
        return was_told


async def _answer(settings: BotSettings, library: Library, stop: asyncio.Event) -> None:
    bot = make_bot(settings.token, settings.api_root or API_ROOT)
    try:
        secret = await start(bot, settings)
        emergency = Emergency(bot, library, settings.locale, lambda: datetime.now(UTC))

        async def take(updates: Sequence[object]) -> None:
            await emergency.answer_updates(updates, bot.username, kept=False)

        log.warning("answering /sos and nothing else")
        if settings.webhook_url:
            address = (settings.listen_host, settings.listen_port)
            async with listening(Webhook(settings.webhook_url, secret, address, take), address):
                await stop.wait()
        else:
            await poll(bot, take, stop)
    except TokenRefused:
        raise Stopped(REFUSED) from None
    except Conflict:
        raise Stopped(TAKEN) from None
    finally:
        await bot.shutdown()
