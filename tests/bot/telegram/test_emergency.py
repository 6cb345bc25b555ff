"""Help while the database is broken: the card, at once, to whoever asks for it, and one sentence to the others."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.telegram.polling import poll
from dialogs.session import Session
from dialogs.turn import Settings
from storage import StorageProblem, Store
from tests.bot.telegram.parts import NOW, Parts, put_together, soon, texts
from tests.bot_api.person import Person
from tests.bot_api.standin import StandIn

CARD = "Words of sos."


def _updates(telegram: StandIn) -> list[dict[str, Any]]:
    with telegram.world.changed:
        return [update.body for update in telegram.world.inbox.waiting.values()]


def fill(store: Store, _: Path) -> None:
    """No page more fits onto the disk."""
    store.connection.run(f"PRAGMA max_page_count = {store.connection.number('PRAGMA page_count')}")
    with pytest.raises(StorageProblem, match="disk is full"):  # noqa: PT012  until nobody more fits
        for number in range(10_000):
            with store.batch():
                store.add("terminal", str(number), Settings(), Session(1), NOW)


def damage(store: Store, path: Path) -> None:
    """All pages but the first are overwritten, under the open database."""
    store.connection.checkpoint()
    store.connection.run("PRAGMA shrink_memory")
    raw = bytearray(path.read_bytes())
    raw[4096:] = b"\xa5" * (len(raw) - 4096)
    with path.open("r+b") as file:
        file.write(raw)


async def _fails(parts: Parts) -> None:
    with pytest.raises(StorageProblem):
        await parts.intake.take(_updates(parts.telegram))


@pytest.mark.parametrize("broken", [fill, damage])
async def test_help_is_answered_when_the_database_breaks_mid_way(
    telegram: StandIn, store: Store, tmp_path: Path, broken: Any
) -> None:
    async def scenario() -> tuple[Person, Person, Person]:
        async with put_together(telegram, store) as parts:
            sam, alex, kim = (telegram.person(name) for name in ("Sam", "Alex", "Kim"))
            await parts.worker.run(broken, store, tmp_path / "tandem.db")
            sam.says("/sos")
            alex.says("I want to kill myself tonight")
            kim.says("hello")
            await _fails(parts)
            await _fails(parts)
            return sam, alex, kim

    sam, alex, kim = await scenario()
    assert [CARD in "".join(texts(person)) for person in (sam, alex, kim)] == [True, True, False]
    assert texts(kim) == ["Repairing"]
    assert [len(person.seen()) for person in (sam, alex)] == [1, 1]
    assert telegram.journal.refusals() == []


async def test_a_tap_on_a_button_to_help_is_answered_too(telegram: StandIn, store: Store, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            sam.says("hello")
            await parts.worker.run(fill, store, tmp_path / "tandem.db")
            (message,) = sam.chat.messages.values()
            query = sam.taps_data(message, "an-old-token:urgent")
            await _fails(parts)
            assert telegram.world.queries[query].done
            assert CARD in "".join(texts(sam))

    await scenario()


async def test_a_full_batch_that_cannot_be_kept_does_not_hide_somebody_in_danger(
    telegram: StandIn, store: Store, tmp_path: Path
) -> None:
    """A hundred wait and cannot be kept; the one behind them asks for help."""
    stop = asyncio.Event()

    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            await parts.worker.run(fill, store, tmp_path / "tandem.db")
            crowd = [telegram.person(str(number)) for number in range(100)]
            for person in crowd:
                person.says("hello")
            sam = telegram.person("Sam")
            sam.says("/sos")
            polling = asyncio.create_task(poll(parts.bot, parts.intake.take, stop, 0.01, parts.intake.let_go))
            await soon(sam.hears, CARD)
            stop.set()
            await polling
            assert texts(crowd[0])[-1] == "Repairing, lost"

    await scenario()


async def test_somebody_whose_rows_are_damaged_gets_help_from_the_same_turn(telegram: StandIn, store: Store) -> None:
    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            parts.number_of(sam)
            store.connection.run("UPDATE sessions SET session = x'00'")
            sam.says("/sos")
            await parts.intake.take(_updates(telegram))
            parts.sender.start()
            await parts.emptied()
            assert CARD in "".join(texts(sam))

    await scenario()
