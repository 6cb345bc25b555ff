"""A network that drops, delays, answers nonsense, or does what it was told and then drops: nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.process.crowd import Crowd
from tests.process.people import introduce
from tests.process.test_kills import assert_kept_as_if_undisturbed
from tests.process.undisturbed import Undisturbed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot_api.standin import StandIn
    from tests.process.conftest import Serve

PEOPLE = 10
ACTS = 5
SECONDS = 60.0
WEATHER = {"drop_before": 0.05, "drop_after": 0.07, "delay": 0.06, "error": 0.04, "garbage": 0.02, "flood": 0.01}
SENDS = ("sendMessage", "editMessageText", "editMessageReplyMarkup")


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_bad_weather_loses_nothing(telegram: StandIn, serve: Serve, tmp_path: Path, webhook: bool) -> None:
    crowd = Crowd(telegram, Undisturbed(tmp_path / "undisturbed"), PEOPLE, ACTS, seed=3)
    serving = serve(webhook=webhook)
    introduce(serving, *crowd.known())
    serving.start()
    telegram.faults.weather(seed=5, **WEATHER)
    telegram.courier.lose_answers = 10 if webhook else 0
    crowd.finish(SECONDS)
    telegram.faults.clear()
    telegram.wait_until_taken()
    assert serving.stop() == 0, serving.stderr
    assert "Traceback" not in serving.stderr, serving.stderr
    assert_kept_as_if_undisturbed(serving, crowd)
    for walker in crowd.walkers:
        lost = [call for call in telegram.journal.sent(walker.person.chat.id) if call.fault == "drop_after"]
        assert len(walker.repeats) <= len(lost), "a message came twice though its answer arrived"
    assert_pauses_are_kept(telegram)


def assert_pauses_are_kept(telegram: StandIn) -> None:
    """After a 429 nothing more goes to that chat until retry_after has passed."""
    for flood in [call for call in telegram.journal.of(*SENDS) if call.fault == "flood"]:
        later = [call.at for call in telegram.journal.of(*SENDS, chat=flood.chat) if call.number > flood.number]
        assert not later or min(later) >= flood.at + 1.0 - 0.01, str(flood)


def test_a_flood_is_waited_out(telegram: StandIn, serve: Serve) -> None:
    sam = telegram.person("Sam")
    serving = serve()
    introduce(serving, sam)
    telegram.faults.add("flood", "sendMessage", seconds=2)
    with serving:
        sam.says("/help")
        sam.hears()
    first, second = telegram.journal.of("sendMessage")[:2]
    assert (first.code, second.code) == (429, 200)
    assert 2.0 <= second.at - first.at < 4.0


def test_one_chat_that_hangs_delays_no_other(telegram: StandIn, serve: Serve) -> None:
    serving = serve()
    hung, *others = [telegram.person(f"P{n}") for n in range(20)]
    introduce(serving, hung, *others)
    telegram.faults.add("delay", "sendMessage", chat=hung.chat.id, times=1000, seconds=30)
    serving.start()
    hung.says("/help")
    telegram.wait_for_calls("sendMessage")
    for text in ("/help", "/privacy"):
        for person in others:
            person.says(text)
        for person in others:
            person.hears(seconds=3)
    assert not hung.seen()
    assert serving.stop() == 0, "a hanging call must not hold the end"
    telegram.faults.clear()
    serving.start()
    hung.waits(hung.seen, what="the reply comes after all")
