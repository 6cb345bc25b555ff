"""A chat that clears itself: what is due goes, the person's words too, in hundreds, and survives a restart."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from bot.outgoing import Clear, decode_outgoing
from bot.telegram.clearing import clear_due
from dialogs.session import Session
from dialogs.turn import Settings
from storage import Store
from tests.bot.telegram.parts import NOW, Parts, put_together
from tests.bot_api.person import Person
from tests.bot_api.standin import StandIn

HOUR = timedelta(hours=1)


async def _wants(parts: Parts, person: Person, hours: int) -> None:
    def want() -> None:
        number = parts.number_of(person)
        with parts.store.batch():
            parts.store.save(number, Session(1), NOW, Settings(consent=1, clear_after=hours))

    await parts.worker.run(want)


async def _clear(parts: Parts, now: datetime) -> None:
    while await parts.worker.run(clear_due, parts.store, now):
        parts.sender.wake()
    await parts.emptied()


async def test_messages_of_both_go_when_their_time_has_come(telegram: StandIn, store: Store) -> None:
    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam, alex = telegram.person("Sam"), telegram.person("Alex")
            for person in (sam, alex):
                await _wants(parts, person, 1 if person is sam else 0)
                person.says("/help")
            with telegram.world.changed:
                updates = [update.body for update in telegram.world.inbox.waiting.values()]
            await parts.intake.take(updates)
            parts.sender.start()
            await parts.emptied()
            await _clear(parts, NOW + HOUR - timedelta(seconds=1))
            assert len(sam.chat.visible()) == 2
            await _clear(parts, NOW + HOUR)
            assert sam.chat.visible() == []
            assert len(alex.chat.visible()) == 2
            assert store.sent_since(parts.number_of(sam), NOW) == []

    await scenario()
    assert telegram.journal.refusals() == []


async def test_they_go_in_hundreds(telegram: StandIn, store: Store) -> None:
    async def scenario() -> None:
        async with put_together(telegram, store) as parts:
            sam = telegram.person()
            await _wants(parts, sam, 6)
            for number in range(230):
                await parts.queue(sam, f"{number}")
            parts.sender.start()
            await parts.emptied()
            await _clear(parts, NOW + 6 * HOUR)
            assert sam.seen() == []

    await scenario()
    assert [len(call.parameters["message_ids"]) for call in telegram.journal.of("deleteMessages")] == [100, 100, 30]


def _add(store: Store, settings: Settings) -> int:
    with store.batch():
        number = store.add("telegram", "7", Settings(), Session(1), NOW).number
        store.save(number, Session(1), NOW, settings)
        for message in range(1, 4):
            store.sent(number, message, None, NOW + message * HOUR)
    return number


def test_what_is_due_waits_in_the_outbox_and_is_due_once(store: Store) -> None:
    _add(store, Settings(clear_after=1))
    assert clear_due(store, NOW + 3 * HOUR)
    assert not clear_due(store, NOW + 3 * HOUR)
    assert [decode_outgoing(row.body) for row in store.waiting(0, 10)] == [Clear((1, 2))]


def test_a_change_goes_for_what_is_there_already(store: Store) -> None:
    number = _add(store, Settings())
    assert not clear_due(store, NOW + 99 * HOUR)
    for hours, cleared in ((24, []), (0, []), (1, [Clear((1, 2, 3))])):
        with store.batch():
            store.save(number, Session(1), NOW, Settings(clear_after=hours))
        clear_due(store, NOW + 10 * HOUR)
        assert [decode_outgoing(row.body) for row in store.waiting(0, 10)] == cleared


def test_somebody_who_cannot_be_read_holds_up_nobody(store: Store) -> None:
    _add(store, Settings(clear_after=1))
    with store.batch():
        other = store.add("telegram", "8", Settings(), Session(1), NOW).number
        store.save(other, Session(1), NOW, msgspec.structs.replace(Settings(), clear_after=1))
        store.sent(other, 9, None, NOW)
    store.connection.run("UPDATE people SET address = x'00' WHERE number = 1")
    assert clear_due(store, NOW + 9 * HOUR)
    assert [row.person for row in store.waiting(0, 10)] == ["8"]
