"""Records: the newest first, one a key, and only their own person's."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from dialogs.session import Session, Written
from dialogs.turn import Keep, Settings
from storage import Store


def keep(key: str, kind: str = "note", words: str = "w") -> Keep:
    return Keep(key, kind, "s", 1, {"words": Written(words)})


def test_newest_first_by_kind_and_at_most(store: Store, session: Session, now: datetime) -> None:
    one, two = (store.add("telegram", name, Settings(), session, now).number for name in "ab")
    for minute, key in enumerate("abc"):
        store.keep(one, keep(key, "card" if key == "b" else "note"), now + timedelta(minutes=minute))
    store.keep(two, keep("a"), now)
    assert [kept.key for kept in store.records(one)] == ["c", "b", "a"]
    assert [kept.key for kept in store.records(one, "note")] == ["c", "a"]
    assert [kept.key for kept in store.records(one, "note", 1)] == ["c"]
    assert [kept.key for kept in store.records(one, most=2)] == ["c", "b"]
    assert [kept.key for kept in store.records(two)] == ["a"]


def test_records_of_one_instant_come_in_the_order_they_were_kept(store: Store, session: Session, now: datetime) -> None:
    number = store.add("telegram", "1", Settings(), session, now).number
    for key in "zay":
        store.keep(number, keep(key), now)
    assert [kept.key for kept in store.records(number)] == ["y", "a", "z"]


def test_the_same_key_replaces(store: Store, session: Session, now: datetime) -> None:
    number = store.add("telegram", "1", Settings(), session, now).number
    store.keep(number, keep("a", words="first"), now)
    store.keep(number, keep("a", "card", "second"), now + timedelta(1))
    (kept,) = store.records(number)
    assert (kept.kind, kept.fields, kept.at) == ("card", {"words": Written("second")}, now + timedelta(1))


def test_taking_back_what_is_not_there_does_no_harm(store: Store, now: datetime) -> None:
    number = store.add("telegram", "1", Settings(), Session(1), now).number
    store.unkeep(number, "nothing")
    with pytest.raises(LookupError):
        store.keep(99, keep("a"), now)
    assert store.records(99) == []
