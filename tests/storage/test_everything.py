"""The export is complete: every row that speaks of a person is in it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from dialogs.session import Session, Written
from dialogs.turn import AskAgain, Keep, Settings
from storage import Store


def test_every_row_of_every_table_is_in_the_export(store: Store, session: Session, now: datetime) -> None:
    number = store.add("telegram", "4711", Settings(name="Sam"), session, now).number
    other = store.add("telegram", "2", Settings(name="Alex"), session, now).number
    for n in range(3):
        store.keep(number, Keep(f"k{n}", "note", "s", 1, {"x": Written(f"words {n}")}), now)
        store.ask_again(number, AskAgain(now, f"later{n}"))
        store.queue("telegram", "4711", number, f"body {n}".encode(), now)
        store.sent(number, 50 + n, "t", now)
    store.keep(other, Keep("k", "note", "s", 1, {"x": Written("not theirs")}), now)
    everything = store.everything(number)
    plain = msgspec.json.encode(everything).decode()
    for words in (
        "4711",
        "Sam",
        "when the phone rings",
        "words 0",
        "words 2",
        "later1",
        "body 2",
        "52",
        "2026-03-02T18:00:00.123456Z",
    ):
        assert words in plain
    assert "not theirs" not in plain
    assert [len(everything[part]) for part in ("records", "follow_ups", "waiting", "sent")] == [3, 3, 3, 3]
    tables = {
        name for (name,) in store.connection.rows("SELECT name FROM sqlite_schema WHERE sql LIKE '%REFERENCES people%'")
    }
    store.set_nudge(number, now)
    assert store.everything(number)["nudge_due"] == msgspec.to_builtins(now)
    assert tables == {"sessions", "records", "follow_ups", "outbox", "sent", "nudges"}, (
        "a new table must come into the export"
    )


def test_counts(store: Store, session: Session, now: datetime) -> None:
    one = store.add("telegram", "1", Settings(), session, now).number
    store.add("telegram", "2", Settings(), session, now)
    store.set_gone(one, True)
    store.keep(one, Keep("k", "note", "s", 1, {}), now)
    store.queue("telegram", "x", None, b"", now)
    assert store.counts() == {"people": 2, "gone": 1, "records": 1, "follow_ups": 0, "waiting": 1}
