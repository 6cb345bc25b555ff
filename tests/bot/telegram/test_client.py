"""Calls through PTB's Bot over aiohttp: plain JSON back, errors of the right kind, the token nowhere."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from bot.telegram.client import NotSent, SlowDown, TokenRefused, call, complaint, make_bot
from tests.bot_api.standin import StandIn

SECRET = "7000000001:very-secret-token"
WORDS = "private" + " words"
Answer = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
ME = {"id": 1, "is_bot": True, "first_name": "Tandem", "username": "tandem_bot"}


@asynccontextmanager
async def _answering(answer: Answer, hang: float = 30) -> AsyncIterator[Bot]:
    """A bot, and a server that answers getMe as it should and everything else as told."""

    async def serve(request: web.BaseRequest) -> web.StreamResponse:
        if request.path.endswith("/getMe"):
            return web.json_response({"ok": True, "result": ME})
        return await answer(request)

    server = web.Server(serve)
    runner = web.ServerRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot = make_bot(SECRET, f"http://127.0.0.1:{runner.addresses[0][1]}/", hang=hang)
    try:
        await bot.initialize()
        yield bot
    finally:
        await bot.shutdown()
        await runner.cleanup()


def _answers(status: int, body: object) -> Answer:
    async def answer(_: web.BaseRequest) -> web.StreamResponse:
        if isinstance(body, bytes):
            return web.Response(status=status, body=body)
        return web.json_response(body, status=status)

    return answer


def _error(answer: Answer, hang: float = 30) -> TelegramError:
    async def scenario() -> TelegramError:
        async with _answering(answer, hang) as bot:
            with pytest.raises(TelegramError) as caught:
                await call(bot, "sendMessage", {"chat_id": 1, "text": WORDS})
            return caught.value

    return asyncio.run(scenario())


async def test_a_call_gives_plain_json_and_warns_of_nothing(telegram: StandIn) -> None:
    async def scenario() -> None:
        bot = make_bot(telegram.token, telegram.root)
        await bot.initialize()
        sam = telegram.person()
        with telegram.world.changed:
            sam.chat.open = True
        entities = [{"type": "bold", "offset": 0, "length": 1}]
        sent = await call(bot, "sendMessage", {"chat_id": sam.chat.id, "text": "+&=é😀", "entities": entities})
        assert sent["text"] == "+&=é😀"
        assert sent["entities"] == entities
        file = {"chat_id": sam.chat.id, "document": InputFile(b"body" * 500_000, filename="é.txt"), "caption": "c"}
        await call(bot, "sendDocument", file)
        assert bot.username == "tandem_bot"
        await bot.shutdown()
        await bot.shutdown()

    await scenario()
    assert [one.method for one in telegram.journal.calls] == ["getMe", "sendMessage", "sendDocument"]
    assert telegram.journal.refusals() == []


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequest), (401, TokenRefused), (403, Forbidden), (404, EndPointNotFound), (409, Conflict),
        (413, BadRequest), (500, NetworkError), (502, NetworkError),
    ],
)  # fmt: skip
def test_each_answer_has_its_error(status: int, kind: type[TelegramError]) -> None:
    error = _error(_answers(status, {"ok": False, "error_code": status, "description": "Why: not"}))
    assert type(error) is kind


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 503])
def test_what_a_proxy_answers_is_a_network_error_and_marks_nobody_as_gone(status: int) -> None:
    assert type(_error(_answers(status, b"<html>blocked</html>"))) is NetworkError


def test_a_pause_is_read_as_seconds() -> None:
    body = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 7}}
    error = _error(_answers(429, body))
    assert isinstance(error, SlowDown)
    assert error.seconds == 7
    assert isinstance(complaint(429, b"slow"), SlowDown)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", {"ok": True}, b"\xff\xfe"])
def test_a_good_status_without_a_result_is_a_network_error(body: object) -> None:
    assert isinstance(_error(_answers(200, body)), NetworkError)


def test_a_call_that_hangs_is_given_up() -> None:
    async def hang(_: web.BaseRequest) -> web.StreamResponse:
        await asyncio.Event().wait()
        return web.Response()

    assert isinstance(_error(hang, 1.0), TimedOut)


async def test_a_server_that_is_not_there_was_sent_nothing() -> None:
    async def scenario() -> None:
        bot = make_bot(SECRET, "http://127.0.0.1:1")
        with pytest.raises(NotSent):
            await bot.initialize()
        await bot.shutdown()

    await scenario()


async def test_odd_surrogates_in_one_update_do_not_hide_the_others() -> None:
    body = b'{"ok": true, "result": [{"update_id": 1, "message": {"text": "\\ud83d"}}, {"update_id": 2}]}'

    async def scenario() -> Any:
        async with _answering(_answers(200, body)) as bot:
            return await call(bot, "getUpdates")

    assert [one["update_id"] for one in await scenario()] == [1, 2]


def test_errors_and_logs_hold_neither_the_token_nor_the_words(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    errors = [_error(_answers(status, {"ok": False, "description": "x"})) for status in (400, 401, 404, 500)]
    errors += [_error(_answers(200, b"<html>"))]
    shown = caplog.text + "".join("".join(traceback.format_exception(error)) for error in errors)
    assert SECRET not in shown
    assert WORDS not in shown


async def test_a_malformed_token_is_refused_at_the_start(telegram: StandIn) -> None:
    async def scenario() -> None:
        for token, kind in (("nonsense", InvalidToken), ("1:unknown", TokenRefused)):
            bot = make_bot(token, telegram.root)
            with pytest.raises(kind):
                await bot.initialize()
            await bot.shutdown()

    await scenario()
