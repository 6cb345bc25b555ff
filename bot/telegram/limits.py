"""Telegram's limits on sending: so many messages a second overall, and one a second in each chat with short bursts.

Knows no Telegram: persons are names, times are seconds of the event loop's clock.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from heapq import heappop, heappush
from itertools import count

from aiolimiter import AsyncLimiter

CHAT_RATE = 1.0
CHAT_BURST = 5
USUAL = 30.0  # messages a second overall that Telegram's own server takes
_SWEEP = 10_000
_MANY = 3
_REPLY = 2  # calls: the buttons of the question that was answered, and the next message
_SLOTS = 128
_PATIENCE = 1.0


def chat_rate(overall: float) -> float:
    """Messages a second in one chat: Telegram's own limit, and more where a server of one's own takes more overall."""
    return max(CHAT_RATE, CHAT_RATE * overall / USUAL)


class ChatPace:
    """When the next message may go to a chat: `rate` a second sustained, `burst` at once."""

    def __init__(self, rate: float = CHAT_RATE, burst: int = CHAT_BURST) -> None:
        self._gap = 1.0 / rate
        self._ahead = (burst - 1) * self._gap
        self._due: dict[str, float] = {}
        self._held: dict[str, float] = {}

    def __len__(self) -> int:
        """How many chats are remembered: those long idle are forgotten by and by."""
        return len(self._due)

    def wait(self, person: str, now: float) -> float:
        """Seconds until one more message may go to the chat."""
        return max(self.hold_left(person, now), self._due.get(person, now) - self._ahead - now, 0.0)

    def spend(self, person: str, now: float) -> None:
        """One message is going out to the chat."""
        if len(self._due) >= _SWEEP:
            self._due = {name: due for name, due in self._due.items() if due > now}
        self._due[person] = max(self._due.get(person, now), now) + self._gap

    def hold(self, person: str, seconds: float, now: float) -> None:
        """Telegram asked for a pause in this chat."""
        self._held[person] = max(self._held.get(person, now), now + seconds)

    def hold_left(self, person: str, now: float) -> float:
        """Seconds left of the pause that Telegram asked for in this chat."""
        until = self._held.get(person)
        if until is None:
            return 0.0
        if until <= now:
            del self._held[person]
            return 0.0
        return until - now

    def held(self, now: float) -> int:
        """How many chats are in such a pause."""
        self._held = {person: until for person, until in self._held.items() if until > now}
        return len(self._held)


class Gate:
    """The one door all messages pass: `rate` a second, replies before nudges, shut when Telegram asks all to wait."""

    def __init__(self, rate: float) -> None:
        burst = max(1.0 + _REPLY, rate / 20)
        self._limiter = AsyncLimiter(burst, burst / rate)
        self._gap = 1.0 / rate
        self._line: list[tuple[bool, int, asyncio.Future[bool]]] = []
        self._count = count()
        self._some = asyncio.Event()
        self._reply = asyncio.Event()
        self._shut_until = 0.0

    def line_up(self, *, nudge: bool = False) -> asyncio.Future[bool]:
        """Stand in line; the future is True once one may pass. Whoever sets or cancels it before has left the line."""
        turn: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        heappush(self._line, (nudge, next(self._count), turn))
        self._some.set()
        if not nudge:
            self._reply.set()
        return turn

    def shut(self, seconds: float) -> None:
        """Let nobody pass for that long."""
        self._shut_until = max(self._shut_until, asyncio.get_running_loop().time() + seconds)

    async def run(self) -> None:
        """Let them pass, one by one, until cancelled."""
        clock = asyncio.get_running_loop().time
        while True:
            await self._some.wait()
            while (left := self._shut_until - clock()) > 0:  # noqa: ASYNC110  it is time that is waited for
                await asyncio.sleep(left)
            if self._only_nudges() and not self._limiter.has_capacity(1 + _REPLY):
                await self._until_reply(self._gap / 8)
                continue
            await self._limiter.acquire()
            self._open_once()

    async def _until_reply(self, most: float) -> None:
        """Wait for a reply to line up, `most` seconds at most."""
        self._reply.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._reply.wait(), most)

    def _only_nudges(self) -> bool:
        """Whether a nudge is next in line: it leaves room for a reply, which then need not wait for it."""
        return bool(self._line) and self._line[0][0]

    def _open_once(self) -> None:
        while self._line:
            turn = heappop(self._line)[2]
            if not turn.done():
                turn.set_result(True)
                break
        if not self._line:
            self._some.clear()


def slow_everyone(pace: ChatPace, gate: Gate, seconds: float, now: float) -> None:
    """Shut the gate when pauses in several chats at once show that Telegram slows the bot down as a whole."""
    if pace.held(now) >= _MANY:
        gate.shut(seconds)


class Slots:
    """How many calls are under way at once. A call that hangs longer than `patience` seconds no longer counts.

    So a hung chat takes nothing that others need; the connections it may hold stay bounded by the time limit of a call.
    """

    def __init__(self, many: int = _SLOTS, patience: float = _PATIENCE) -> None:
        self._free = asyncio.Semaphore(many)
        self._patience = patience

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Hold a slot while a call is under way."""
        await self._free.acquire()
        hung = asyncio.get_running_loop().create_future()
        hung.add_done_callback(lambda _: self._free.release())
        timer = asyncio.get_running_loop().call_later(self._patience, _finish, hung)
        try:
            yield
        finally:
            timer.cancel()
            _finish(hung)


def _finish(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
