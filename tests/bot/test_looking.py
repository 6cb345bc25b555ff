"""Looking through records: page by page, by a word, after a change, after erasing, and back again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.conversation import Arrival, Newcomer, take_turns
from bot.outgoing import decode_outgoing
from dialogs.session import Written
from dialogs.turn import Bubble, Chose, Commanded, Input, Keep, Said, Say, Settings
from storage import Store
from tests.talk import REAL, library

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
SAM = Newcomer(Settings(consent=1, adult=True, name="Sam"), seed=1)


class Reader:
    """Somebody who taps through their notes, on a real store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.bubble = Bubble("")

    def do(self, came: Input) -> str:
        """Take a turn; the text of the last bubble."""
        take_turns(self.store, library(REAL), [Arrival(None, "telegram", "7", came)], NOW, SAM)
        rows = self.store.waiting(0, 100)
        with self.store.batch():
            self.store.delivered([row.id for row in rows])
        said = [what.bubble for row in rows if isinstance(what := decode_outgoing(row.body), Say)]
        self.bubble = said[-1]
        return self.bubble.text

    def tap(self, label: str) -> str:
        """Tap the button that begins with these words."""
        button = next(one for one in self.bubble.buttons if one.label.startswith(label))
        assert self.bubble.token
        return self.do(Chose(self.bubble.token, button.id))

    @property
    def notes(self) -> list[str]:
        """The labels of the notes on the page."""
        return [one.label for one in self.bubble.buttons if one.label.startswith("20")]


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    """Somebody with fifteen notes, one a day."""
    (tmp_path / "keys").mkdir()
    store = Store.open(tmp_path / "t.db", tmp_path / "keys" / "key")
    found = Reader(store)
    found.do(Commanded("journal"))
    person = store.find("telegram", "7")
    assert person is not None
    with store.batch():
        for day in range(15):
            at = NOW - timedelta(days=day)
            store.keep(person.number, Keep(f"n{day}", "journal", "journal", 2, {"note": Written(f"note-{day}")}), at)
    yield found
    store.close()


def test_pages_go_round(reader: Reader) -> None:
    reader.tap("My notes")
    assert reader.notes == [f"2026-{month}: note-{day}" for day, month in enumerate(
        ("03-02", "03-01", "02-28", "02-27", "02-26", "02-25"))]  # fmt: skip
    reader.tap("More")
    reader.tap("More")
    assert [label[12:] for label in reader.notes] == ["note-12", "note-13", "note-14"]
    reader.tap("More")
    assert len(reader.notes) == 6
    assert reader.notes[0].endswith("note-0")


def test_a_word_finds_notes_whatever_its_case(reader: Reader) -> None:
    reader.tap("Find")
    reader.do(Said("NOTE-1"))
    assert [label[12:] for label in reader.notes] == ["note-1", *(f"note-{day}" for day in range(10, 15))]


def test_going_back_shows_the_list_as_it_is_now(reader: Reader) -> None:
    reader.tap("My notes")
    reader.tap("2026-03-02")
    reader.tap("Back")
    assert len(reader.notes) == 6


def test_a_note_written_anew_keeps_its_day_and_shows_in_the_list_at_once(reader: Reader) -> None:
    reader.tap("My notes")
    reader.tap("2026-03-01")
    reader.tap("Write it anew")
    assert "better words" in reader.do(Said("better words"))
    reader.tap("Leave")
    reader.tap("My notes")
    assert reader.notes[1] == "2026-03-01: better words"


def test_an_erased_note_is_gone_from_list_undo_session_and_file(reader: Reader, tmp_path: Path) -> None:
    person = reader.store.find("telegram", "7")
    assert person is not None
    reader.tap("My notes")
    reader.tap("2026-03-02")
    reader.tap("Erase")
    assert "Erase this note" in reader.bubble.text
    reader.tap("Erase")
    reader.tap("My notes")
    assert reader.notes[0].endswith("note-1")
    assert "n0" not in {one.key for one in reader.store.records(person.number)}
    session = str((reader.store.find("telegram", "7") or person).session)
    assert "note-0" not in session
    assert not reader.store.scrub_owed()


def test_with_nothing_kept_it_says_so_and_goes_on(reader: Reader) -> None:
    assert "Nothing kept from exercises yet" in reader.tap("What I kept")
    reader.tap("Find")
    assert "No note holds" in reader.do(Said("{note} <b>"))
