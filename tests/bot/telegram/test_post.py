"""One call at a time: pauses that Telegram asks for, broken networks, refusals, and nudges that go once."""

from __future__ import annotations

import logging

import pytest
from msgspec import structs

from bot.outgoing import Ack, Rewrite
from dialogs.turn import Bubble
from storage import Store
from tests.bot.telegram.parts import FAST, arrival, put_together, say, soon, texts
from tests.bot_api.standin import StandIn


@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "error", "garbage"])
async def test_a_broken_network_loses_nothing_and_repeats_that_message_at_most(
    telegram: StandIn, store: Store, fault: str
) -> None:
    async def scenario() -> list[str]:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            telegram.faults.add(fault, "sendMessage", times=1)
            for text in ("one", "two", "three"):
                await parts.queue(sam, text)
            parts.sender.start()
            await parts.emptied()
            return texts(sam)

    seen = await scenario()
    assert list(dict.fromkeys(seen)) == ["one", "two", "three"]
    assert seen[1:] == (["one", "two", "three"] if fault == "drop_after" else ["two", "three"])


async def test_a_pause_that_telegram_asks_for_is_kept_in_that_chat_alone(telegram: StandIn, store: Store) -> None:
    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam, alex = telegram.person("Sam"), telegram.person("Alex")
            telegram.faults.add("flood", "sendMessage", sam.chat.id, seconds=1)
            await parts.queue(sam, "late")
            await parts.queue(alex, "at once")
            parts.sender.start()
            await soon(alex.hears, "at once")
            assert texts(sam) == []
            await soon(sam.hears, "late")
            await parts.emptied()
            first, second = telegram.journal.of("sendMessage", chat=sam.chat.id)
            assert second.at - first.at >= 1.0

    await scenario()


async def test_what_telegram_refuses_for_good_blocks_nothing_and_is_not_quoted(
    telegram: StandIn, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            telegram.faults.add("refuse", "sendMessage", text="can't parse <secret words>")
            for text in ("refused words", "two", "three"):
                await parts.queue(sam, text)
            await parts.queue(sam, Ack("gone", "too late"))
            await parts.queue(sam, Rewrite(999_999, Bubble("nothing there")))
            await parts.queue(sam, say("data too long", "t" * 64, "Yes"))
            await parts.queue(sam, "four")
            parts.sender.start()
            await parts.emptied()
            assert texts(sam) == ["two", "three", "four"]

    await scenario()
    assert "row 1: dropped" in caplog.text
    assert not any(words in caplog.text for words in ("secret", "words", "two", "nothing there", telegram.token))


async def test_replies_go_before_nudges(telegram: StandIn, store: Store) -> None:
    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            await parts.queue(sam, "nudge", nudge=True)
            await parts.queue(sam, "reply")
            parts.sender.start()
            await soon(sam.hears, "nudge")
            assert texts(sam) == ["reply", "nudge"]

    await scenario()


async def test_a_nudge_whose_answer_is_lost_is_not_sent_twice(telegram: StandIn, store: Store) -> None:
    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            telegram.faults.add("drop_after", "sendMessage")
            await parts.queue(sam, "nudge", nudge=True)
            parts.sender.start()
            await soon(sam.hears, "nudge")
            await parts.queue(sam, "reply")
            await parts.emptied()
            assert texts(sam) == ["nudge", "reply"]

    await scenario()


async def test_a_nudge_is_out_of_the_outbox_before_it_is_sent(telegram: StandIn, store: Store) -> None:
    """A crash in between loses it: at most once."""

    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            telegram.faults.add("delay", "sendMessage", seconds=30)
            await parts.queue(sam, "nudge", nudge=True)
            arrived = arrival(telegram, "sendMessage")
            parts.sender.start()
            await soon(arrived.wait, 10)
            assert await parts.left() == 0

    await scenario()


async def test_a_reply_calls_back_a_nudge_that_stands_at_the_gate(telegram: StandIn, store: Store) -> None:
    async def scenario() -> None:
        slow = structs.replace(FAST, overall=2.0)
        async with put_together(telegram, store, slow) as parts:
            alex, sam = telegram.person("Alex"), telegram.person("Sam")
            await parts.queue(alex, "takes the first turn")
            await parts.queue(sam, "nudge", nudge=True)
            parts.sender.start()
            await soon(alex.hears, "takes")
            await parts.queue(sam, "reply")
            await soon(sam.hears, "nudge")
            assert texts(sam) == ["reply", "nudge"]

    await scenario()
