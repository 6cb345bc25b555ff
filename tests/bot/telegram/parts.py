"""The bot's Telegram room put together for a test: a stand-in of Telegram, a real store, and the parts between."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

from telegram import Bot

from bot.conversation import Newcomer
from bot.outgoing import Outgoing, encode_outgoing
from bot.telegram.client import make_bot
from bot.telegram.intake import Intake
from bot.telegram.post import Rates
from bot.telegram.sender import Sender
from bot.telegram.worker import Worker
from dialogs.load import load_library
from dialogs.script import Library
from dialogs.session import Session
from dialogs.turn import Bubble, Button, Say, Settings
from storage import Store
from tests.bot_api.journal import Call
from tests.bot_api.person import Person
from tests.bot_api.standin import StandIn

P = ParamSpec("P")
R = TypeVar("R")
NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
FAST = Rates(overall=100_000, chat=100_000, first_pause=0.01, longest_pause=0.02)
SMALL = Path(__file__).parents[2] / "small"


@dataclass
class Parts:
    """What a test can take hold of."""

    telegram: StandIn
    store: Store
    worker: Worker
    bot: Bot
    sender: Sender
    intake: Intake

    def number_of(self, person: Person) -> int:
        """The store's number of a person, who is added when new."""
        channel_id = str(person.chat.id)
        with self.telegram.world.changed:
            person.chat.open = True
        found = self.store.find("telegram", channel_id)
        return (found or self.store.add("telegram", channel_id, Settings(), Session(1), NOW)).number

    async def queue(self, person: Person, what: Outgoing | str, *, nudge: bool = False, known: bool = True) -> None:
        """Put something into the outbox; a text is a message. It is sent once the sender has started."""
        body = encode_outgoing(say(what) if isinstance(what, str) else what)
        await self.worker.run(self._queue, person, body, nudge=nudge, known=known)
        self.sender.wake()

    def _queue(self, person: Person, body: bytes, *, nudge: bool, known: bool) -> None:
        with self.store.batch():
            number = self.number_of(person) if known else None
            self.store.queue("telegram", str(person.chat.id), number, body, NOW, nudge)

    async def forget(self, person: Person) -> None:
        """Erase a person, as a turn does."""
        await self.worker.run(self._forget, person)

    def _forget(self, person: Person) -> None:
        with self.store.batch():
            self.store.forget(self.number_of(person))

    async def left(self) -> int:
        """How many rows are in the outbox, 100 at most."""
        return len(await self.worker.run(self.store.waiting, 0, 100))

    async def emptied(self) -> None:
        """Return once the outbox is empty."""
        while await self.left():  # noqa: ASYNC110  the store has no event for it
            await asyncio.sleep(0)


def say(text: str, token: str | None = None, *labels: str) -> Say:
    """A message, with buttons when there are labels."""
    return Say(Bubble(text, buttons=tuple(Button(label.lower(), label) for label in labels), token=token))


def texts(person: Person) -> list[str]:
    """What the person sees of the bot."""
    return [message.text for message in person.seen()]


def library() -> Library:
    """The small library of the tests."""
    found, problems = load_library(SMALL)
    assert not problems
    return found


async def soon(wait: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """A wait of the stand-in's, without holding up the event loop."""
    return await asyncio.to_thread(wait, *args, **kwargs)


def arrival(telegram: StandIn, method: str) -> threading.Event:
    """An event that is set when Telegram next gets a call of that method, whatever becomes of it."""
    arrived = threading.Event()

    def watch(call: Call, moment: str) -> None:
        if moment == "arrived" and call.method == method:
            arrived.set()

    telegram.world.watchers.append(watch)
    return arrived


@asynccontextmanager
async def put_together(
    telegram: StandIn, store: Store, rates: Rates = FAST, hang: float = 30.0, token: str = ""
) -> AsyncIterator[Parts]:
    """The parts, ready but for `sender.start()`. Closed afterwards, with no time for what is left."""
    worker = Worker()
    bot = make_bot(token or telegram.token, telegram.root, hang)
    await bot.initialize()
    sender = Sender(bot, store, worker, rates, lambda: NOW)
    intake = Intake(bot, store, library(), worker, Newcomer(seed=1), lambda: NOW, sender.wake)
    try:
        yield Parts(telegram, store, worker, bot, sender, intake)
    finally:
        await sender.close(grace=0)
        await intake.close()
        worker.close()
        await bot.shutdown()
