"""How fast the sender empties the outbox into a Bot API server on loopback, in messages a second."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from aiohttp import web

from bench.people import NOW, open_store
from bot.outgoing import encode_outgoing
from bot.telegram.client import make_bot
from bot.telegram.post import Rates
from bot.telegram.sender import Sender
from bot.telegram.worker import Worker
from dialogs.session import Session
from dialogs.turn import Bubble, Say, Settings
from storage import Store

CHATS, EACH = 1000, 4
TOKEN = "1:bench"  # noqa: S105  no server but the one below ever sees it


def measure() -> Iterator[str]:
    """Messages a second to one thousand chats, with no limit set on the whole."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        seconds = asyncio.run(_send(store))
        store.close()
    yield f"messages delivered a second, {CHATS} chats: {CHATS * EACH / seconds:8.0f}"


def _fill(store: Store) -> None:
    with store.batch():
        people = [store.add("telegram", str(1000 + one), Settings(), Session(one), NOW) for one in range(CHATS)]
        body = encode_outgoing(Say(Bubble("Where does it keep happening? One sentence is enough.")))
        for _ in range(EACH):
            for person in people:
                store.queue("telegram", person.id, person.number, body, NOW)


async def _send(store: Store) -> float:
    _fill(store)
    runner = web.AppRunner(answering(lambda _: None))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    bot = make_bot(TOKEN, f"http://127.0.0.1:{port}")
    await bot.initialize()
    sender = Sender(bot, store, Worker(), Rates(overall=100_000.0), lambda: datetime.now(UTC))
    began = perf_counter()
    sender.start()
    while store.waiting(0, 1):  # noqa: ASYNC110  what is measured is the whole
        await asyncio.sleep(0.01)
    seconds = perf_counter() - began
    await sender.close()
    await bot.shutdown()
    await runner.cleanup()
    return seconds


def answering(heard: Callable[[str], None]) -> web.Application:
    """A server that takes everything; `heard` is told the chat of each message."""
    numbers = iter(range(1, 10_000_000))

    async def answer(request: web.Request) -> web.Response:
        body = await request.post()
        if request.path.endswith("getMe"):
            return web.json_response(
                {"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "B", "username": "bench_bot"}}
            )
        if request.path.rstrip("_").endswith("sendMessage"):
            heard(str(body["chat_id"]))
        return web.json_response(
            {"ok": True, "result": {"message_id": next(numbers), "date": 0, "chat": {"id": 1, "type": "private"}}}
        )

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    return app
