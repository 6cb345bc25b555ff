"""The sender against a strict stand-in: order, chats that hang, erasures, stops and starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.outgoing import Ack
from bot.telegram.client import TokenRefused
from storage import Store
from tests.bot.telegram.parts import NOW, arrival, put_together, say, soon, texts
from tests.bot_api.journal import Call
from tests.bot_api.standin import StandIn


async def test_replies_arrive_in_order_and_leave_the_outbox(telegram: StandIn, store: Store) -> None:
    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            people = [telegram.person(f"P{number}") for number in range(20)]
            for turn in range(5):
                for person in people:
                    await parts.queue(person, f"line {turn}")
            parts.sender.start()
            await parts.emptied()
            assert all(texts(person) == [f"line {turn}" for turn in range(5)] for person in people)

    await scenario()
    assert telegram.journal.refusals() == []


async def test_what_is_queued_later_is_sent_when_the_sender_is_woken(telegram: StandIn, store: Store) -> None:
    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            parts.sender.start()
            for text in ("one", "two"):
                await parts.queue(sam, text)
                await parts.emptied()
            assert texts(sam) == ["one", "two"]

    await scenario()


async def test_the_next_message_leaves_only_when_the_last_one_is_out_of_the_outbox(
    telegram: StandIn, store: Store, tmp_path: Path
) -> None:
    """So a crash repeats one message a chat at most."""
    left: list[int] = []
    watching = Store.open(tmp_path / "tandem.db", tmp_path / "keys" / "key", reading=True)

    def look(call: Call, moment: str) -> None:
        if moment == "arrived" and call.method == "sendMessage":
            left.append(len(watching.waiting(0, 10)))

    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            for text in "abcd":
                await parts.queue(sam, text)
            telegram.world.watchers.append(look)
            parts.sender.start()
            await parts.emptied()

    await scenario()
    watching.close()
    assert left == [4, 3, 2, 1]


async def test_a_chat_whose_sends_hang_delays_no_other_and_is_tried_again(telegram: StandIn, store: Store) -> None:
    sam, alex = telegram.person("Sam"), telegram.person("Alex")

    async def scenario() -> None:
        telegram.faults.add("delay", "sendMessage", sam.chat.id, times=1_000, seconds=30)
        async with put_together(telegram, store, hang=0.2) as parts:
            await parts.queue(sam, "slow")
            for number in range(50):
                await parts.queue(alex, f"{number}")
            parts.sender.start()
            await soon(alex.hears, "49")
            assert texts(sam) == []
            telegram.faults.clear()
            await soon(sam.hears, "slow")
            await parts.emptied()

    await scenario()
    assert len(telegram.journal.of("sendMessage", chat=sam.chat.id)) >= 2


async def test_a_person_who_blocked_the_bot_is_gone_and_what_waits_for_them_is_dropped(
    telegram: StandIn, store: Store
) -> None:
    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            for text in ("one", "two", "three"):
                await parts.queue(sam, text)
            sam.blocks()
            parts.sender.start()
            await parts.emptied()
            person = store.find("telegram", str(sam.chat.id))
            assert person is not None
            assert person.gone
            assert len(telegram.journal.of("sendMessage")) == 1

    await scenario()


async def test_a_row_that_cannot_be_read_is_dropped(telegram: StandIn, store: Store) -> None:
    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            number = parts.number_of(sam)
            store.queue("telegram", str(sam.chat.id), number, b"{not json", NOW)
            await parts.queue(sam, "after it")
            parts.sender.start()
            await parts.emptied()
            assert texts(sam) == ["after it"]

    await scenario()


async def test_after_an_erasure_what_was_waiting_is_not_sent(telegram: StandIn, store: Store) -> None:
    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            telegram.faults.add("flood", "sendMessage", seconds=1)
            for text in ("one", "two", "three"):
                await parts.queue(sam, text)
            arrived = arrival(telegram, "sendMessage")
            parts.sender.start()
            await soon(arrived.wait, 10)
            await parts.forget(sam)
            await parts.queue(sam, "Erased.", known=False)
            await soon(sam.hears, "Erased.")
            assert texts(sam) == ["Erased."]

    await scenario()


async def test_an_answer_to_a_tap_waits_for_no_message(telegram: StandIn, store: Store) -> None:
    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            await parts.queue(sam, say("Well?", "t1", "Yes"))
            parts.sender.start()
            await parts.emptied()
            query = await soon(sam.taps, "Yes")
            telegram.faults.add("delay", "sendMessage", seconds=30)
            await parts.queue(sam, "hangs")
            await parts.queue(sam, Ack(query, "Noted", alert=True))
            assert await soon(sam.answer, query) == "Noted"
            assert telegram.world.queries[query].alert

    await scenario()


async def test_what_a_stop_leaves_is_sent_after_the_next_start(telegram: StandIn, store: Store) -> None:
    sam = telegram.person()

    async def stopped() -> None:
        async with put_together(telegram, store) as parts:
            telegram.faults.add("error", "sendMessage", times=1_000)
            await parts.queue(sam, "one")
            await parts.queue(sam, "two")
            arrived = arrival(telegram, "sendMessage")
            parts.sender.start()
            await soon(arrived.wait, 10)

    async def started() -> None:
        async with put_together(telegram, store) as parts:
            telegram.faults.clear()
            parts.sender.start()
            await parts.emptied()

    await stopped()
    await started()
    assert texts(sam) == ["one", "two"]


async def test_a_revoked_token_fails_the_sender_and_loses_nothing(telegram: StandIn, store: Store) -> None:
    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            telegram.revoke_token()
            await parts.queue(sam, "kept")
            parts.sender.start()
            with pytest.raises(TokenRefused):
                await parts.sender.failed
            assert await parts.left() == 1

    await scenario()
