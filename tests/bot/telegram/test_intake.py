"""From updates to committed turns: order, redelivery, poison, groups, albums, typing."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storage import StorageProblem, Store
from tests.bot.telegram.parts import NOW, arrival, put_together, soon
from tests.bot_api.person import Person
from tests.bot_api.standin import StandIn


def _updates(telegram: StandIn) -> list[dict[str, Any]]:
    with telegram.world.changed:
        return [update.body for update in telegram.world.inbox.waiting.values()]


async def test_updates_become_replies_once_however_often_they_come(telegram: StandIn, store: Store) -> None:
    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            sam.says("/start")
            for _ in range(3):
                await parts.intake.take(_updates(telegram))
            parts.sender.start()
            await parts.emptied()
            assert len(sam.seen()) == 1

    await scenario()
    assert telegram.journal.refusals() == []


async def test_a_batch_is_taken_in_the_order_of_its_numbers(telegram: StandIn, store: Store) -> None:
    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            sam.says("/start")
            sam.says("/help")
            await parts.intake.take(_updates(telegram)[::-1])
            parts.sender.start()
            await parts.emptied()
            assert "help" in sam.seen()[1].text

    await scenario()


async def test_poison_is_passed_over_once_and_stops_nobody(
    telegram: StandIn, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            sam.says("/start")
            poison = [
                {"update_id": 5, "message": {"text": "marker of a word"}},
                {"update_id": 6, "callback_query": 1},
                {"no": "number"},
                "text",
            ]
            await parts.intake.take([*poison, *_updates(telegram)])
            parts.sender.start()
            await soon(sam.hears)
            assert not await parts.worker.run(store.take_update, 5, NOW)

    await scenario()
    assert "update 5 cannot be read" in caplog.text
    assert "marker" not in caplog.text


async def test_a_group_and_a_channel_get_one_sentence_and_nothing_is_stored(telegram: StandIn, store: Store) -> None:
    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam, group, channel = telegram.person(), telegram.group(), telegram.group("News", kind="channel")
            sam.adds_bot(group)
            sam.writes_in(group, "hello all")
            sam.adds_bot(channel)
            left = _leaving(telegram, 2)
            for update in _updates(telegram):
                await parts.intake.take([update])
            await soon(left)
            await parts.intake.take(_updates(telegram))
            assert store.people() == []
            assert await parts.left() == 0

    await scenario()
    assert len(telegram.journal.of("leaveChat")) == 2
    assert len(telegram.journal.of("sendMessage")) == 2
    assert telegram.journal.refusals() == []


def _leaving(telegram: StandIn, count: int) -> Callable[[], None]:
    def wait() -> None:
        telegram.wait_for_calls("leaveChat", count)
        telegram.world.wait_for(lambda: all(call.applied for call in telegram.journal.of("leaveChat")), 10, "left")

    return wait


async def test_an_album_gets_one_answer(telegram: StandIn, store: Store) -> None:
    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            for _ in range(3):
                sam.sends("photo")
            photos = _updates(telegram)
            for photo in photos:
                photo["message"]["media_group_id"] = "album"
            await parts.intake.take(photos[:2])
            await parts.intake.take(photos[2:])
            parts.sender.start()
            await parts.emptied()
            assert len(sam.seen()) == 1

    await scenario()


async def test_a_turn_that_takes_long_shows_typing(
    telegram: StandIn, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.intake.TYPING_AFTER", 0.01)

    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            sam.says("/start")
            typing, busy = arrival(telegram, "sendChatAction"), threading.Event()
            blocked = asyncio.create_task(parts.worker.run(busy.wait, 10))
            taking = asyncio.create_task(parts.intake.take(_updates(telegram)))
            assert await soon(typing.wait, 10)
            busy.set()
            await asyncio.gather(blocked, taking)

    await scenario()


async def test_a_quick_turn_shows_none(telegram: StandIn, store: Store) -> None:
    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            telegram.person().says("/start")
            await parts.intake.take(_updates(telegram))

    await scenario()
    assert telegram.journal.of("sendChatAction") == []


async def test_a_store_that_cannot_write_takes_nothing_and_the_updates_can_come_again(
    telegram: StandIn, store: Store, tmp_path: Path
) -> None:
    rival = sqlite3.connect(tmp_path / "tandem.db", isolation_level=None)
    store.connection.run("PRAGMA busy_timeout = 0")

    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            sam.says("/start")
            rival.execute("BEGIN IMMEDIATE")
            with pytest.raises(StorageProblem):
                await parts.intake.take(_updates(telegram))
            rival.execute("ROLLBACK")
            await parts.intake.take(_updates(telegram))
            parts.sender.start()
            await parts.emptied()
            assert len(sam.seen()) == 2
            assert sam.seen()[0].text == "Repairing"

    await scenario()
    rival.close()


async def test_a_batch_that_breaks_as_a_whole_is_taken_one_by_one(
    telegram: StandIn, store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The engine's errors are caught in the conversation; this is for what breaks around it."""
    caplog.set_level(logging.DEBUG)

    async def scenario() -> tuple[Person, Person]:
        async with put_together(telegram, store) as parts:
            sam, alex = telegram.person("Sam"), telegram.person("Alex")
            find = store.find

            def break_for_sam(channel: str, person: str) -> Any:
                if person == str(sam.chat.id):
                    raise RuntimeError("marker of a word")
                return find(channel, person)

            monkeypatch.setattr(store, "find", break_for_sam)
            sam.says("/start")
            alex.says("/start")
            await parts.intake.take(_updates(telegram))
            parts.sender.start()
            await soon(alex.hears)
            await parts.emptied()
            return sam, alex

    sam, alex = await scenario()
    assert len(sam.seen()) == 0
    assert len(alex.seen()) == 1
    assert "is passed over (RuntimeError at test_intake.py:" in caplog.text
