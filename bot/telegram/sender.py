"""The outbox's way to Telegram: in order within a chat, no chat waiting for another, nothing lost to a crash.

Each chat with something waiting has a task; replies are sent at least once, nudges at most once. What Telegram refuses
for good is dropped, so that a bad row never blocks a chat. Logs hold row and person numbers, never a text.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime

from msgspec import DecodeError
from telegram import Bot

from bot.outgoing import Ack, decode_outgoing
from bot.pictures.studio import Studio
from bot.telegram.client import TokenRefused
from bot.telegram.deliver import calls_for
from bot.telegram.ledger import Ledger
from bot.telegram.letters import MESSAGES, Call, Lane, Letter, lane_key
from bot.telegram.post import Gone, Overtaken, Post, Rates
from bot.telegram.refusals import fault
from bot.telegram.worker import Worker
from storage import StorageProblem, Store, Waiting

log = logging.getLogger("tandem.telegram.sender")
_PAGE = 500


class Sender:
    """Sends what the outbox holds. `failed` gets the error when the token is refused or something breaks for good."""

    def __init__(self, bot: Bot, store: Store, worker: Worker, rates: Rates, now: Callable[[], datetime]) -> None:
        self._store, self._worker, self._now, self._pause = store, worker, now, rates.first_pause
        self._studio = Studio()
        self._ledger = Ledger(store, worker, now, rates.first_pause)
        self._post = Post(bot, self._ledger, rates)
        self._lanes: dict[tuple[str, bool], Lane] = {}
        self._news = asyncio.Event()
        self._read_to = 0
        self._reading: list[asyncio.Task[None]] = []
        self._running: list[asyncio.Task[None]] = []
        self.failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    # --- coming and going -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin, with what the outbox holds from before."""
        self._news.set()
        self._running = [self._begin(self._post.run()), self._begin(self._ledger.run())]
        self._reading = [self._begin(self._read())]

    def wake(self) -> None:
        """There is something new in the outbox."""
        self._news.set()

    def idle(self) -> bool:
        """Whether everything that was read from the outbox is done with."""
        return not self._lanes and not self._news.is_set()

    async def close(self, grace: float = 3.0) -> None:
        """Send on for at most `grace` seconds, then stop; what is left waits in the outbox. Raises StorageProblem."""
        await _cancel(self._reading)
        lanes = [lane.task for lane in self._lanes.values() if lane.task is not None]
        if lanes:
            await asyncio.wait(lanes, timeout=grace)
            await _cancel(lanes)
        await _cancel(self._running)
        await self._ledger.close()
        if not self.failed.cancel() and not self.failed.cancelled():
            self.failed.exception()  # or asyncio complains that nobody has looked at it

    def _begin(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        task.add_done_callback(self._check)
        return task

    def _check(self, task: asyncio.Task[None]) -> None:
        """Make known that a task broke."""
        error = None if task.cancelled() else task.exception()
        if error is not None and not self.failed.done():
            self.failed.set_exception(error)

    # --- reading the outbox ---------------------------------------------------------------------------------

    async def _read(self) -> None:
        while True:
            await self._news.wait()
            try:
                await self._read_new()
            except StorageProblem as problem:
                log.error("the outbox could not be read, trying again: %s", problem)  # noqa: TRY400
                await asyncio.sleep(self._pause)

    async def _read_new(self) -> None:
        self._news.clear()
        try:
            while rows := await self._worker.run(self._store.waiting, self._read_to, _PAGE):
                for row in rows:
                    self._accept(row)
                self._read_to = rows[-1].id
        except StorageProblem:
            self._news.set()
            raise

    def _accept(self, row: Waiting) -> None:
        """Put a row in its chat's lane, and set the lane going."""
        if row.channel != "telegram":
            return
        try:
            letter = Letter(row, decode_outgoing(row.body))
        except DecodeError:
            log.error("row %d cannot be read and is dropped", row.id)  # noqa: TRY400  a trace can hold words
            self._ledger.note(Letter(row, Ack(None)))
            return
        key = lane_key(letter)
        lane = self._lanes.setdefault(key, Lane(row.person))
        lane.add(letter)
        if lane.task is None:
            lane.task = self._begin(self._serve(key, lane))

    # --- one chat -------------------------------------------------------------------------------------------

    async def _serve(self, key: tuple[str, bool], lane: Lane) -> None:
        while (letter := lane.first()) is not None:
            try:
                await self._deliver(lane, letter)
            except Overtaken:
                continue
            except Gone:
                await self._leave_alone(lane, letter)
            except TokenRefused:
                raise
            except Exception as error:  # noqa: BLE001  one bad row must not block a chat
                log.error("row %d broke and is dropped (%s)", letter.row.id, fault(error))  # noqa: TRY400
                await self._ledger.note(letter)
                lane.remove(letter)
        del self._lanes[key]

    async def _deliver(self, lane: Lane, letter: Letter) -> None:
        calls = await self._calls(letter)
        for step in calls[letter.done :]:
            result = await self._post.send(lane, letter, step)
            letter.done += 1
            if isinstance(result, dict) and step.method in MESSAGES:
                letter.sent.append((result["message_id"], step.token))
        written = self._ledger.note(letter)
        if not isinstance(letter.what, Ack):
            await written
        lane.remove(letter)

    async def _calls(self, letter: Letter) -> Sequence[Call]:
        """The letter's calls; none, and a line in the log, when they cannot be made."""
        while letter.calls is None:
            try:
                letter.calls = await calls_for(letter, self._store, self._worker, self._studio, self._now())
            except StorageProblem as problem:
                log.error("row %d has to wait: %s", letter.row.id, problem)  # noqa: TRY400  a trace can hold words
                await asyncio.sleep(self._pause)
            except Exception as error:  # noqa: BLE001  one bad row must not block a chat
                log.error("row %d cannot be sent and is dropped (%s)", letter.row.id, fault(error))  # noqa: TRY400
                letter.calls = []
        return letter.calls

    async def _leave_alone(self, lane: Lane, letter: Letter) -> None:
        """The person has blocked the bot: they are marked as gone, and nothing that waits is sent."""
        log.info("person %s has blocked the bot", letter.row.number)
        letter.gone = True
        await asyncio.gather(self._ledger.note(letter), *(self._ledger.note(waiting) for waiting in lane.clear()))


async def _cancel(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
