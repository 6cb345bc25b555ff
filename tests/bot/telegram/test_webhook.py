"""The webhook over real HTTP: 200 only after the commit, shared commits, and bare refusals."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from io import BytesIO
from typing import Any

import pytest
from aiohttp import ClientSession, TCPConnector

from bot.telegram.webhook import FULL, SECRET_HEADER, Webhook
from storage import StorageProblem

SECRET = "s3cret-word"


class Taker:
    """Takes batches when let; breaks while `problem` is set."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.free = asyncio.Event()
        self.begun = asyncio.Event()
        self.problem: Exception | None = None

    async def take(self, updates: Sequence[object]) -> None:
        """As an intake does."""
        self.begun.set()
        await self.free.wait()
        if self.problem:
            raise self.problem
        self.batches.append([one["update_id"] for one in updates if isinstance(one, dict)])


class Sending:
    """Posts to the webhook as Telegram does."""

    def __init__(self, http: ClientSession, port: int) -> None:
        self.http, self.root = http, f"http://127.0.0.1:{port}"

    async def post(self, body: Any, secret: str | None = SECRET, path: str = "/in/hook") -> tuple[int, str]:
        """The status and the body of the answer. A dict is sent as JSON, bytes as they are."""
        headers = {} if secret is None else {SECRET_HEADER: secret}
        what: dict[str, Any] = {"data": BytesIO(body)} if isinstance(body, bytes) else {"json": body}
        async with self.http.post(self.root + path, headers=headers, **what) as answer:
            return answer.status, await answer.text()


def _run(scenario: Callable[[Webhook, Taker, Sending], Awaitable[None]]) -> None:
    async def whole() -> None:
        taker = Taker()
        webhook = Webhook("https://example.org/in/hook", SECRET, ("127.0.0.1", 0), taker.take)
        await webhook.open()
        try:
            async with ClientSession(connector=TCPConnector(limit=0)) as http:
                await scenario(webhook, taker, Sending(http, webhook.port))
        finally:
            taker.free.set()
            await webhook.close()

    asyncio.run(asyncio.wait_for(whole(), 20))


def test_an_update_is_answered_after_its_commit_and_not_before() -> None:
    async def scenario(_: Webhook, taker: Taker, telegram: Sending) -> None:
        sending = asyncio.create_task(telegram.post({"update_id": 1}))
        await taker.begun.wait()
        assert not sending.done()
        taker.free.set()
        assert await sending == (200, "")
        assert taker.batches == [[1]]

    _run(scenario)


def test_updates_that_arrive_together_share_a_commit_of_a_hundred_at_most() -> None:
    async def scenario(webhook: Webhook, taker: Taker, telegram: Sending) -> None:
        sending = [asyncio.create_task(telegram.post({"update_id": 0}))]
        await taker.begun.wait()
        sending += [asyncio.create_task(telegram.post({"update_id": number})) for number in range(1, 91)]
        while webhook.waiting < 90:  # noqa: ASYNC110  the web server has no event for it
            await asyncio.sleep(0)
        taker.free.set()
        assert {status for status, _ in await asyncio.gather(*sending)} == {200}
        assert [len(batch) for batch in taker.batches] == [1, 90]

    _run(scenario)


@pytest.mark.parametrize("problem", [StorageProblem("The disk is full."), RuntimeError("marker")])
def test_what_could_not_be_stored_is_not_acknowledged(problem: Exception, caplog: pytest.LogCaptureFixture) -> None:
    async def scenario(_: Webhook, taker: Taker, telegram: Sending) -> None:
        taker.free.set()
        taker.problem = problem
        assert await telegram.post({"update_id": 1}) == (503, "")
        taker.problem = None
        assert await telegram.post({"update_id": 1}) == (200, "")

    _run(scenario)
    assert "have to come again" in caplog.text
    assert "marker" not in caplog.text


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "é"])
def test_without_the_secret_nothing_is_taken(secret: str | None) -> None:
    async def scenario(_: Webhook, taker: Taker, telegram: Sending) -> None:
        taker.free.set()
        assert await telegram.post({"update_id": 1}, secret) == (403, "")
        assert taker.batches == []

    _run(scenario)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400), (b"{", 400), (b"\xff", 400), (b"[]", 400), (b"{}", 400), (b'{"update_id": "1"}', 400),
        (b"[" * 100_000, 400), (b" " * 1_100_000, 413),
    ],
)  # fmt: skip
def test_what_is_no_update_is_refused_without_a_word(body: bytes, status: int) -> None:
    async def scenario(_: Webhook, taker: Taker, telegram: Sending) -> None:
        taker.free.set()
        assert await telegram.post(body) == (status, "")
        assert taker.batches == []

    _run(scenario)


def test_other_paths_and_verbs_lead_nowhere_and_health_is_told() -> None:
    async def scenario(_: Webhook, __: Taker, telegram: Sending) -> None:
        assert await telegram.post({"update_id": 1}, path="/elsewhere") == (404, "")
        async with telegram.http.get(f"{telegram.root}/in/hook") as answer:
            assert answer.status == 405
        async with telegram.http.get(f"{telegram.root}/healthz") as answer:
            assert (answer.status, await answer.text()) == (200, "ok")

    _run(scenario)


def test_closing_finishes_what_has_come_and_refuses_the_rest() -> None:
    async def scenario(webhook: Webhook, taker: Taker, telegram: Sending) -> None:
        sending = asyncio.create_task(telegram.post({"update_id": 1}))
        await taker.begun.wait()
        closing = asyncio.create_task(webhook.close())
        await asyncio.sleep(0)
        assert await telegram.post({"update_id": 2}) == (503, "")
        taker.free.set()
        assert await sending == (200, "")
        await closing
        assert taker.batches == [[1]]

    _run(scenario)


def test_nothing_of_a_request_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def scenario(webhook: Webhook, taker: Taker, telegram: Sending) -> None:
        taker.free.set()
        await telegram.post({"update_id": 1, "message": {"text": "marker"}})
        await telegram.post(b'{"marker": ', SECRET)
        reader, writer = await asyncio.open_connection("127.0.0.1", webhook.port)
        writer.write(b"marker marker marker\r\n\r\n")
        await writer.drain()
        await reader.read()
        writer.close()

    _run(scenario)
    assert "marker" not in caplog.text
    assert SECRET not in caplog.text


@pytest.mark.parametrize(("path", "guessable"), [("", True), ("/hook", True), ("/" + "x7" * 16, False)])
def test_x9_a_path_that_can_be_guessed_is_known_as_one(path: str, guessable: bool) -> None:
    assert Webhook(f"https://example.org{path}", SECRET, ("127.0.0.1", 0), Taker().take).guessable == guessable


def message(number: int, chat: int) -> dict[str, Any]:
    """An update with a message in that person's chat."""
    who = {"id": chat, "type": "private"}
    return {"update_id": number, "message": {"message_id": number, "chat": who, "from": {"id": chat}, "text": "hello"}}


def test_x7_nobodys_flood_fills_a_batch_and_everyones_order_holds() -> None:
    async def scenario(webhook: Webhook, taker: Taker, telegram: Sending) -> None:
        sending = [asyncio.create_task(telegram.post({"update_id": 0}))]
        await taker.begun.wait()
        for number in range(1, 251):
            sending.append(asyncio.create_task(telegram.post(message(number, 8 if number > 245 else 7))))
            while webhook.waiting < number:  # noqa: ASYNC110  the web server has no event for it
                await asyncio.sleep(0)
        taker.free.set()
        assert {status for status, _ in await asyncio.gather(*sending)} == {200}
        assert taker.batches == [[0], [*range(1, 96), *range(246, 251)], [*range(96, 196)], [*range(196, 246)]]

    _run(scenario)


def test_x7_what_waits_is_bounded_and_comes_again() -> None:
    async def scenario(webhook: Webhook, taker: Taker, telegram: Sending) -> None:
        sending = [asyncio.create_task(telegram.post({"update_id": 0}))]
        await taker.begun.wait()
        sending += [asyncio.create_task(telegram.post(message(number, 7))) for number in range(1, FULL + 1)]
        while webhook.waiting < FULL:  # noqa: ASYNC110  the web server has no event for it
            await asyncio.sleep(0)
        assert await telegram.post(message(FULL + 1, 8)) == (503, "")
        taker.free.set()
        assert {status for status, _ in await asyncio.gather(*sending)} == {200}

    _run(scenario)
