"""A phone that others can read: what one tap takes away, what a PIN leaves behind, what makes a sound."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.conversation import Newcomer, take_turns
from bot.telegram.wire import read_update
from dialogs.pin import hash_pin
from dialogs.session import Session
from dialogs.turn import Settings
from storage import Store
from tests.bot.telegram.parts import NOW, Parts, put_together
from tests.bot_api.person import Person
from tests.bot_api.standin import StandIn
from tests.talk import REAL, library

KNOWN = Settings(consent=1, adult=True)


class Chat:
    """Somebody with these settings, who talks to the real scripts."""

    def __init__(self, parts: Parts, settings: Settings) -> None:
        self.parts, self.person = parts, parts.telegram.person()
        self.taken: set[int] = set()
        with parts.store.batch():
            parts.store.save(parts.number_of(self.person), Session(1), NOW, settings)

    async def does(self, act: Callable[[Person], object]) -> None:
        """Act, and have the answer sent."""
        act(self.person)
        with self.parts.telegram.world.changed:
            updates = [update.body for update in self.parts.telegram.world.inbox.waiting.values()]
        await self.parts.worker.run(self._take, [one for one in updates if one["update_id"] not in self.taken])
        self.taken |= {one["update_id"] for one in updates}
        self.parts.sender.wake()
        await self.parts.emptied()

    def _take(self, updates: list[dict[str, Any]]) -> None:
        arrivals: Any = [read_update(one) for one in updates]
        take_turns(self.parts.store, library(REAL), arrivals, NOW, Newcomer())


async def test_one_tap_takes_away_what_both_have_written(telegram: StandIn, store: Store) -> None:
    async with put_together(telegram, store) as parts:
        parts.sender.start()
        chat = Chat(parts, KNOWN)
        await chat.does(lambda sam: sam.says("/journal"))
        await chat.does(lambda sam: sam.taps("Write a note"))
        await chat.does(lambda sam: sam.says("a marker of my own"))
        await chat.does(lambda sam: sam.taps("Hide"))
        (left,) = chat.person.chat.visible()
        assert left.by_bot
        assert left.rows == []
    assert telegram.journal.refusals() == []


async def test_the_message_with_the_digits_is_taken_away(telegram: StandIn, store: Store) -> None:
    async with put_together(telegram, store) as parts:
        parts.sender.start()
        chat = Chat(parts, Settings(consent=1, adult=True, pin=hash_pin("4821", 1)))
        await chat.does(lambda sam: sam.says("/journal"))
        for digits in ("1111", "4821"):
            await chat.does(lambda sam: sam.says("/journal"))
            await chat.does(lambda sam, digits=digits: sam.says(digits))  # type: ignore[misc]
        assert not [message for message in chat.person.chat.visible() if message.text in ("1111", "4821")]
        assert "Write a note" in str(chat.person.seen()[-1].labels)
    assert telegram.journal.refusals() == []


@pytest.mark.parametrize("discreet", [True, False])
async def test_discreet_mode_makes_no_sound(telegram: StandIn, store: Store, discreet: bool) -> None:
    async with put_together(telegram, store) as parts:
        parts.sender.start()
        chat = Chat(parts, Settings(consent=1, adult=True, discreet=discreet))
        await chat.does(lambda sam: sam.says("/menu"))
        await chat.does(lambda sam: sam.says("/export"))
        await chat.does(lambda sam: sam.taps("Send the file"))
    sent = telegram.journal.of("sendMessage", "sendDocument")
    assert len(sent) >= 4
    assert {bool(call.parameters.get("disable_notification")) for call in sent} == {discreet}


async def test_what_is_kept_cannot_be_passed_on(telegram: StandIn, store: Store) -> None:
    async with put_together(telegram, store) as parts:
        parts.sender.start()
        chat = Chat(parts, KNOWN)
        await chat.does(lambda sam: sam.says("/journal"))
        await chat.does(lambda sam: sam.taps("Write a note"))
        await chat.does(lambda sam: sam.says("a secret"))
        await chat.does(lambda sam: sam.says("/journal"))
        await chat.does(lambda sam: sam.taps("My notes"))
        await chat.does(lambda sam: sam.says("/sos"))
    *_, shown, card = telegram.journal.of("sendMessage")
    assert "a secret" in repr(shown.parameters)
    assert shown.parameters["protect_content"]
    assert not card.parameters.get("protect_content"), "a number is to be passed on"
