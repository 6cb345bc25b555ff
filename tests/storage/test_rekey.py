"""A new key: everything is there under it, nothing opens with the old one, and a kill leaves one of the two."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from dialogs.session import Session, Written
from dialogs.turn import AskAgain, Keep, Settings
from storage import StorageProblem, Store, rekey
from tests.storage.place import Place, known

REKEY = """
import sys
from pathlib import Path
from storage import rekey
print("go", flush=True)
rekey(*map(Path, sys.argv[1:]))
"""


def all_of_it(store: Store) -> object:
    return [store.everything(person.number) for person in store.people()], [
        (row.number, row.person, row.body) for row in store.waiting(0, 10_000)
    ]


@pytest.fixture
def made(place: Place, session: Session, now: datetime) -> Place:
    store = place.open()
    with store.batch():
        for n in range(150):
            number = store.add("telegram", str(n), Settings(name="n" * (n % 9)), session, now).number
            store.keep(number, Keep("a", "note", "s", 1, {"x": Written("kept")}), now)
            store.keep(number, Keep("b", "note", "s", 1, {"x": Written("kept too")}), now)
            store.ask_again(number, AskAgain(now, "s"))
            store.queue("telegram", str(n), number, b"hello", now)
            store.queue("telegram", str(n), None, b"erased", now)
    store.close()
    return place


@pytest.fixture
def new(made: Place) -> Path:
    return made.key.with_name("new")


def blobs(place: Place) -> list[bytes]:
    store = place.open()
    found = [
        row[0][12:44]
        for query in (
            "SELECT lookup FROM people",
            "SELECT key FROM people",
            "SELECT session FROM sessions",
            "SELECT body FROM outbox",
        )
        for row in store.connection.rows(query)
    ]
    store.close()
    return found


def test_everything_is_there_under_the_new_key_and_nothing_under_the_old(made: Place, new: Path) -> None:
    store = made.open()
    wanted = all_of_it(store)
    store.close()
    old = blobs(made)
    rekey(made.database, made.key, new)
    with pytest.raises(StorageProblem, match="does not fit"):
        made.open()
    content = made.database.read_bytes()
    assert not [blob for blob in old if blob in content]
    store = Store.open(made.database, new)
    assert all_of_it(store) == wanted
    assert known(store, "7").settings.name == "n" * 7
    assert not store.scrub_owed()
    store.close()


def test_a_second_run_finds_all_done_even_without_the_old_key(made: Place, new: Path) -> None:
    rekey(made.database, made.key, new)
    before = made.database.read_bytes()
    made.key.unlink()
    rekey(made.database, made.key, new)
    assert made.database.read_bytes() == before


def test_a_key_left_by_a_crash_is_taken_up(made: Place, new: Path, tmp_path: Path) -> None:
    Store.open(tmp_path / "x" / "x.db", new).close()
    text = new.read_text()
    rekey(made.database, made.key, new)
    assert new.read_text() == text
    Store.open(made.database, new).close()


def test_what_cannot_be_done_changes_nothing(made: Place, new: Path, tmp_path: Path) -> None:
    Store.open(tmp_path / "x" / "x.db", tmp_path / "other").close()
    before = made.contents()
    for old, to, words in (
        (tmp_path / "other", new, "does not fit"),
        (made.key, made.key, "holds the old key"),
        (made.key, made.database.with_name("key"), "beside the database"),
        (tmp_path / "nothing", new, "is missing"),
    ):
        with pytest.raises(StorageProblem, match=words):
            rekey(made.database, old, to)
        assert made.contents() == before
        assert not new.exists()


def test_a_full_disk_leaves_the_old_key_in_force(made: Place, new: Path) -> None:
    """The rows are bound, so one that was tampered with stops the run in the middle as a full disk would."""
    store = made.open()
    store.connection.run("UPDATE records SET fields = x'00' WHERE person = 120")
    store.close()
    with pytest.raises(StorageProblem, match="damaged"):
        rekey(made.database, made.key, new)
    store = made.open()
    assert known(store, "3").session.seed == 7
    store.close()


def test_killed_at_any_moment_it_opens_with_the_old_or_the_new_key(made: Place, new: Path) -> None:
    store = made.open()
    wanted = all_of_it(store)
    store.close()
    outcomes = set()
    for wait in (0.0, 0.02, 0.05, 60.0):
        _kill_after(wait, [str(made.database), str(made.key), str(new)])
        opens = [key for key in (made.key, new) if _opens(made.database, key, wanted)]
        assert len(opens) == 1
        outcomes.add(opens[0])
    assert outcomes == {made.key, new}


def _kill_after(wait: float, paths: list[str]) -> None:
    with subprocess.Popen([sys.executable, "-c", REKEY, *paths], stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"go\n"
        try:
            assert process.wait(wait) == 0
        except subprocess.TimeoutExpired:
            process.kill()


def _opens(database: Path, key: Path, wanted: object) -> bool:
    try:
        store = Store.open(database, key)
    except StorageProblem:
        return False
    assert all_of_it(store) == wanted
    store.close()
    return True
