"""Commands and descriptions, in each language, set only where they differ."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.telegram.client import make_bot
from bot.telegram.greet import greet
from dialogs.script import Library, Phrases
from dialogs.words import Words
from tests.bot_api.standin import StandIn


def _phrases(locale: str, hello: str) -> Phrases:
    lines = {"bot_description": Words((f"{hello} &amp; <b>welcome</b>",)), "bot_short_description": Words((hello,))}
    return Phrases(locale=locale, lines=lines, commands={"menu": f"{hello}, menu"}, strategies={})


def _greet(telegram: StandIn, hello: str = "Hello") -> list[str]:
    """Greet as at a start; the methods that were called for it."""
    library = Library({}, {"en": _phrases("en", hello), "de": _phrases("de", "Hallo")})
    before = len(telegram.journal.calls)

    async def scenario() -> None:
        bot = make_bot(telegram.token, telegram.root)
        await bot.initialize()
        await greet(bot, library)
        await bot.shutdown()

    asyncio.run(scenario())
    return [call.method for call in telegram.journal.calls[before + 1 :] if call.method.startswith("set")]


def test_every_language_has_its_own_and_the_default_is_for_everyone_else(telegram: StandIn) -> None:
    _greet(telegram)
    profile = telegram.world.profile
    assert profile["commands", "default", ""] == [{"command": "menu", "description": "Hello, menu"}]
    assert profile["description", "default", ""] == "Hello & welcome"
    assert profile["short_description", "default", "de"] == "Hallo"


def test_a_second_start_sets_nothing_and_a_change_only_what_changed(telegram: StandIn) -> None:
    assert len(_greet(telegram)) == 6
    assert _greet(telegram) == []
    assert _greet(telegram, "Hi") == ["setMyCommands", "setMyDescription", "setMyShortDescription"]


def test_what_fails_is_left_for_the_next_start(telegram: StandIn, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    telegram.faults.add("error", "setMyCommands")
    telegram.faults.add("drop_before", "getMyDescription")
    _greet(telegram)
    assert "setMyCommands failed" in caplog.text
    assert _greet(telegram) == ["setMyCommands"]
