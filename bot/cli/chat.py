"""`tandem chat`: talk in this terminal, or through a pipe."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import click

from bot import logs
from bot.cli import opening
from bot.cli.instant import instant
from bot.conversation import Newcomer
from bot.settings import BotSettings
from bot.terminal.chat import Talk, talk
from dialogs.turn import Settings


@click.command()
@click.option("--person", default="me", show_default=True, metavar="ID", help="who is talking")
@click.option("--now", callback=instant, metavar="ISO-TIME", help="let it always be this moment")
@click.option("--seed", type=int, metavar="N", help="make the bot's choice of words repeatable for someone new")
def chat(person: str, now: datetime | None, seed: int | None) -> None:
    """Talk to Tandem in this terminal; no token is needed. On a pipe it reads one line a turn and ends with the input.

    Type a choice's number or its words; several numbers for a list ("1, 3"); the letters in brackets for the small
    buttons; /menu, /help, /stop and the other commands at any time.

    \b
    Examples:
      tandem chat
      printf '/start\\n1\\n' | tandem chat --person sam --now 2026-03-02T18:00:00+00:00 --seed 7
    """  # noqa: D301  \b is click's mark for lines that stay as they are
    settings = opening.settings()
    logs.set_up(settings.log or "error", settings.token, settings.webhook_secret)
    library = opening.library(settings.locale)
    with opening.store(settings, create=True) as store:
        talk(Talk(store, library, person, _newcomer(settings, seed), now))


def _newcomer(settings: BotSettings, seed: int | None) -> Newcomer:
    settings = settings if seed is None else replace(settings, seed=seed)
    return Newcomer(Settings(locale=settings.locale, timezone=settings.timezone), settings.seed)
