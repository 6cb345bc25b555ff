"""One process at a time; a second one is told who is there, and a dead one holds nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import StorageProblem, back_up, rekey, restore
from tests.storage.place import Place

HOLD = """
import sys
from pathlib import Path
from storage import Store
store = Store.open(Path(sys.argv[1]), Path(sys.argv[2]))
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(place: Place) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", HOLD, str(place.database), str(place.key)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"open\n"
        yield process
        process.kill()


def test_a_second_process_is_told_who_is_there_until_the_first_is_killed(
    place: Place, holder: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    with pytest.raises(StorageProblem, match=rf"\(process {holder.pid}\) is using the database {place.database}"):
        place.open()
    (tmp_path / "link.db").symlink_to(place.database)
    with pytest.raises(StorageProblem, match=f"process {holder.pid}"):
        place._replace(database=tmp_path / "link.db").open()
    holder.kill()
    holder.wait()
    place.open().close()


def test_neither_restore_nor_rekey_touch_a_database_in_use(
    place: Place, holder: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    reader = place.open(reading=True)
    back_up(reader, tmp_path / "backup")
    reader.close()
    with pytest.raises(StorageProblem, match=f"process {holder.pid}"):
        restore(tmp_path / "backup", place.database, place.key)
    with pytest.raises(StorageProblem, match=f"process {holder.pid}"):
        rekey(place.database, place.key, tmp_path / "newkey")
    assert not (tmp_path / "newkey").exists()


def test_a_closed_store_lets_the_next_one_in(place: Place) -> None:
    first = place.open()
    with pytest.raises(StorageProblem, match="is using"):
        place.open()
    first.close()
    first.close()
    place.open().close()


def test_a_failed_opening_holds_nothing(place: Place) -> None:
    place.open().close()
    key = place.key.read_bytes()
    place.key.unlink()
    with pytest.raises(StorageProblem, match="is missing"):
        place.open()
    place.key.write_bytes(key)
    place.key.chmod(0o600)
    place.open().close()
