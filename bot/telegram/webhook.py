"""The webhook: Telegram posts updates here, and gets its 200 only after the commit.

Updates that arrive together share a commit. Anything unexpected is refused without a word about why; Telegram then
sends the update again. TLS is the business of a proxy in front.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlsplit

import msgspec
from aiohttp import web

from bot.conversation import Arrival
from bot.telegram.client import silence_libraries
from bot.telegram.refusals import fault
from bot.telegram.wire import read_update, update_id
from storage import StorageProblem

log = logging.getLogger("tandem.telegram.webhook")
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the name of the header
HEALTH = "/healthz"
LARGEST = 1_000_000
MOST = 100
SHORT = 16
FULL = 400  # Telegram posts 100 at once at most
_AFTER_CLOSE = 1.0

Take = Callable[[Sequence[object]], Awaitable[None]]
Posted = tuple[object, "asyncio.Future[bool]"]


class Webhook:
    """A small web server. `address` is (host, port); a port of 0 takes a free one, `port` says which."""

    def __init__(self, url: str, secret: str, address: tuple[str, int], take: Take) -> None:
        silence_libraries()
        self._secret = secret.encode()
        self._address = address
        self._take = take
        self._waiting: list[Posted] = []
        self._some = asyncio.Event()
        self._closed = False
        self._taking: asyncio.Task[None] | None = None
        app = web.Application(client_max_size=LARGEST, middlewares=[_discreet])
        self._path = urlsplit(url).path or "/"
        app.router.add_post(self._path, self._receive)
        app.router.add_get(HEALTH, self._health)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_AFTER_CLOSE)

    @property
    def guessable(self) -> bool:
        """Whether its path is so short that somebody could find it."""
        return len(self._path) <= SHORT

    @property
    def waiting(self) -> int:
        """How many updates wait for the batch under way."""
        return len(self._waiting)

    async def open(self) -> None:
        """Listen. Raises OSError when the address cannot be had."""
        await self._runner.setup()
        await web.TCPSite(self._runner, *self._address).start()
        self._taking = asyncio.create_task(self._take_together())

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._runner.addresses[0][1])

    async def close(self) -> None:
        """Refuse what comes from now on, finish what has come, and stop listening."""
        self._closed = True
        if self._taking is not None:
            self._some.set()
            await self._taking
        await self._runner.cleanup()

    async def _health(self, _: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def _receive(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        if self._closed:
            return web.Response(status=503)
        try:
            update = msgspec.json.decode(await request.read())
            update_id(update)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return web.Response(status=400)
        return web.Response(status=200 if await self._committed(update) else 503)

    async def _committed(self, update: object) -> bool:
        if self._closed or len(self._waiting) >= FULL:
            return False
        done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((update, done))
        self._some.set()
        return await done

    async def _take_together(self) -> None:
        """Take what has come meanwhile as one batch, again and again, until closed and nothing is left."""
        while self._waiting or not self._closed:
            await self._some.wait()
            self._some.clear()
            while self._waiting:
                batch, self._waiting = _shared(self._waiting)
                committed = await self._try([update for update, _ in batch])
                for _, done in batch:
                    if not done.done():
                        done.set_result(committed)

    async def _try(self, updates: Sequence[object]) -> bool:
        try:
            await self._take(updates)
        except StorageProblem as problem:
            log.error("%d updates have to come again: %s", len(updates), problem)  # noqa: TRY400
            return False
        except Exception as error:  # noqa: BLE001  the server stays up, and they come again
            log.error("%d updates have to come again (%s)", len(updates), fault(error))  # noqa: TRY400
            return False
        return True


def _shared(waiting: list[Posted]) -> tuple[list[Posted], list[Posted]]:
    """The next batch and the rest: everybody's first, then everybody's second, so that nobody's flood fills it."""
    if len(waiting) <= MOST:
        return waiting, []
    before: Counter[str | None] = Counter()
    ranks = []
    for place, (update, _) in enumerate(waiting):
        person = _person(update)
        ranks.append((before[person], place))
        before[person] += 1
    chosen = {place for _, place in sorted(ranks)[:MOST]}
    return [one for place, one in enumerate(waiting) if place in chosen], [
        one for place, one in enumerate(waiting) if place not in chosen
    ]


def _person(update: object) -> str | None:
    arrival = read_update(update)
    return arrival.person if isinstance(arrival, Arrival) else None


@web.middleware
async def _discreet(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Answer with a bare status whatever went wrong."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        return web.Response(status=error.status)
    except Exception as error:  # noqa: BLE001  nothing of it may be shown
        log.error("a request failed (%s)", fault(error))  # noqa: TRY400  a trace can hold words
        return web.Response(status=500)
