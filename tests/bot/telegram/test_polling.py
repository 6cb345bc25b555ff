"""Long polling: nothing is acknowledged before it is committed, and nothing stops it but what should."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

import pytest
from telegram import Bot
from telegram.error import Conflict

from bot.telegram.client import TokenRefused, make_bot
from bot.telegram.polling import poll
from storage import StorageProblem
from tests.bot.telegram.parts import arrival, soon
from tests.bot_api.standin import StandIn


class Taker:
    """Takes updates, and breaks at the first `problems` of them."""

    def __init__(self, telegram: StandIn, problems: int = 0) -> None:
        self.telegram = telegram
        self.problems = problems
        self.batches: list[list[object]] = []
        self.unacknowledged: list[int] = []

    async def take(self, updates: Sequence[object]) -> None:
        """As an intake does."""
        self.unacknowledged.append(len(self.telegram.world.inbox.waiting))
        if self.problems:
            self.problems -= 1
            raise StorageProblem("The disk is full.")
        self.batches.append(list(updates))


async def _polling(telegram: StandIn, taker: Taker) -> None:
    """Poll until everything is acknowledged, then stop."""
    bot = make_bot(telegram.token, telegram.root)
    await bot.initialize()
    stop = asyncio.Event()
    running = asyncio.create_task(poll(bot, taker.take, stop, first_pause=0.01))
    await soon(telegram.wait_until_taken)
    stop.set()
    await asyncio.wait_for(running, 5)
    await bot.shutdown()


async def test_updates_are_acknowledged_after_they_are_taken_a_hundred_at_most(telegram: StandIn) -> None:
    sam = telegram.person()
    for number in range(150):
        sam.says(str(number))
    taker = Taker(telegram)
    await _polling(telegram, taker)
    assert [len(batch) for batch in taker.batches] == [100, 50]
    assert taker.unacknowledged == [150, 50]
    assert telegram.journal.refusals() == []


async def test_what_could_not_be_stored_comes_again(telegram: StandIn, caplog: pytest.LogCaptureFixture) -> None:
    telegram.person().says("hello")
    taker = Taker(telegram, problems=2)
    await _polling(telegram, taker)
    assert [len(batch) for batch in taker.batches] == [1]
    assert "The disk is full." in caplog.text


@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "error", "garbage"])
async def test_a_broken_network_loses_no_update(
    telegram: StandIn, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    telegram.faults.add(fault, "getUpdates", times=3)
    telegram.person().says("marker")
    taker = Taker(telegram)
    await _polling(telegram, taker)
    assert len(taker.batches) == 1
    assert telegram.token not in caplog.text
    assert "marker" not in caplog.text


async def test_a_stop_does_not_wait_for_the_poll_under_way(telegram: StandIn) -> None:
    async def scenario(bot: Bot) -> None:
        stop, polled = asyncio.Event(), arrival(telegram, "getUpdates")
        running = asyncio.create_task(poll(bot, Taker(telegram).take, stop))
        await soon(polled.wait, 10)
        stop.set()
        await asyncio.wait_for(running, 2)

    await _with_bot(telegram, scenario)


async def test_a_second_poller_and_a_revoked_token_end_it(telegram: StandIn) -> None:
    async def scenario(bot: Bot) -> None:
        for strike, error in ((_rival, Conflict), (StandIn.revoke_token, TokenRefused)):
            polled = arrival(telegram, "getUpdates")
            running = asyncio.create_task(poll(bot, Taker(telegram).take, asyncio.Event()))
            await soon(polled.wait, 10)
            await soon(strike, telegram)
            with pytest.raises(error):
                await asyncio.wait_for(running, 5)

    await _with_bot(telegram, scenario)


def _rival(telegram: StandIn) -> None:
    """Another program polls: Telegram ends the poll that waits."""
    with telegram.world.changed:
        telegram.world.poll += 1
        telegram.world.ring()


async def _with_bot(telegram: StandIn, scenario: Callable[[Bot], Awaitable[None]]) -> None:
    bot = make_bot(telegram.token, telegram.root)
    await bot.initialize()
    try:
        await scenario(bot)
    finally:
        await bot.shutdown()
