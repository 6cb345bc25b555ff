"""The key file: made once, for its owner only, far from the database, and never in the place of a lost one."""

from __future__ import annotations

import stat
from datetime import datetime
from pathlib import Path

import pytest

from dialogs.session import Session
from dialogs.turn import Settings
from storage import StorageProblem, Store
from tests.storage.place import Place, known


def refusal(place: Place) -> str:
    before = place.contents() if place.database.parent.exists() else {}
    with pytest.raises(StorageProblem) as told:
        place.open()
    after = place.contents() if place.database.parent.exists() else {}
    assert after == before
    return str(told.value)


@pytest.fixture
def made(place: Place, session: Session, now: datetime) -> Place:
    """A database with someone in it, closed."""
    store = place.open()
    store.add("telegram", "1", Settings(), session, now)
    store.close()
    return place


def test_the_first_start_makes_a_key_for_the_owner_only(made: Place) -> None:
    assert stat.S_IMODE(made.key.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.key.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(made.database.stat().st_mode) == 0o600
    assert [file.name for file in made.key.parent.iterdir()] == ["key"]
    assert made.key.read_text().startswith("tandem-key-1 ")


def test_two_databases_get_two_keys(made: Place, tmp_path: Path) -> None:
    Store.open(tmp_path / "other" / "t.db", tmp_path / "otherkey").close()
    assert (tmp_path / "otherkey").read_text() != made.key.read_text()


def test_a_missing_key_is_never_replaced(made: Place) -> None:
    made.key.unlink()
    assert "is missing" in refusal(made)
    assert not made.key.exists()


def test_a_key_of_another_database_is_refused(made: Place, tmp_path: Path) -> None:
    Store.open(tmp_path / "other" / "t.db", tmp_path / "otherkey").close()
    made.key.write_bytes((tmp_path / "otherkey").read_bytes())
    assert "does not fit" in refusal(made)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610])
def test_a_key_that_others_may_touch_is_refused(made: Place, mode: int) -> None:
    made.key.chmod(mode)
    assert f"chmod 600 {made.key}" in refusal(made)


def test_a_key_beside_the_database_is_refused_even_through_a_link(made: Place, tmp_path: Path) -> None:
    beside = made._replace(key=made.database.parent / "key")
    assert "beside the database" in refusal(beside)
    (tmp_path / "link").symlink_to(made.database.parent)
    assert "beside the database" in refusal(made._replace(key=tmp_path / "link" / "key"))
    assert "beside the database" in refusal(beside._replace(database=made.database.parent / "new.db"))


@pytest.mark.parametrize(
    "text", ["", "tandem-key-1", "tandem-key-1 AAAA", "tandem-key-2 " + "A" * 43 + "=", "x" * 9000, "tandem-key-1 é"]
)
def test_what_is_not_a_key_is_refused(made: Place, text: str) -> None:
    made.key.write_text(text)
    assert "not a Tandem key" in refusal(made)


def test_a_folder_is_not_a_key(made: Place) -> None:
    made.key.unlink()
    made.key.mkdir(mode=0o700)
    assert "is not a file" in refusal(made)


def test_what_was_moved_between_people_or_columns_does_not_open(store: Store, session: Session, now: datetime) -> None:
    for name in ("1", "2"):
        store.add("telegram", name, Settings(name=name), session, now)
    for change in (
        "UPDATE sessions SET session = (SELECT session FROM sessions WHERE person = 2) WHERE person = 1",
        "UPDATE people SET settings = (SELECT settings FROM people WHERE number = 2) WHERE number = 1",
        "UPDATE people SET settings = address WHERE number = 1",
    ):
        with pytest.raises(StorageProblem, match="changed or damaged"), store.batch():  # noqa: PT012 (a batch is what breaks)
            store.connection.run(change)
            store.find("telegram", "1")
    assert known(store, "1").settings == Settings(name="1")


def test_someone_elses_row_is_not_opened_by_swapping_the_hashes(place: Place, session: Session, now: datetime) -> None:
    store = place.open()
    for name in ("1", "2"):
        store.add("telegram", name, Settings(name=name), session, now)
    hashes: dict[int, bytes] = dict(store.connection.rows("SELECT number, lookup FROM people"))
    for number, lookup in ((1, b"x"), (2, hashes[1]), (1, hashes[2])):
        store.connection.run("UPDATE people SET lookup = ? WHERE number = ?", (lookup, number))
    store.close()
    store = place.open()
    with pytest.raises(StorageProblem, match="changed or damaged"):
        store.find("telegram", "1")
    store.close()
