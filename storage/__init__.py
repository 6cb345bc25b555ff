"""What is remembered: one SQLite file, encrypted where a person wrote, written by one connection."""

from storage.backup import Restored, back_up, restore
from storage.expiring import expire
from storage.lasting import Due, Fading
from storage.outbox import Waiting
from storage.people import Person, Summary
from storage.problems import StorageProblem, Unusable
from storage.records import Kept
from storage.rekey import rekey
from storage.store import Store

__all__ = [
    "Due", "Fading", "Kept", "Person", "Restored", "StorageProblem", "Store", "Summary", "Unusable", "Waiting",
    "back_up", "expire", "rekey", "restore",
]  # fmt: skip
