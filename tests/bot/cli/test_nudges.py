"""`tandem nudges`: what would be sent and why; nothing changes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dialogs.session import Session
from dialogs.turn import Settings
from storage import Store
from tests.bot.cli.conftest import Tandem


@pytest.fixture
def wishing(tandem: Tandem, monkeypatch: pytest.MonkeyPatch) -> Tandem:
    """Sam lives in Berlin and wants one a day at seven."""
    monkeypatch.setenv("TANDEM_DATABASE", "data/t.db")
    monkeypatch.setenv("TANDEM_KEY_FILE", "keys/key")
    store = Store.open(Path("data/t.db"), Path("keys/key"))
    settings = Settings(consent=1, adult=True, timezone="Europe/Berlin")
    store.add("terminal", "sam", settings, Session(7), datetime(2026, 3, 1, tzinfo=UTC))
    store.close()
    answers = "/nudge\nOnce a day\nEvening, 19:00\n22:00 to 8:00\n"
    assert tandem("chat", "--person", "sam", "--now", "2026-03-02T08:00", stdin=answers).code == 0
    return tandem


def test_it_says_when_what_and_why(wishing: Tandem) -> None:
    done = wishing("nudges", "--now", "2026-03-27T09:00", "--for", "60d", "sam")
    lines = [line.split() for line in done.out.splitlines()]
    assert [" ".join(line[1:4]) for line in lines[:4]] == [
        "Fri 2026-03-27 19:00", "Sat 2026-03-28 19:00", "Sun 2026-03-29 19:00", "Wed 2026-04-01 19:00",
    ]  # fmt: skip
    assert len(lines) == 10
    assert "every 3 days" in done.out
    assert "pause/pause_or_stop (9 went unanswered" in done.out.splitlines()[-1]


def test_nothing_changes(wishing: Tandem) -> None:
    before = wishing("export", "sam").out
    first = wishing("nudges", "--now", "2026-03-27T09:00").out
    assert first
    assert wishing("nudges", "--now", "2026-03-27T09:00").out == first
    assert wishing("export", "sam").out == before


def test_who_wants_none_is_told_of_so(wishing: Tandem) -> None:
    assert wishing("chat", "--person", "sam", stdin="/nudge\nNo reminders\n").code == 0
    assert wishing("nudges").out == "Nothing would be sent.\n"
    assert "wants no reminders" in wishing("nudges", "sam").out


@pytest.mark.parametrize("words", [("--for", "x"), ("--for", "0d"), ("--for", "999d"), ("--now", "soon")])
def test_what_cannot_be_read_is_a_usage_error(wishing: Tandem, words: tuple[str, str]) -> None:
    done = wishing("nudges", *words)
    assert done.code == 2
    assert words[1] in done.err
