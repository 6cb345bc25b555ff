"""The bot as a whole, over HTTP: it answers in both modes, stops in good order, says clearly why it cannot go on."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.settings import BotSettings
from bot.telegram.serve import serve
from storage import Store
from tests.bot.telegram.parts import arrival, library, soon
from tests.bot_api.standin import StandIn


@pytest.fixture
def settings(telegram: StandIn, tmp_path: Path) -> BotSettings:
    """Settings for long polling with that Telegram."""
    return BotSettings(
        token=telegram.token,
        api_root=telegram.root,
        database=tmp_path / "tandem.db",
        key_file=tmp_path / "keys" / "key",
        seed=1,
    )


@pytest.fixture
def webhook(settings: BotSettings) -> BotSettings:
    """Settings for a webhook on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return replace(settings, webhook_url=f"http://127.0.0.1:{port}/hook", webhook_secret="s3cret", listen_port=port)


async def _stop(running: asyncio.Task[int]) -> int:
    os.kill(os.getpid(), signal.SIGTERM)
    return await asyncio.wait_for(running, 60)


@pytest.mark.parametrize("mode", ["settings", "webhook"])
async def test_a_person_is_answered_and_a_stop_is_quick(
    telegram: StandIn, store: Store, mode: str, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    chosen: BotSettings = request.getfixturevalue(mode)
    sam = telegram.person("Sam Marker")
    sam.says("/start")

    async def scenario() -> None:
        running = asyncio.create_task(serve(chosen, store, library()))
        await soon(sam.hears)
        sam.says("/help marker")
        await soon(sam.hears, "help")
        await soon(telegram.wait_until_taken)
        begun = time.monotonic()
        assert await _stop(running) == 0
        assert time.monotonic() - begun < 3

    await scenario()
    assert telegram.journal.refusals() == []
    assert telegram.world.profile["commands", "default", ""]
    assert not any(words in caplog.text for words in (telegram.token, "arker", "s3cret"))


async def test_a_stop_does_not_wait_for_a_telegram_that_is_away(
    telegram: StandIn, store: Store, settings: BotSettings
) -> None:
    sam = telegram.person()

    async def scenario() -> None:
        running = asyncio.create_task(serve(settings, store, library()))
        await soon(telegram.wait_for_calls, "getUpdates")
        telegram.faults.add("delay", "sendMessage", times=1_000, seconds=30)
        sending = arrival(telegram, "sendMessage")
        sam.says("/start")
        await soon(sending.wait, 10)
        assert await _stop(running) == 0

    await scenario()
    assert len(store.waiting(0, 10)) == 1


def _fails(settings: BotSettings, store: Store, capsys: pytest.CaptureFixture[str]) -> str:
    """Serve, which is to end with 1 by itself; what it said on stderr."""
    assert asyncio.run(asyncio.wait_for(serve(settings, store, library()), 20)) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert settings.token not in said
    return said


@pytest.mark.parametrize("token", ["nonsense", "7000000001:unknown"])
def test_a_bad_token_is_one_clear_sentence(
    store: Store, settings: BotSettings, token: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "TELEGRAM_BOT_TOKEN" in _fails(replace(settings, token=token), store, capsys)


def test_a_server_that_is_away_at_the_start_is_one_clear_sentence(
    store: Store, settings: BotSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "TELEGRAM_API_ROOT" in _fails(replace(settings, api_root="http://127.0.0.1:1"), store, capsys)


def test_an_address_that_is_taken_is_one_clear_sentence(
    store: Store, webhook: BotSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", webhook.listen_port))
        other.listen()
        assert "TANDEM_LISTEN" in _fails(webhook, store, capsys)


@pytest.mark.parametrize(("strike", "sentence"), [("revoke", "TELEGRAM_BOT_TOKEN"), ("rival", "409")])
async def test_what_ends_it_while_it_runs_is_one_clear_sentence(
    telegram: StandIn,
    store: Store,
    settings: BotSettings,
    strike: str,
    sentence: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def scenario() -> int:
        running = asyncio.create_task(serve(settings, store, library()))
        await soon(telegram.wait_for_calls, "getUpdates")
        if strike == "revoke":
            await soon(telegram.revoke_token)
        else:
            with telegram.world.changed:
                telegram.world.poll += 1
                telegram.world.ring()
        return await asyncio.wait_for(running, 60)

    assert await scenario() == 1
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1


async def test_a_token_revoked_in_webhook_mode_is_noticed_at_the_next_message(
    telegram: StandIn, store: Store, webhook: BotSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    sam = telegram.person()

    async def scenario() -> int:
        running = asyncio.create_task(serve(webhook, store, library()))
        await soon(telegram.wait_for_calls, "setMyShortDescription")
        with telegram.world.changed:
            telegram.world.token = "7000000001:revoked"
        sam.says("/start")
        return await asyncio.wait_for(running, 60)

    assert await scenario() == 1
    assert "TELEGRAM_BOT_TOKEN" in capsys.readouterr().err
