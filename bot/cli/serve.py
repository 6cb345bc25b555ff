"""`tandem serve`: the Telegram bot."""

from __future__ import annotations

import asyncio
import gc
import resource
import sys

import click

from bot import logs
from bot.cli import opening
from bot.cli.heartbeat import beating
from bot.cli.problem import Problem
from bot.settings import BotSettings, SettingsProblem
from bot.telegram.help_only import serve_help
from bot.telegram.serve import Stopped
from bot.telegram.serve import serve as serve_telegram
from dialogs.script import Library
from storage import Store, Unusable

TRY_AGAIN = 60.0  # seconds


@click.command()
def serve() -> int:
    """Run the Telegram bot, by long polling, or by a webhook when TANDEM_WEBHOOK_URL is set. SIGTERM stops it.

    \b
    Example:
      TELEGRAM_BOT_TOKEN=123456:ABC... tandem serve
    """  # noqa: D301  \b is click's mark for lines that stay as they are
    no_core_dumps()
    settings = opening.settings()
    if not settings.token:
        raise SettingsProblem(
            "TELEGRAM_BOT_TOKEN is not set: get a token from @BotFather in Telegram, "
            "and put it into the environment or a .env file."
        )
    logs.set_up(settings.log or "info", settings.token, settings.webhook_secret)
    library = opening.library(settings.locale)
    gc.freeze()  # scripts and models stay for good: the collector need not go through them again and again
    while True:
        try:
            with opening.store(settings, create=True) as store:
                return asyncio.run(_serve(settings, store, library))
        except Unusable as problem:
            sys.stderr.write(f"{problem} Until it can be opened, only /sos is answered.\n")
        if asyncio.run(_serve_help(settings, library)):
            return 0


async def _serve_help(settings: BotSettings, library: Library) -> bool:
    """No sign of life is given meanwhile: whoever watches over it is to see that it is not well."""
    try:
        return await serve_help(settings, library, TRY_AGAIN)
    except Stopped as problem:
        raise Problem(str(problem)) from None


def no_core_dumps() -> None:
    """Whatever ends the process, its memory, which holds words and keys, is not written to a file."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


async def _serve(settings: BotSettings, store: Store, library: Library) -> int:
    async with beating(settings.database):
        return await serve_telegram(settings, store, library)
