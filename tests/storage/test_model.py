"""Outbox, sessions and updates against plain dictionaries, through batches that commit, break, or are cut off."""

from __future__ import annotations

import contextlib
import copy
import shutil
import tempfile
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from dialogs.session import Session
from dialogs.turn import Settings
from storage import Store

NOW = datetime(2026, 3, 2, tzinfo=UTC)
PERSONS = st.sampled_from(["1", "2", "3"])


class Model:
    """What should be remembered."""

    def __init__(self) -> None:
        self.updates: set[int] = set()
        self.seeds: dict[str, int] = {}
        self.line: list[tuple[int, str, bytes]] = []


class Outboxes(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.store = self.opened()
        self.now, self.committed = Model(), Model()
        self.batch: AbstractContextManager[None] | None = None
        self.highest = 0

    def opened(self) -> Store:
        return Store.open(self.folder / "data" / "t.db", self.folder / "key")

    @precondition(lambda self: self.batch is None)
    @rule()
    def begin(self) -> None:
        self.batch = self.store.batch()
        self.batch.__enter__()

    @precondition(lambda self: self.batch is not None)
    @rule()
    def commit(self) -> None:
        assert self.batch
        self.batch.__exit__(None, None, None)
        self.batch = None
        self.settle()

    @precondition(lambda self: self.batch is not None)
    @rule()
    def break_off(self) -> None:
        error = ZeroDivisionError()
        assert self.batch
        with contextlib.suppress(ZeroDivisionError):
            self.batch.__exit__(type(error), error, None)
        self.batch = None
        self.now = copy.deepcopy(self.committed)

    @rule()
    def crash(self) -> None:
        self.store.close()
        self.batch = None
        self.store = self.opened()
        self.highest = 0
        self.now = copy.deepcopy(self.committed)

    @rule(update=st.integers(0, 5), person=PERSONS, seed=st.integers(0, 99), breaks=st.booleans())
    def turn(self, update: int, person: str, seed: int, breaks: bool) -> None:
        taken = self.store.take_update(update, NOW)
        assert taken == (update not in self.now.updates)
        self.now.updates.add(update)
        if taken:
            self.one_turn(person, seed, breaks)
        self.settle_alone()

    def one_turn(self, person: str, seed: int, breaks: bool) -> None:
        before = copy.deepcopy(self.now)
        try:
            with self.store.attempt():
                number = self.save(person, seed)
                self.queue(person, number, f"{seed}".encode())
                if breaks:
                    raise ZeroDivisionError  # noqa: TRY301 (the turn breaks)
        except ZeroDivisionError:
            self.now = before

    def save(self, person: str, seed: int) -> int:
        found = self.store.find("telegram", person)
        self.now.seeds[person] = seed
        if found is None:
            return self.store.add("telegram", person, Settings(), Session(seed), NOW).number
        self.store.save(found.number, Session(seed), NOW)
        return found.number

    def queue(self, person: str, number: int | None, body: bytes) -> None:
        row = self.store.queue("telegram", person, number, body, NOW)
        assert row > self.highest, "whoever sends asks for what comes after the last one seen"
        self.highest = row
        self.now.line.append((row, person, body))

    @rule(person=PERSONS)
    def say_to_nobody(self, person: str) -> None:
        self.queue(person, None, b"erased")
        self.settle_alone()

    @rule(person=PERSONS)
    def forget(self, person: str) -> None:
        found = self.store.find("telegram", person)
        assert (found is None) == (person not in self.now.seeds)
        if found is not None:
            self.store.forget(found.number)
            del self.now.seeds[person]
            self.now.line = [waiting for waiting in self.now.line if waiting[1] != person or waiting[2] == b"erased"]
        self.settle_alone()

    @rule(most=st.integers(0, 3))
    def deliver(self, most: int) -> None:
        ids = [waiting.id for waiting in self.store.waiting(0, most)]
        assert ids == [row for row, _, _ in self.now.line[:most]]
        self.store.delivered(ids)
        self.now.line = self.now.line[most:]
        self.settle_alone()

    @precondition(lambda self: self.batch is None)
    @rule()
    def scrub(self) -> None:
        assert self.store.scrub()

    def settle_alone(self) -> None:
        if self.batch is None:
            self.settle()

    def settle(self) -> None:
        self.committed = copy.deepcopy(self.now)

    @invariant()
    def both_agree(self) -> None:
        waiting = [(row.id, row.person, row.body) for row in self.store.waiting(0, 1000)]
        assert waiting == self.now.line
        assert [row for row, _, _ in waiting] == sorted(row for row, _, _ in waiting)
        for person in ("1", "2", "3"):
            found = self.store.find("telegram", person)
            assert (found and found.session.seed) == self.now.seeds.get(person)

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)


Outboxes.TestCase.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)
test_outboxes = Outboxes.TestCase
