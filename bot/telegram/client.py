"""How the Bot API is called: python-telegram-bot's Bot over one aiohttp session.

PTB's own HTTP client stops near 200 messages a second, and its objects cost more than a turn, so calls go through
`Bot.do_api_request`, which hands back plain JSON. Knows no outbox and no dialogs. Errors never hold a URL (the token is
in it) and nothing here is logged: PTB and aiohttp would write bodies and addresses, so their loggers are silenced.
"""

from __future__ import annotations

import json
import logging
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import aiohttp
import msgspec
from msgspec import Struct
from telegram import Bot
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

API_ROOT = "https://api.telegram.org"
HANG = 30.0
CONNECT = 10.0
CONNECTIONS = 1000
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_PASSING = frozenset((407, 408, 425))


class SlowDown(TelegramError):  # noqa: N818  as PTB names its errors
    """Telegram asks to wait `seconds` before the next try (429)."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


class TokenRefused(TelegramError):  # noqa: N818  as PTB names its errors
    """The token is not, or no longer, accepted (401)."""


class NotSent(NetworkError):  # noqa: N818  as PTB names its errors
    """No connection was made: Telegram surely saw nothing of the call."""


class _Parameters(Struct):
    retry_after: float | None = None


class _Complaint(Struct):
    ok: bool
    description: str = ""
    parameters: _Parameters | None = None


class AiohttpRequest(BaseRequest):
    """One pool of connections. `hang` seconds after its start a call is given up, unless the call says otherwise."""

    __slots__ = ("_connections", "_hang", "_session")

    def __init__(self, connections: int = CONNECTIONS, hang: float = HANG) -> None:
        self._connections = connections
        self._hang = hang
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """The usual limit in seconds."""
        return self._hang

    async def initialize(self) -> None:
        """Open the pool, in the running event loop."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=60)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def shutdown(self) -> None:
        """Close the pool. May be called twice."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002  PTB's signature
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002  PTB's signature
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002  PTB's signature
    ) -> tuple[int, bytes]:
        """The status and body of an answer that is fine; anything else is raised as one of the errors above or PTB's.

        `read_timeout` is the limit for the whole call in seconds; the other timeouts are part of it.
        """
        limit = self._hang if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        status, body = await self._exchange(url, method, request_data, limit)
        if 200 <= status <= 299:
            return status, body
        raise complaint(status, body)

    async def _exchange(
        self, url: str, method: str, data: RequestData | None, limit: float | None
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NotSent("the client is closed")
        content, headers = _content(data)
        timeout = aiohttp.ClientTimeout(total=limit, sock_connect=CONNECT)
        try:
            async with self._session.request(
                method, url, data=content, headers=headers, timeout=timeout, allow_redirects=False
            ) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as error:
            raise NotSent(type(error).__name__) from None
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer's JSON. Lone surrogates are let through, so that one odd update cannot hide a whole batch."""
        try:
            answer = msgspec.json.decode(payload)
        except msgspec.DecodeError:
            try:
                answer = json.loads(payload.decode("utf-8", "replace"))
            except (ValueError, RecursionError):
                answer = None
        if not isinstance(answer, dict) or "result" not in answer:
            raise NetworkError("the answer is not the Bot API's")
        return answer


def _content(data: RequestData | None) -> tuple[Any, dict[str, str] | None]:
    if data is None:
        return None, None
    if not data.contains_files:
        return urlencode(data.json_parameters).encode(), _FORM
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(
            name, BytesIO(content) if isinstance(content, bytes) else content, filename=filename, content_type=kind
        )
    return form, None


def complaint(status: int, body: bytes) -> TelegramError:
    """The error for an answer that is not 2xx. What did not come from a Bot API server counts as a network error."""
    if status == 401:
        return TokenRefused("Unauthorized")
    try:
        said = msgspec.json.decode(body, type=_Complaint)
    except msgspec.DecodeError:
        return SlowDown(1.0) if status == 429 else NetworkError(f"HTTP {status}")
    seconds = said.parameters.retry_after if said.parameters else None
    if status == 429 or seconds:
        return SlowDown(max(0.0, seconds or 1.0))
    kinds: dict[int, type[TelegramError]] = {403: Forbidden, 404: InvalidToken, 409: Conflict}
    if status in kinds:
        return kinds[status](said.description)
    if 400 <= status < 500 and status not in _PASSING:
        return BadRequest(said.description)
    return NetworkError(f"HTTP {status}")


def silence_libraries() -> None:
    """Let neither library write addresses or bodies into the log."""
    for name in ("telegram", "aiohttp"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def make_bot(token: str, api_root: str = API_ROOT, hang: float = HANG) -> Bot:
    """A Bot that talks to that server; `await bot.initialize()` calls getMe, and nothing else goes out by itself."""
    silence_libraries()
    root = api_root.rstrip("/")
    return Bot(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=AiohttpRequest(CONNECTIONS, hang),
        get_updates_request=AiohttpRequest(2, hang),
    )


async def call(bot: Bot, method: str, parameters: dict[str, Any] | None = None, limit: float | None = None) -> Any:
    """Call a method and give its result as plain JSON. `limit` in seconds replaces the usual one.

    PTB warns at each `do_api_request` of a method it has a function for; a trailing underscore, which it strips, keeps
    it from finding that function.
    """
    if limit is None:
        return await bot.do_api_request(f"{method}_", api_kwargs=parameters)
    return await bot.do_api_request(f"{method}_", api_kwargs=parameters, read_timeout=limit)
