"""A backup is whole, private and encrypted; a restore checks everything before it touches anything."""

from __future__ import annotations

import os
import stat
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from dialogs.session import Session, Written
from dialogs.turn import Keep, Settings
from storage import StorageProblem, Store, back_up, restore
from tests.storage.place import Place, known


def people(store: Store) -> list[dict[str, Any]]:
    return [store.everything(person.number) for person in store.people()]


@pytest.fixture
def backup(place: Place, session: Session, now: datetime, tmp_path: Path) -> Path:
    """A backup of a database with 50 people in it; the database is closed."""
    store = place.open()
    with store.batch():
        for n in range(50):
            number = store.add("telegram", str(n), Settings(name="n" * n), session, now).number
            store.keep(number, Keep("k", "note", "s", 1, {"x": Written("kept")}), now)
    back_up(store, tmp_path / "backup")
    store.close()
    return tmp_path / "backup"


def change(place: Place, now: datetime) -> None:
    """What happens after the backup."""
    store = place.open()
    store.add("telegram", "later", Settings(), Session(1), now)
    store.save(7, Session(99), now)
    store.close()


def refused(place: Place, file: Path, words: str) -> None:
    before = place.contents()
    with pytest.raises(StorageProblem, match=words):
        restore(file, place.database, place.key)
    assert place.contents() == before


def test_a_backup_is_one_private_file_without_a_word_in_it(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert b"kept" not in backup.read_bytes()
    assert [file.name for file in backup.parent.iterdir() if file.name.startswith((".", "backup"))] == ["backup"]


def test_a_backup_never_overwrites(place: Place, backup: Path) -> None:
    before = backup.read_bytes()
    store = place.open()
    with pytest.raises(StorageProblem, match="already exists"):
        back_up(store, backup)
    store.close()
    assert backup.read_bytes() == before


def test_a_restore_brings_all_of_it_back_and_keeps_what_was_there(place: Place, backup: Path, now: datetime) -> None:
    store = place.open()
    wanted = people(store)
    store.close()
    change(place, now)
    restored = restore(backup, place.database, place.key)
    store = place.open()
    assert people(store) == wanted
    store.close()
    assert (restored.replaced, restored.erased) == (place.database.with_name("t.db.replaced"), 0)
    assert restored.replaced
    old = Store.open(restored.replaced, place.key)
    assert len(old.people()) == 51
    old.close()
    assert not [file for file in place.database.parent.iterdir() if "draft" in file.name]


def test_a_restore_onto_nothing(place: Place, backup: Path) -> None:
    place.database.unlink()
    assert restore(backup, place.database, place.key).replaced is None
    store = place.open()
    assert len(store.people()) == 50
    assert known(store, "3").settings.name == "nnn"
    store.close()


def test_who_was_erased_since_stays_erased(place: Place, backup: Path, now: datetime) -> None:
    store = place.open()
    with store.batch():
        store.forget(5)
        store.forget(50)
    store.close()
    change(place, now)
    assert restore(backup, place.database, place.key).erased == 2
    store = place.open()
    assert [person.number for person in store.people()] == [n for n in range(1, 50) if n != 5]
    store.close()


def test_a_database_of_another_origin_has_no_say_in_who_was_erased(
    place: Place, backup: Path, tmp_path: Path, session: Session, now: datetime
) -> None:
    other = place._replace(database=tmp_path / "other" / "t.db")
    store = other.open()
    for n in range(9):
        store.forget(store.add("telegram", str(n), Settings(), session, now).number)
    store.close()
    assert restore(backup, other.database, other.key).erased == 0


def test_a_damaged_database_is_no_hindrance_and_its_log_is_not_mixed_in(place: Place, backup: Path) -> None:
    place.database.write_bytes(place.database.read_bytes()[:5000])
    for tail in ("-wal", "-shm"):
        place.database.with_name("t.db" + tail).write_bytes(b"left over")
    restored = restore(backup, place.database, place.key)
    assert restored.replaced
    assert restored.replaced.with_name("t.db.replaced-wal").read_bytes() == b"left over"
    store = place.open()
    assert len(store.people()) == 50
    store.close()


def test_what_cannot_be_restored_changes_nothing(place: Place, backup: Path, tmp_path: Path, now: datetime) -> None:
    change(place, now)
    whole = backup.read_bytes()
    refused(place, tmp_path / "nothing", "does not exist")
    refused(place, place.database, "is the database itself")
    backup.write_bytes(b"not a database" * 100)
    refused(place, backup, "is not a database")
    backup.write_bytes(whole[:60] + (999).to_bytes(4, "big") + whole[64:])
    refused(place, backup, "newer Tandem")
    backup.write_bytes(whole[:68] + b"ELSE" + whole[72:])
    refused(place, backup, "another application")
    backup.write_bytes(whole[: len(whole) // 2])
    refused(place, backup, f"{backup} is damaged")
    backup.write_bytes(whole[: len(whole) // 2] + os.urandom(4096) + whole[len(whole) // 2 + 4096 :])
    refused(place, backup, f"{backup} is damaged")


def test_a_backup_the_key_does_not_fit(place: Place, backup: Path, tmp_path: Path) -> None:
    other = place._replace(database=tmp_path / "other" / "t.db", key=tmp_path / "otherkey")
    other.open().close()
    refused(other, backup, "does not fit")
    other.key.unlink()
    refused(other, backup, "is missing")


def test_a_database_in_use_is_not_overwritten(place: Place, backup: Path) -> None:
    store = place.open()
    with pytest.raises(StorageProblem, match="is using the database"):
        restore(backup, place.database, place.key)
    assert len(store.people()) == 50
    store.close()


@pytest.mark.usefixtures("backup")
def test_a_backup_beside_a_running_server_holds_what_was_committed(place: Place, tmp_path: Path, now: datetime) -> None:
    store = place.open()
    with store.batch():
        store.add("telegram", "uncommitted", Settings(), Session(1), now)
        reader = place.open(reading=True)
        back_up(reader, tmp_path / "second")
        reader.close()
    store.close()
    restore(tmp_path / "second", place.database, place.key)
    store = place.open()
    assert len(store.people()) == 50
    store.close()
