"""Answering /sos and nothing else: for as long as it is told to, and until it is told to stop."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest

from bot.settings import BotSettings
from bot.telegram.help_only import serve_help
from bot.telegram.serve import Stopped
from tests.bot.telegram.parts import library, soon, texts
from tests.bot_api.standin import StandIn


def settings(telegram: StandIn) -> BotSettings:
    """For long polling with that Telegram; there is no database."""
    return BotSettings(token=telegram.token, api_root=telegram.root, database=Path("/nowhere/t.db"))


async def test_it_ends_by_itself_so_that_the_database_is_tried_again(telegram: StandIn) -> None:
    assert await serve_help(settings(telegram), library(), 0.2) is False


async def test_it_answers_until_it_is_told_to_stop(telegram: StandIn) -> None:
    sam = telegram.person()
    sam.says("/sos")
    for text in ("hello", "are you there", "please"):
        sam.says(text)

    async def scenario() -> bool:
        running = asyncio.create_task(serve_help(settings(telegram), library(), 60))
        await soon(telegram.wait_until_taken)
        os.kill(os.getpid(), signal.SIGTERM)
        return await asyncio.wait_for(running, 5)

    assert await scenario() is True
    assert sorted(texts(sam)) == ["Repairing, lost", "Words of sos. Call locally."]
    assert telegram.journal.refusals() == []


async def test_a_token_that_is_refused_is_one_clear_sentence(telegram: StandIn) -> None:
    revoked = settings(telegram)
    telegram.revoke_token()
    with pytest.raises(Stopped, match="TELEGRAM_BOT_TOKEN"):
        await serve_help(revoked, library(), 10)
