"""Nothing a person gets depends on anybody else: whoever wonders whether somebody is here finds out nothing."""

from __future__ import annotations

import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.conversation import Arrival, Newcomer, take_turns
from bot.export import export_files
from bot.outgoing import Outgoing, decode_outgoing
from dialogs.turn import Chose, Commanded, Input, Said, Say, Settings
from storage import Store
from tests.talk import REAL, library

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
SAM = "7"
COMMANDS = (
    "start",
    "menu",
    "journal",
    "progress",
    "privacy",
    "export",
    "delete",
    "help",
    "sos",
    "stop",
    "hide",
    "back",
)
TEXTS = ("Is my partner here?", "I won't lend money", "My husband beat me", "hello", "Berlin", "7", "yes")
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("say"), st.sampled_from(TEXTS)),
        st.tuples(st.just("command"), st.sampled_from(COMMANDS)),
        st.tuples(st.just("tap"), st.integers(0, 30)),
        st.tuples(st.just("tap"), st.integers(0, 30)),
        st.tuples(st.just("tap"), st.integers(0, 30)),
    ),
    max_size=15,
)
Act = tuple[str, str | int]


class World:
    """A store of its own, in which Sam acts; `crowded` when others act before and between."""

    def __init__(self, store: Store, *, crowded: bool, known: bool) -> None:
        self.store, self.crowded = store, crowded
        self.newcomer = Newcomer(Settings(consent=int(known), adult=known), seed=1)
        self.now = NOW
        self.got: list[Outgoing] = []
        self.question = Chose("", "")
        self.choices: tuple[str, ...] = ()

    def act(self, act: Act) -> None:
        """Sam does something, and others the same just before, in the same batch."""
        came = self._input(act)
        others = [Arrival(None, "telegram", str(person), came) for person in range(1, 4)] if self.crowded else []
        self.now += timedelta(minutes=1)
        sam = Arrival(None, "telegram", SAM, came)
        take_turns(self.store, library(REAL), [*others, sam], self.now, self.newcomer)
        self._look()

    def _input(self, act: Act) -> Input:
        what, how = act
        if what == "tap":
            choice = self.choices[int(how) % len(self.choices)] if self.choices else "none"
            return Chose(self.question.token, choice)
        return Said(str(how)) if what == "say" else Commanded(str(how))

    def _look(self) -> None:
        rows = self.store.waiting(0, 1000)
        for row in rows:
            if row.person == SAM:
                self._see(decode_outgoing(row.body))
        self.store.delivered([row.id for row in rows])

    def _see(self, what: Outgoing) -> None:
        self.got.append(what)
        if isinstance(what, Say) and what.bubble.token:
            self.question = Chose(what.bubble.token, "")
            self.choices = tuple(button.id for button in what.bubble.buttons)

    def export(self) -> list[tuple[str, bytes]]:
        """Sam's copy of what is kept, or nothing when Sam was erased."""
        found = self.store.find("telegram", SAM)
        return export_files(self.store, found.number) if found else []


@given(acts=ACTS, known=st.sampled_from([True, True, False]))
@example(acts=[("command", name) for name in (*COMMANDS, "journal", "progress")], known=True)
@settings(max_examples=15, deadline=None)
def test_nothing_a_person_gets_depends_on_anybody_else(acts: list[Act], known: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        with (
            closing(Store.open(root / "a" / "t.db", root / "keys" / "a")) as alone,
            closing(Store.open(root / "b" / "t.db", root / "keys" / "b")) as crowd,
        ):
            worlds = World(alone, crowded=False, known=known), World(crowd, crowded=True, known=known)
            for act in acts:
                for world in worlds:
                    world.act(act)
            assert worlds[0].got == worlds[1].got
            assert worlds[0].export() == worlds[1].export()
