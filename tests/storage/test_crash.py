"""kill -9 in the middle of a batch: whole batches are there, and nothing of the one that was cut off."""

from __future__ import annotations

import subprocess
import sys

from storage import Store
from tests.storage.place import Place, known

WRITE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from dialogs.session import Session
from dialogs.turn import Settings
from storage import Store
now = datetime(2026, 3, 2, tzinfo=UTC)
store = Store.open(Path(sys.argv[1]), Path(sys.argv[2]))
def someone(name):
    return store.find("telegram", name) or store.add("telegram", name, Settings(), Session(0), now)

people = [someone(str(n)) for n in range(20)]
batch = people[0].session.seed
while True:
    batch += 1
    with store.batch():
        for n, person in enumerate(people):
            store.take_update(batch * 20 + n, now)
            store.save(person.number, Session(batch), now)
            store.queue("telegram", person.id, person.number, str(batch).encode(), now)
    print(batch, flush=True)
"""


def test_whole_batches_or_nothing(place: Place) -> None:
    promised = 0
    for killed_after in (1, 7, 23, 40):
        promised = _write_until(promised + killed_after, place)
        store = Store.open(place.database, place.key)
        batches = {known(store, str(n)).session.seed for n in range(20)}
        assert len(batches) == 1, "a turn of a batch without the others"
        (batch,) = batches
        assert batch >= promised, "a batch was promised and is lost"
        bodies = [int(row.body) for row in store.waiting(0, 100_000)]
        assert bodies == [n for n in range(1, batch + 1) for _ in range(20)]
        assert store.connection.number("SELECT count(*) FROM updates") == batch * 20
        store.close()


def _write_until(batch: int, place: Place) -> int:
    """Kills the writer once it promised that batch; the last it promised."""
    command = [sys.executable, "-c", WRITE, str(place.database), str(place.key)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        last = 0
        while last < batch:
            last = int(process.stdout.readline())
        process.kill()
        return max([last, *map(int, process.stdout.read().split("\n")[:-1])])
