"""Telegram's limits: the pace of a chat by the numbers, the gate and the slots in a real event loop."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine

from bot.telegram.limits import ChatPace, Gate, Slots, chat_rate, slow_everyone


def test_five_at_once_then_one_a_second() -> None:
    pace = ChatPace(rate=1, burst=5)
    waits = []
    now = 100.0
    for _ in range(8):
        waits.append(pace.wait("sam", now))
        now += waits[-1]
        pace.spend("sam", now)
    assert waits == [0, 0, 0, 0, 0, 1, 1, 1]
    assert pace.wait("alex", now) == 0
    assert pace.wait("sam", now + 100) == 0


def test_one_chat_gets_more_only_where_all_get_more() -> None:
    assert [chat_rate(overall) for overall in (1, 30, 900)] == [1.0, 1.0, 30.0]


def test_a_burst_is_earned_back_second_by_second() -> None:
    pace = ChatPace(rate=1, burst=2)
    for _ in range(2):
        pace.spend("sam", 10.0)
    assert pace.wait("sam", 10.5) == 0.5
    assert pace.wait("sam", 11.0) == 0


def test_a_hold_counts_for_its_chat_until_it_is_over() -> None:
    pace = ChatPace()
    pace.hold("sam", 3.0, now=10.0)
    pace.hold("sam", 1.0, now=10.0)
    assert pace.hold_left("sam", 11.0) == pace.wait("sam", 11.0) == 2.0
    assert pace.wait("alex", 11.0) == 0
    assert pace.held(11.0) == 1
    assert pace.hold_left("sam", 13.0) == 0
    assert pace.held(13.0) == 0


def test_chats_long_idle_are_forgotten() -> None:
    pace = ChatPace()
    for number in range(25_000):
        pace.spend(str(number), float(number))
    assert len(pace) <= 10_000


async def _with_gate(gate: Gate, scenario: Coroutine[None, None, None]) -> None:
    running = asyncio.create_task(gate.run())
    try:
        await asyncio.wait_for(scenario, 10)
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


async def test_replies_pass_before_nudges_that_came_earlier() -> None:
    async def scenario() -> None:
        order: list[str] = []
        gate = Gate(20)
        turns = {name: gate.line_up(nudge=name.startswith("nudge")) for name in ("nudge 1", "nudge 2", "a", "b")}
        for name, turn in turns.items():
            turn.add_done_callback(lambda _, name=name: order.append(name))  # type: ignore[misc]

        async def passed() -> None:
            assert await asyncio.gather(*turns.values()) == [True] * 4

        await _with_gate(gate, passed())
        assert order == ["a", "b", "nudge 1", "nudge 2"]

    await scenario()


async def test_a_reply_passes_at_once_behind_a_nudge_that_has_just_passed() -> None:
    async def scenario() -> None:
        gate = Gate(2)  # half a second from one to the next
        clock = asyncio.get_running_loop().time

        async def passed() -> None:
            nudges = [gate.line_up(nudge=True) for _ in range(3)]
            await nudges[0]
            begun = clock()
            await asyncio.gather(gate.line_up(), gate.line_up())
            assert clock() - begun < 0.45
            assert not nudges[1].done()

        await _with_gate(gate, passed())

    await scenario()


async def test_whoever_leaves_the_line_takes_no_turn() -> None:
    async def scenario() -> None:
        gate = Gate(1000)
        first, second = gate.line_up(), gate.line_up()
        first.cancel()

        async def passed() -> None:
            assert await second

        await _with_gate(gate, passed())

    await scenario()


async def test_the_rate_holds_from_the_first_second_on() -> None:
    async def scenario() -> None:
        gate = Gate(100)
        clock = asyncio.get_running_loop().time

        async def passed() -> None:
            begun = clock()
            for _ in range(40):
                await gate.line_up()
            assert 0.3 <= clock() - begun < 2

        await _with_gate(gate, passed())

    await scenario()


async def test_pauses_in_many_chats_shut_the_gate_for_all() -> None:
    async def scenario() -> None:
        gate, pace = Gate(1000), ChatPace()
        clock = asyncio.get_running_loop().time

        async def passed() -> None:
            begun = clock()
            for person in ("a", "b"):
                pace.hold(person, 0.2, begun)
                slow_everyone(pace, gate, 0.2, begun)
            await gate.line_up()
            assert clock() - begun < 0.2
            pace.hold("c", 0.2, clock())
            slow_everyone(pace, gate, 0.2, clock())
            shut = clock()
            await gate.line_up()
            assert clock() - shut >= 0.19

        await _with_gate(gate, passed())

    await scenario()


async def test_calls_that_hang_hold_no_slot() -> None:
    async def scenario() -> None:
        slots = Slots(many=2, patience=0.01)
        stuck, entered = asyncio.Event(), 0

        async def hang() -> None:
            nonlocal entered
            async with slots.one():
                entered += 1
                await stuck.wait()

        hung = [asyncio.create_task(hang()) for _ in range(6)]
        await asyncio.sleep(0)
        async with asyncio.timeout(5), slots.one():
            pass
        assert entered == 6
        stuck.set()
        await asyncio.gather(*hung)

    await scenario()


async def test_no_more_calls_at_once_than_slots() -> None:
    async def scenario() -> None:
        slots = Slots(many=2, patience=60)
        now, most = 0, 0

        async def work() -> None:
            nonlocal now, most
            async with slots.one():
                now += 1
                most = max(most, now)
                await asyncio.sleep(0)
                now -= 1

        await asyncio.gather(*(work() for _ in range(10)))
        assert most == 2

    await scenario()
