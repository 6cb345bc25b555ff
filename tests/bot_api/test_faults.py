"""Faults happen to the calls they are meant for, as often as they are meant to."""

from __future__ import annotations

from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.error import URLError

import pytest

from tests.bot_api.conftest import Ask
from tests.bot_api.faults import Faults

if TYPE_CHECKING:
    from tests.bot_api.standin import StandIn

BROKEN = (URLError, HTTPException, ConnectionError)


def test_a_drop_before_does_nothing_and_a_drop_after_does_it(telegram: StandIn, ask: Ask) -> None:
    sam = telegram.person()
    sam.says("hello")
    for kind, seen in (("drop_before", []), ("drop_after", ["x"])):
        telegram.faults.add(kind, "sendMessage")
        with pytest.raises(BROKEN):
            ask("sendMessage", chat_id=sam.chat.id, text="x")
        assert [message.text for message in sam.seen()] == seen
    assert [call.fault for call in telegram.journal.of("sendMessage")] == ["drop_before", "drop_after"]


def test_errors_and_floods_are_answered_and_do_nothing(telegram: StandIn, ask: Ask) -> None:
    sam = telegram.person()
    sam.says("hello")
    telegram.faults.add("error", times=2)
    telegram.faults.add("flood", seconds=7)
    telegram.faults.add("refuse", text="no")
    assert [ask("sendMessage", chat_id=sam.chat.id, text="x")[0] for _ in range(5)] == [500, 500, 429, 400, 200]
    assert len(sam.seen()) == 1


def test_garbage_is_no_json(telegram: StandIn, ask: Ask) -> None:
    telegram.faults.add("garbage", "getMe")
    with pytest.raises(ValueError, match="Expecting value"):
        ask("getMe")


def test_a_fault_is_for_one_chat(telegram: StandIn, ask: Ask) -> None:
    kim, sam = telegram.person("Kim"), telegram.person("Sam")
    kim.says("hello")
    sam.says("hello")
    telegram.faults.add("error", chat=kim.chat.id)
    assert ask("sendMessage", chat_id=sam.chat.id, text="x")[0] == 200
    assert ask("sendMessage", chat_id=kim.chat.id, text="x")[0] == 500


def test_weather_is_the_same_for_the_same_seed() -> None:
    def strikes(seed: int) -> list[str]:
        faults = Faults()
        faults.weather(seed, drop_before=0.2, error=0.2)
        return [fault.kind if fault else "" for fault in (faults.pick("sendMessage", 1) for _ in range(200))]

    assert strikes(1) == strikes(1) != strikes(2)
    assert set(strikes(1)) == {"", "drop_before", "error"}


def test_a_fault_of_no_known_kind_is_a_mistake_in_the_test() -> None:
    with pytest.raises(ValueError, match="rain"):
        Faults().add("rain")
    with pytest.raises(ValueError, match="rain"):
        Faults().weather(1, rain=1.0)
