"""Delivers updates to the bot's webhook: lanes side by side, one lane in order, again until it is answered with 2xx."""

from __future__ import annotations

import asyncio
import contextlib
import time

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.bot_api.bell import Bell
from tests.bot_api.inbox import Update
from tests.bot_api.journal import Call
from tests.bot_api.world import Webhook, World

HEADER = "X-Telegram-Bot-Api-Secret-Token"
TIMEOUT = ClientTimeout(total=10)
LONGEST_PAUSE = 1.0


class Courier:
    """`pause` is the first wait before a delivery is tried again, in seconds; it doubles up to one second.

    `lose_answers`: so many good answers are lost on the way, so their updates come again.
    """

    def __init__(self, world: World, bell: Bell, pause: float = 0.05) -> None:
        self.world = world
        self.bell = bell
        self.pause = pause
        self.lose_answers = 0
        self._under_way: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Deliver for ever."""
        async with ClientSession(timeout=TIMEOUT) as http:
            try:
                while True:
                    rung = self.bell.next()
                    self._send_out(http)
                    await rung
            finally:
                for task in self._under_way.values():
                    task.cancel()

    def _send_out(self, http: ClientSession) -> None:
        with self.world.changed:
            webhook = self.world.webhook
            for update in list(self.world.inbox.waiting.values()) if webhook else []:
                if webhook is None or len(self._under_way) >= webhook.connections:
                    break
                if update.lane not in self._under_way:
                    self._under_way[update.lane] = asyncio.create_task(self._deliver(http, webhook, update))

    async def _deliver(self, http: ClientSession, webhook: Webhook, update: Update) -> None:
        pause = self.pause
        try:
            while webhook is self.world.webhook and not await self._accepted(http, webhook, update):
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
        finally:
            del self._under_way[update.lane]
            with self.world.changed:
                self.world.ring()

    async def _accepted(self, http: ClientSession, webhook: Webhook, update: Update) -> bool:
        status = 0
        headers = {HEADER: webhook.secret} if webhook.secret else {}
        call = Call(0, "webhook", None, update.body, time.monotonic())
        self.world.watch(call, "posted")
        with contextlib.suppress(ClientError, TimeoutError, OSError):
            async with http.post(webhook.url, json=update.body, headers=headers) as response:
                status = response.status
        if status:
            self.world.watch(call, "answered")
        with self.world.changed:
            self.world.deliveries.append((update.id, status))
            if not 200 <= status < 300 or call.lost or self._is_lost():
                return False
            self.world.inbox.remove(update.id)
            return True

    def _is_lost(self) -> bool:
        lost = self.lose_answers > 0
        self.lose_answers -= lost
        return lost
