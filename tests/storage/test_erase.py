"""After /delete nothing of a person is left: not in a table, and not in a byte of any file."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest

from dialogs.session import Written
from dialogs.turn import AskAgain, Keep, Settings
from storage import Store
from tests.storage.place import Place, Saying

BLOBS = (
    "SELECT lookup FROM people WHERE number = ?",
    "SELECT key FROM people WHERE number = ?",
    "SELECT address FROM people WHERE number = ?",
    "SELECT settings FROM people WHERE number = ?",
    "SELECT session FROM sessions WHERE person = ?",
    "SELECT fields FROM records WHERE person = ?",
    "SELECT body FROM outbox WHERE person = ?",
)


def move_in(store: Store, name: str, saying: Saying, now: datetime) -> int:
    """Someone with something in every table."""
    number = store.add("telegram", name, Settings(name=f"name-{name}"), saying(f"session-{name}"), now).number
    store.keep(number, Keep(f"key-{name}", "note", "s", 1, {"x": Written(f"record-{name}")}), now)
    store.ask_again(number, AskAgain(now, f"script-{name}"))
    store.queue("telegram", name, number, f"body-{name}".encode(), now)
    store.sent(number, 1, f"token-{name}", now)
    store.set_nudge(number, now)
    return number


def traces(store: Store, number: int) -> list[bytes]:
    return [row[0] for query in BLOBS for row in store.connection.rows(query, (number,))]


def found_in(place: Place, needles: list[bytes]) -> list[tuple[str, bytes]]:
    return [(name, needle) for name, content in place.contents().items() for needle in needles if needle in content]


def rows_of(store: Store, number: int) -> dict[str, int]:
    """How many rows of any table speak of that person: tables added later too."""
    counted = {}
    for (table,) in store.connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table'"):
        for _, column, *_ in store.connection.rows(f"PRAGMA table_info({table})"):
            if column == "person" or (table, column) == ("people", "number"):
                counted[table] = store.connection.number(
                    f"SELECT count(*) FROM {table} WHERE {column} = ?",  # noqa: S608 (our own names)
                    (number,),
                )
    return counted


def test_what_people_write_is_nowhere_in_the_files(place: Place, store: Store, saying: Saying, now: datetime) -> None:
    move_in(store, "nowhere-to-be-read", saying, now)
    words = [f"{what}-nowhere-to-be-read".encode() for what in ("name", "session", "record", "body")]
    assert found_in(place, [*words, b" nowhere", b"telegram:nowhere"]) == []
    store.close()
    assert found_in(place, words) == []


def test_forgetting_empties_every_table_and_leaves_the_others_alone(
    store: Store, saying: Saying, now: datetime
) -> None:
    one, two = (move_in(store, name, saying, now) for name in ("one", "two"))
    before = rows_of(store, one)
    assert set(before) == {"people", "sessions", "records", "follow_ups", "outbox", "sent", "nudges"}
    assert set(before.values()) == {1}
    other = store.everything(two)
    with store.batch():
        store.forget(one)
        store.queue("telegram", "one", None, b"All is erased.", now)
    assert set(rows_of(store, one).values()) == {0}
    assert store.everything(two) == other
    assert store.find("telegram", "one") is None
    assert [(row.number, row.body) for row in store.waiting(0, 9)] == [(two, b"body-two"), (None, b"All is erased.")]
    with pytest.raises(LookupError):
        store.everything(one)


def test_an_undone_forgetting_forgets_nothing(store: Store, saying: Saying, now: datetime) -> None:
    number = move_in(store, "one", saying, now)
    before = store.everything(number)
    with pytest.raises(ZeroDivisionError), store.batch():  # noqa: PT012 (a batch is what breaks)
        store.forget(number)
        raise ZeroDivisionError
    assert store.everything(number) == before
    assert not store.scrub_owed()


def test_not_a_byte_is_left_after_the_scrub(place: Place, store: Store, saying: Saying, now: datetime) -> None:
    """Among hundreds of people whose rows grew, shrank and moved pages, so that old copies could be lying about."""
    chance = random.Random(4)
    numbers: list[int] = []
    for _ in range(20):
        with store.batch():
            numbers += [move_in(store, f"p{len(numbers)}-{n}", saying, now) for n in range(15)]
    left = {number: traces(store, number) for number in numbers}
    for round_ in range(10):
        with store.batch():
            for number in chance.sample(numbers, 60):
                later = now + timedelta(minutes=round_)
                store.save(
                    number, saying("x" * chance.randrange(3000)), later, Settings(name="y" * chance.randrange(300))
                )
                left[number] += traces(store, number)
    victims = chance.sample(numbers, 40)
    needles = [trace[:48] for number in victims for trace in left[number]]
    assert found_in(place, needles) != []
    with store.batch():
        for number in victims:
            store.forget(number)
    assert store.scrub_owed()
    assert store.scrub()
    assert not store.scrub_owed()
    assert found_in(place, needles) == []
    assert place.contents()["t.db-wal"] == b""
    assert store.counts()["people"] == len(numbers) - len(victims)


def test_a_crash_before_the_scrub_is_made_good_at_the_next_start(place: Place, saying: Saying, now: datetime) -> None:
    store = place.open()
    number = move_in(store, "one", saying, now)
    move_in(store, "two", saying, now)
    needles = traces(store, number)
    store.forget(number)
    store.close()
    store = place.open()
    assert not store.scrub_owed()
    assert found_in(place, needles) == []
    store.close()


def test_a_reader_in_the_way_leaves_the_scrub_owed(place: Place, store: Store, saying: Saying, now: datetime) -> None:
    number = move_in(store, "one", saying, now)
    store.connection.run("PRAGMA busy_timeout = 1")
    reader = place.open(reading=True)
    reader.connection.run("BEGIN")
    assert reader.find("telegram", "one")
    store.forget(number)
    assert not store.scrub()
    assert store.scrub_owed()
    reader.close()
    assert store.scrub()


def test_a_large_file_is_rewritten_when_asked(place: Place, store: Store, saying: Saying, now: datetime) -> None:
    with store.batch():
        numbers = [move_in(store, str(n), lambda words: saying(words * 2000), now) for n in range(900)]
    store.forget(numbers[0])
    assert place.database.stat().st_size + place.contents()["t.db-wal"].__len__() > 16 << 20
    assert not store.scrub()
    assert store.scrub_owed()
    assert store.scrub(thorough=True)
    assert not store.scrub_owed()
