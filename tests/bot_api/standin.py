"""A stand-in of Telegram for tests: the Bot API on a free port of 127.0.0.1, in a thread of its own.

    with StandIn() as telegram:
        ...                             # run a bot with TELEGRAM_API_ROOT=telegram.root and telegram.token
        sam = telegram.person("Sam")
        sam.says("/start")
        sam.hears("Hello")
        sam.taps("Go on")

Faults: telegram.faults.add("drop_after", "sendMessage"), telegram.faults.weather(seed=1, drop_before=0.1, error=0.1).
Calls: telegram.journal.sent(chat), .of("getMe"), .refusals(), .busiest(). Stricter than Telegram: see spec.py.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.bot_api.bell import Bell
from tests.bot_api.chats import Chat
from tests.bot_api.control import Control
from tests.bot_api.courier import Courier
from tests.bot_api.faults import Faults
from tests.bot_api.journal import Journal
from tests.bot_api.person import Person
from tests.bot_api.server import Server
from tests.bot_api.world import World

TOKEN = f"{7_000_000_001}:" + "stand-in-token".ljust(35, "0")
FIRST_PERSON = 6_000_000_000
FIRST_GROUP = -1_001_000_000_000


class StandIn:
    """One bot's Telegram. `pause` is the first wait before a webhook delivery is tried again, in seconds."""

    def __init__(self, token: str = TOKEN, *, port: int = 0, pause: float = 0.05) -> None:
        self.world = World(token)
        self.root = ""
        self._port = port
        self._pause = pause
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="stand-in", daemon=True)
        self._ready = threading.Event()
        self._stop: asyncio.Future[None] | None = None
        self._failed: BaseException | None = None
        self._runner: web.AppRunner | None = None
        self.courier: Courier

    @property
    def token(self) -> str:
        """The token the bot must use."""
        return self.world.token

    @property
    def journal(self) -> Journal:
        """Every call the bot made."""
        return self.world.journal

    @property
    def faults(self) -> Faults:
        """What goes wrong."""
        return self.world.faults

    def person(self, name: str = "Sam", *, language: str = "en") -> Person:
        """A new person, who has not written to the bot yet."""
        with self.world.changed:
            number = FIRST_PERSON + self.world.number()
            chat = self.world.chats[number] = Chat(number, "private", name, language)
            return Person(self.world, chat)

    def group(self, title: str = "Friends", *, kind: str = "supergroup") -> Chat:
        """A new group, supergroup or channel without the bot."""
        with self.world.changed:
            number = FIRST_GROUP - self.world.number()
            chat = self.world.chats[number] = Chat(number, kind, title)
            return chat

    def revoke_token(self) -> None:
        """The token stops working, for calls under way too."""
        with self.world.changed:
            self.world.token = f"{self.world.bot['id']}:revoked"
            self.world.poll += 1
            self.world.ring()

    def passes(self, seconds: float) -> None:
        """So much time passes for Telegram: taps and messages grow old."""
        with self.world.changed:
            self.world.ahead += seconds

    def wait_for_calls(self, method: str, count: int = 1, seconds: float = 10.0) -> None:
        """Wait until that method was called so often."""
        self.world.wait_for(lambda: len(self.journal.of(method)) >= count, seconds, f"{count} calls of {method}")

    def wait_until_taken(self, seconds: float = 10.0) -> None:
        """Wait until the bot has acknowledged every update."""
        self.world.wait_for(lambda: not self.world.inbox.waiting, seconds, "every update is acknowledged")

    def wait_until_hung_up(self, seconds: float = 10.0) -> None:
        """Wait until every connection is closed: what a dead bot had sent before its end has taken effect."""
        asyncio.run_coroutine_threadsafe(self._hung_up(), self._loop).result(seconds)

    async def _hung_up(self) -> None:
        server = self._runner.server if self._runner else None
        while server and server.connections:  # noqa: ASYNC110 - aiohttp tells nobody when a connection ends
            await asyncio.sleep(0.002)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        if self._failed:
            raise self._failed
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._end)
        self._thread.join()

    def _end(self) -> None:
        if self._stop and not self._stop.done():
            self._stop.set_result(None)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        except OSError as error:
            self._failed = error
        finally:
            self._ready.set()
            self._loop.close()

    async def _serve(self) -> None:
        bell = Bell()
        self.world.listeners.append(bell.ring)
        self._stop = self._loop.create_future()
        self.courier = Courier(self.world, bell, self._pause)
        app = Server(self.world, bell).application()
        Control(self).add_routes(app)
        self._runner = runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self._port, backlog=512)
        await site.start()
        host, port = runner.addresses[0][:2]
        self.root = f"http://{host}:{port}"
        courier = asyncio.create_task(self.courier.run())
        self._ready.set()
        await self._stop
        courier.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await courier
        await runner.cleanup()
