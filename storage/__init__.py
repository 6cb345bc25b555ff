"""What is remembered: one SQLite file, encrypted where a person wrote, written by one connection."""

from storage.backup import Restored, back_up, restore
from storage.outbox import Waiting
from storage.people import Person, Summary
from storage.problems import StorageProblem, Unusable
from storage.records import Kept
from storage.rekey import rekey
from storage.store import Store

__all__ = [
    "Kept", "Person", "Restored", "StorageProblem", "Store", "Summary", "Unusable", "Waiting", "back_up", "rekey",
    "restore",
]  # fmt: skip
