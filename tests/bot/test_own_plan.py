"""The note for hard moments in the real store: encrypted, on the card, in the export, and gone when erased."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.conversation import Arrival, take_turns
from bot.outgoing import decode_outgoing
from dialogs.session import Session
from dialogs.turn import Chose, Commanded, Input, Said, Say, Settings
from storage import Store
from tests.talk import REAL, library

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
NOTE = "Ring Mirabelle, then feed the geese."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "data" / "t.db", tmp_path / "keys" / "key")
    with opened.batch():
        opened.add("telegram", "7", Settings(consent=1, adult=True), Session(7), NOW)
    yield opened
    opened.close()


def say(store: Store, *inputs: Input | str) -> str:
    """Do these in turn, a string being the id of a button; the text of the last answer."""
    text = token = ""
    for number, what in enumerate(inputs):
        came = Chose(token, what) if isinstance(what, str) else what
        take_turns(store, library(REAL), [Arrival(None, "telegram", "7", came)], NOW + timedelta(minutes=number))
        with store.batch():
            rows = store.waiting(0, 100)
            store.delivered([row.id for row in rows])
        bubbles = [sent.bubble for sent in (decode_outgoing(row.body) for row in rows) if isinstance(sent, Say)]
        text = "\n".join(bubble.text for bubble in bubbles)
        token = next((bubble.token for bubble in bubbles if bubble.token), "")
    return text


def written(store: Store) -> None:
    say(store, Commanded("settings"), "plan", "write", Said(NOTE))


def test_it_stands_on_the_card_and_in_the_export(store: Store) -> None:
    written(store)
    assert NOTE in say(store, Said("I want to kill myself"))
    number = store.person_numbers("7")[0]
    assert NOTE in repr(store.everything(number))


def test_it_is_nowhere_in_the_files(store: Store, tmp_path: Path) -> None:
    written(store)
    files = [file.read_bytes() for file in (tmp_path / "data").iterdir()]
    assert files
    assert not any(b"Mirabelle" in raw for raw in files)


def test_erased_it_is_gone_from_the_record_and_the_card(store: Store) -> None:
    written(store)
    say(store, Commanded("journal"), "plan", "erase")
    number = store.person_numbers("7")[0]
    assert store.records(number, "safety_plan") == []
    assert NOTE not in say(store, Commanded("sos"))
