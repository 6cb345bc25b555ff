"""A file that can't be used is refused in one clear sentence, and not a byte of it changes."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from dialogs.session import Session
from dialogs.turn import Settings
from storage import StorageProblem, Store
from storage.migrations import SCHEMA, steps
from tests.storage.place import Place, known


@pytest.fixture
def made(place: Place, session: Session, now: datetime) -> Place:
    """A database with fifty people in it, closed."""
    store = place.open()
    with store.batch():
        for n in range(50):
            store.add("telegram", str(n), Settings(), session, now)
    store.close()
    return place


def refusal(place: Place, **how: bool) -> str:
    before = place.contents()
    with pytest.raises(StorageProblem) as told:
        place.open(**how)
    assert place.contents() == before
    sentence = str(told.value)
    assert str(place.database) in sentence
    assert "\n" not in sentence
    return sentence


def alter(database: Path, offset: int, value: bytes) -> None:
    with database.open("r+b") as file:
        file.seek(offset)
        file.write(value)


@pytest.mark.parametrize("reading", [False, True])
def test_what_is_not_a_database(made: Place, reading: bool) -> None:
    made.database.write_bytes(b"Dear diary, " * 1000)
    assert "is not a database" in refusal(made, reading=reading)
    made.database.write_bytes(b"SQLite format 3\x00")
    assert "is not a database" in refusal(made, reading=reading)


def test_an_emptied_file(made: Place) -> None:
    made.database.write_bytes(b"")
    assert "is empty" in refusal(made)


@pytest.mark.parametrize("reading", [False, True])
def test_a_database_of_another_application_even_with_a_log_to_replay(made: Place, reading: bool) -> None:
    made.database.unlink()
    other = sqlite3.connect(made.database)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("CREATE TABLE theirs (x)")
    other.commit()
    assert "belongs to another application" in refusal(made, reading=reading)
    other.close()


@pytest.mark.parametrize("reading", [False, True])
def test_a_newer_schema(made: Place, reading: bool) -> None:
    alter(made.database, 60, (SCHEMA + 1).to_bytes(4, "big"))
    assert "newer Tandem" in refusal(made, reading=reading)


def test_a_newer_schema_that_is_still_in_the_log(made: Place) -> None:
    newer = sqlite3.connect(made.database, isolation_level=None)
    newer.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    copies = {file: file.read_bytes() for file in made.database.parent.iterdir()}
    newer.close()
    for file, content in copies.items():
        file.write_bytes(content)
    with pytest.raises(StorageProblem, match="newer Tandem"):
        made.open()


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9])
def test_a_database_cut_short(made: Place, keep: float) -> None:
    os.truncate(made.database, int(made.database.stat().st_size * keep))
    assert "damaged or cut short" in refusal(made)


def test_a_folder(made: Place) -> None:
    made.database.unlink()
    made.database.mkdir()
    with pytest.raises(StorageProblem, match="is a folder"):
        made.open()


@pytest.mark.parametrize("how", [{"create": False}, {"reading": True}])
def test_nothing_is_made_when_it_should_be_there(place: Place, how: dict[str, bool]) -> None:
    with pytest.raises(StorageProblem, match="There is no database at"):
        place.open(**how)
    assert not place.database.exists()
    assert not place.key.exists()


def test_a_path_through_a_file(made: Place) -> None:
    with pytest.raises(StorageProblem, match="a folder is needed"):
        made._replace(database=made.database / "t.db").open()


def test_a_draft_that_a_crash_left_is_no_hindrance(place: Place) -> None:
    place.database.parent.mkdir()
    left = place.database.with_name(f".t.db.{os.getpid()}.draft")
    left.write_bytes(b"half")
    place.open().close()
    assert not left.exists()


def test_reading_goes_on_beside_a_server_and_writes_nothing(
    place: Place, store: Store, session: Session, now: datetime
) -> None:
    store.add("telegram", "1", Settings(), session, now)
    reader = place.open(reading=True)
    assert known(reader, "1").session == session
    with pytest.raises(StorageProblem, match="read-only"):
        reader.set_gone(1, True)
    reader.close()


def test_the_schema_number_counts_the_migrations(store: Store) -> None:
    assert len(steps.applied(Database(store.connection.raw))) == SCHEMA
    assert steps.pending(Database(store.connection.raw)) == []


def test_what_the_disk_is_asked_for(store: Store) -> None:
    asked = {
        name: store.connection.rows(f"PRAGMA {name}")[0][0]
        for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
    }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
    assert store.connection.number("PRAGMA auto_vacuum") == 2


@contextmanager
def as_nobody() -> Iterator[None]:
    """As a user who owns nothing: root may write to anything."""
    mine = os.geteuid()
    if mine == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(mine)


@pytest.fixture
def elsewhere(made: Place) -> Iterator[Place]:
    """The database where another user may come; pytest's own folders are private."""
    folder = Path(tempfile.mkdtemp())
    moved = made._replace(database=folder / "data" / "t.db", key=folder / "keys" / "key")
    shutil.copytree(made.database.parent, folder / "data")
    shutil.copytree(made.key.parent, folder / "keys")
    for path in (folder, *folder.rglob("*")):
        if os.geteuid() == 0:
            os.chown(path, 65534, 65534)
        path.chmod(0o700 if path.is_dir() else 0o600)
    yield moved
    for path in (folder, folder / "data"):
        path.chmod(0o700)
    shutil.rmtree(folder)


@pytest.mark.parametrize("lock", ["there", "not there"])
def test_a_read_only_folder(elsewhere: Place, lock: str) -> None:
    if lock == "not there":
        (elsewhere.database.parent / "t.db.lock").unlink()
    elsewhere.database.parent.chmod(0o500)
    with (
        as_nobody(),
        pytest.raises(StorageProblem, match=r"(read-only|may not|cannot be opened).*(folder|permissions)"),
    ):
        elsewhere.open()


def test_a_read_only_file(elsewhere: Place) -> None:
    elsewhere.database.chmod(0o400)
    with as_nobody(), pytest.raises(StorageProblem, match="read-only"):
        elsewhere.open()
    elsewhere.database.chmod(0o000)
    with as_nobody(), pytest.raises(StorageProblem, match="may not read or write"):
        elsewhere.open()


def test_a_writable_one_is_used_by_that_user(elsewhere: Place) -> None:
    with as_nobody():
        store = elsewhere.open()
        assert store.counts()["people"] == 50
        store.close()
