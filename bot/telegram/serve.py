"""The Telegram bot as a whole: start, run until told to stop or until nothing more can be done, stop in good order."""

from __future__ import annotations

import asyncio
import logging
import secrets
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, TelegramError

from bot.conversation import Newcomer
from bot.settings import BotSettings
from bot.telegram.clearing import clear_chats
from bot.telegram.client import API_ROOT, SlowDown, TokenRefused, call, make_bot
from bot.telegram.greet import greet
from bot.telegram.intake import Intake
from bot.telegram.limits import chat_rate
from bot.telegram.nudge_clock import NudgeClock
from bot.telegram.polling import poll
from bot.telegram.post import Rates
from bot.telegram.refusals import fault
from bot.telegram.sender import Sender
from bot.telegram.tidying import Tidying
from bot.telegram.webhook import Webhook
from bot.telegram.wire import ALLOWED
from bot.telegram.worker import Worker
from dialogs.script import Library
from dialogs.turn import Settings
from storage import StorageProblem, Store

log = logging.getLogger("tandem.telegram")
T = TypeVar("T")
TRIES = 3
_GRACE = 3.0
_LONGEST_PATIENCE = 10.0
_WEBHOOK_CONNECTIONS = 100
REFUSED = "Telegram does not accept the bot's token. Ask @BotFather for it and put it into TELEGRAM_BOT_TOKEN."
TAKEN = (
    "Another program is receiving this bot's messages (Telegram answered 409). "
    "Stop the other one, or use a token of its own for this one."
)


class Stopped(Exception):  # noqa: N818  not an error where it was asked for
    """The bot cannot go on; its text is one clear sentence."""


async def serve(settings: BotSettings, store: Store, library: Library) -> int:
    """Run until SIGTERM or SIGINT (0), or until it cannot go on: one sentence on stderr (1). Leaves the store open."""
    with told_to_stop() as stop:
        try:
            await _serve(settings, store, library, stop)
        except Stopped as problem:
            sys.stderr.write(f"{problem}\n")
            return 1
    return 0


@contextmanager
def told_to_stop() -> Iterator[asyncio.Event]:
    """An event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


async def _serve(settings: BotSettings, store: Store, library: Library, stop: asyncio.Event) -> None:
    bot = make_bot(settings.token, settings.api_root or API_ROOT)
    try:
        starting = asyncio.create_task(start(bot, settings))
        if await _first(stop, starting):
            await _run(bot, settings, store, library, starting.result(), stop)
    finally:
        await bot.shutdown()


async def start(bot: Bot, settings: BotSettings) -> str:
    """Make sure of the token, and say how updates are to come; the webhook's secret. Raises Stopped."""
    where = urlsplit(settings.api_root or API_ROOT).hostname
    await _insist(bot.initialize, where)
    if not settings.webhook_url:
        await _insist(lambda: call(bot, "deleteWebhook"), where)
        return ""
    secret = settings.webhook_secret or secrets.token_urlsafe(32)
    wanted: dict[str, Any] = {
        "url": settings.webhook_url,
        "secret_token": secret,
        "allowed_updates": ALLOWED,
        "max_connections": _WEBHOOK_CONNECTIONS,
    }
    await _insist(lambda: call(bot, "setWebhook", wanted), where)
    return secret


async def _insist(attempt: Callable[[], Awaitable[T]], where: str | None) -> T:
    """The result, after a few tries at most. Raises Stopped."""
    pause = 0.5
    for trial in range(1, TRIES + 1):
        try:
            return await attempt()
        except (TokenRefused, InvalidToken, EndPointNotFound):
            raise Stopped(REFUSED) from None
        except SlowDown as error:
            pause = min(error.seconds, _LONGEST_PATIENCE)
        except TelegramError as error:
            log.warning("%s, try %d of %d", type(error).__name__, trial, TRIES)
        if trial < TRIES:
            await asyncio.sleep(pause)
            pause *= 2
    raise Stopped(
        f"The Bot API server at {where} could not be reached or gave no useful answer in {TRIES} tries. "
        "Check the network and TELEGRAM_API_ROOT."
    )


async def _run(
    bot: Bot, settings: BotSettings, store: Store, library: Library, secret: str, stop: asyncio.Event
) -> None:
    worker = Worker()
    sender = Sender(bot, store, worker, Rates(settings.send_rate, chat_rate(settings.send_rate)), _now)
    newcomer = Newcomer(Settings(locale=settings.locale, timezone=settings.timezone), settings.seed)
    intake = Intake(bot, store, library, worker, newcomer, _now, sender.wake)
    tidying = Tidying(store, library, worker, timedelta(days=settings.keep_days), _now, sender.wake)
    clock = NudgeClock(store, library, worker, settings.send_rate, _now, sender.wake)
    clearing = clear_chats(store, worker, _now, sender.wake)
    asides = [asyncio.create_task(work) for work in (greet(bot, library), tidying.daily(), clock.run(), clearing)]
    sender.start()
    try:
        if settings.webhook_url:
            address = (settings.listen_host, settings.listen_port)
            await _listen(Webhook(settings.webhook_url, secret, address, intake.take), address, sender, stop)
        else:
            await _poll(bot, intake, sender, stop)
    except TokenRefused:
        raise Stopped(REFUSED) from None
    except Conflict:
        raise Stopped(TAKEN) from None
    except StorageProblem as problem:
        raise Stopped(str(problem)) from None
    except Stopped:
        raise
    except Exception as error:  # noqa: BLE001  told without its words, which may be a person's
        raise Stopped(f"The bot stopped because of a fault of its own: {fault(error)}. Start it again.") from None
    finally:
        for aside in asides:
            aside.cancel()
        await asyncio.gather(*asides, return_exceptions=True)
        await _close(intake, sender, worker)


async def _poll(bot: Bot, intake: Intake, sender: Sender, stop: asyncio.Event) -> None:
    log.info("receiving messages by long polling")
    polling = asyncio.create_task(poll(bot, intake.take, stop, let_go=intake.let_go))
    try:
        await asyncio.wait({polling, sender.failed}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stop.set()
        await asyncio.wait({polling})
    if sender.failed.done():
        polling.exception()
        sender.failed.result()
    polling.result()


async def _listen(webhook: Webhook, address: tuple[str, int], sender: Sender, stop: asyncio.Event) -> None:
    async with listening(webhook, address):
        await _first(stop, sender.failed)


@asynccontextmanager
async def listening(webhook: Webhook, address: tuple[str, int]) -> AsyncIterator[None]:
    """The webhook is open. Raises Stopped when the address cannot be had."""
    try:
        await webhook.open()
    except OSError:
        raise Stopped(f"Cannot listen on {address[0]}:{address[1]}. Choose another address in TANDEM_LISTEN.") from None
    log.info("receiving messages by webhook on %s:%d", address[0], webhook.port)
    if webhook.guessable:
        log.warning("the path in TANDEM_WEBHOOK_URL can be guessed: add 32 random letters to it")
    try:
        yield
    finally:
        await webhook.close()


async def _close(intake: Intake, sender: Sender, worker: Worker) -> None:
    """Let replies that are ready go out, and the store come to rest."""
    try:
        await sender.close(_GRACE)
    except StorageProblem as problem:
        log.error("some messages may be sent again after the next start: %s", problem)  # noqa: TRY400
    await intake.close()
    worker.close()


async def _first(stop: asyncio.Event, work: asyncio.Future[Any]) -> bool:
    """Whether the work was done before `stop` was set; its error is raised. Otherwise it is cancelled."""
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({work, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
    if work.done():
        work.result()
        return True
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    return False


def _now() -> datetime:
    return datetime.now(UTC)
