"""People in the stand-in act like people: they tap what they see, and waiting for them fails with what they saw."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from tests.bot_api.conftest import Ask, post

if TYPE_CHECKING:
    from tests.bot_api.standin import StandIn

YES = {"inline_keyboard": [[{"text": "Yes", "callback_data": "t1:yes"}, {"text": "No", "callback_data": "t1:no"}]]}


def test_a_reply_is_waited_for(telegram: StandIn, ask: Ask) -> None:
    sam = telegram.person("Sam")
    sam.says("/start")
    with ThreadPoolExecutor() as pool:
        heard = pool.submit(sam.hears, "Hello", 5)
        ask("sendMessage", chat_id=sam.chat.id, text="Hello, Sam")
        assert heard.result().text == "Hello, Sam"


def test_an_old_message_is_no_reply(telegram: StandIn, ask: Ask) -> None:
    sam = telegram.person("Sam")
    sam.says("/start")
    ask("sendMessage", chat_id=sam.chat.id, text="Hello")
    sam.says("again")
    with pytest.raises(AssertionError, match="Sam hears 'Hello'"):
        sam.hears("Hello", 0)


def test_only_buttons_of_the_newest_question_are_tapped(telegram: StandIn, ask: Ask) -> None:
    sam = telegram.person("Sam")
    sam.says("/start")
    ask("sendMessage", chat_id=sam.chat.id, text="Shall we?", reply_markup=YES)
    sam.taps("Yes")
    sam.taps("no")
    taps = [update["callback_query"]["data"] for update in ask("getUpdates")[1][1:]]
    assert taps == ["t1:yes", "t1:no"]
    ask(
        "sendMessage",
        chat_id=sam.chat.id,
        text="x",
        reply_markup={"inline_keyboard": [[{"text": "On", "callback_data": "t2:on"}]]},
    )
    with pytest.raises(AssertionError, match="a button 'Yes'"):
        sam.taps("Yes", 0)


def test_updates_have_telegrams_shape(telegram: StandIn, ask: Ask) -> None:
    sam = telegram.person("Sam", language="pt-br")
    number = sam.says("/start boundary_builder")
    sam.edits(number, "corrected")
    sam.sends("photo", "my caption")
    sam.blocks()
    sam.returns()
    sam.adds_bot(telegram.group("Friends"))
    updates = ask("getUpdates")[1]
    kinds = [next(key for key in update if key != "update_id") for update in updates]
    assert kinds == [
        "message",
        "edited_message",
        "message",
        "my_chat_member",
        "my_chat_member",
        "my_chat_member",
        "message",
    ]
    assert updates[0]["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert updates[0]["message"]["from"]["language_code"] == "pt-br"
    assert updates[1]["edited_message"]["message_id"] == number
    assert updates[1]["edited_message"]["edit_date"]
    assert updates[2]["message"]["caption"] == "my caption"
    assert updates[3]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert updates[5]["my_chat_member"]["chat"]["type"] == "supergroup"


def test_the_journal_counts_what_people_got(telegram: StandIn, ask: Ask) -> None:
    sam = telegram.person("Sam")
    sam.says("/start")
    for text in ("one", "", "two"):
        ask("sendMessage", chat_id=sam.chat.id, text=text)
    assert [call.parameters["text"] for call in telegram.journal.sent(sam.chat.id)] == ["one", "two"]
    assert telegram.journal.busiest(60) == 2
    assert telegram.journal.busiest(0) == 0
    assert len(telegram.journal.refusals()) == 1


def test_it_runs_as_a_process_and_is_driven_over_http() -> None:
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bot_api"], cwd=root, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            told = json.loads(process.stdout.readline())
            control, bot = f"{told['root']}/control", f"{told['root']}/bot{told['token']}"
            with pytest.raises(KeyError):
                post(f"{control}/say", json.dumps({"name": "Sam", "text": "hi"}).encode())
            _, updates = post(f"{bot}/getUpdates", b"{}")
            chat = updates[0]["message"]["chat"]["id"]
            post(f"{bot}/sendMessage", json.dumps({"chat_id": chat, "text": "Hello", "reply_markup": YES}).encode())
            with urlopen(f"{control}/chat?name=Sam") as seen:  # noqa: S310 - loopback only
                assert json.loads(seen.read())[0]["labels"] == ["Yes", "No"]
            with urlopen(f"{control}/count") as count:  # noqa: S310 - loopback only
                assert json.loads(count.read()) == 1
        finally:
            process.terminate()
        assert process.wait(10) == 0
