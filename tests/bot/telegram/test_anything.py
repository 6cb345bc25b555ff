"""Whatever Telegram may send, in any order and again: an answer, a way out, the screen, and no word in a log (X12)."""

from __future__ import annotations

import io
import logging
import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bot.conversation import Arrival, Newcomer, take_turns
from bot.logs import OneLine
from bot.outgoing import Ack, Document, Hide, Outgoing, Rewrite, decode_outgoing
from bot.splitting import LONGEST
from bot.telegram.render import keyboard, messages, rewritten
from bot.telegram.wire import read_update
from dialogs import care, engine
from dialogs.markup import units
from dialogs.session import Session
from dialogs.turn import Commanded, Corrected, Facts, Redraw, Said, Say
from storage import Person, Store
from tests.talk import MONDAY, REAL, library

MARK = "zqwombat"
LIBRARY = library(REAL)
APOLOGY = LIBRARY.phrase("en", "apology").variants[0]
DANGER = ["I want to kill myself", "he hit me again last night", "i took all the pills"]
ODD = ["\u202e", "\u200b", "\ud800", "\x00", "😀", "e\u0301\u0301", "{name}", "<b>", "&lt;", "/", "@", "\n", "ﷺ", "🏳️‍🌈"]
TEXTS = st.one_of(
    st.sampled_from(DANGER),
    st.sampled_from(["1", "2", "skip", "back", "none of these", "yes", "no", "Berlin", "I won't lend money", "stop"]),
    st.lists(st.one_of(st.sampled_from(ODD), st.text(max_size=8)), min_size=1, max_size=8).map("".join),
    st.integers(1, 5000).map(lambda length: "ab " * length),
)
COMMANDS = st.sampled_from(
    ["start", "menu", "practice", "journal", "progress", "nudge", "settings", "privacy", "export", "delete", "help",
     "sos", "back", "stop", "hide", "nonsense", "start rehearsal", "start boundary_builder", "start needs_check"]
)  # fmt: skip
PEOPLE = st.sampled_from([7, 8])
FIELDS = st.sampled_from(["photo", "voice", "sticker", "location", "contact", "document", "poll", "dice", "new_thing"])
NAMES = st.sampled_from(["message", "callback_query", "from", "chat", "id", "text", "data"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)
MEMORY = Path("/dev/shm")  # noqa: S108  where there is one, the disk is spared


class Anything(RuleBasedStateMachine):
    """Two people, a group and garbage, before one real store."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
        self.store = Store.open(self.folder / "data" / "t.db", self.folder / "key")
        self.now: datetime = MONDAY
        self.last = 0
        self.taken: dict[int, dict[str, Any]] = {}
        self.written = io.StringIO()
        self.handler = logging.StreamHandler(self.written)
        self.handler.setFormatter(OneLine())
        self.root = logging.getLogger("tandem")
        self.level = self.root.level
        self.root.addHandler(self.handler)
        self.root.setLevel(logging.DEBUG)

    def teardown(self) -> None:
        self.root.removeHandler(self.handler)
        self.root.setLevel(self.level)
        self.store.close()
        shutil.rmtree(self.folder)

    # --- what may come --------------------------------------------------------------------------------------

    @rule(person=PEOPLE, text=TEXTS)
    def says(self, person: int, text: str) -> None:
        self.comes(message=self.message(person, text=text))

    @rule(person=PEOPLE, text=TEXTS)
    def says_marked(self, person: int, text: str) -> None:
        self.comes(message=self.message(person, text=f"{text} {MARK}"))

    @rule(person=PEOPLE, command=COMMANDS)
    def commands(self, person: int, command: str) -> None:
        self.comes(message=self.message(person, text=f"/{command}"))

    @rule(person=PEOPLE, command=COMMANDS, text=TEXTS)
    def commands_with_words(self, person: int, command: str, text: str) -> None:
        self.comes(message=self.message(person, text=f"/{command.split(maxsplit=1)[0]} {text}"))

    @rule(person=PEOPLE, text=TEXTS, back=st.integers(0, 3))
    def edits(self, person: int, text: str, back: int) -> None:
        self.comes(edited_message=self.message(person, text=text) | {"message_id": self.last - back})

    @rule(person=PEOPLE, field=FIELDS, caption=st.none() | TEXTS)
    def sends(self, person: int, field: str, caption: str | None) -> None:
        self.comes(message=self.message(person, caption=caption) | {field: {"file_id": MARK}})

    @rule(person=PEOPLE, place=st.integers(0, 20))
    def taps(self, person: int, place: int) -> None:
        token, buttons = self.question(person)
        self.taps_data(person, f"{token}:{buttons[place % len(buttons)]}" if buttons else f"{token}:x")

    @rule(person=PEOPLE, data=st.none() | st.text(max_size=70))
    def taps_data(self, person: int, data: str | None) -> None:
        shown = self.message(person, text=f"A question {MARK}")
        self.comes(callback_query={"id": "q", "from": {"id": person}, "message": shown, "data": data})

    @rule(
        person=PEOPLE, status=st.sampled_from(["kicked", "member", "left"]), kind=st.sampled_from(["private", "group"])
    )
    def membership(self, person: int, status: str, kind: str) -> None:
        chat = {"id": person, "type": kind}
        self.comes(my_chat_member={"chat": chat, "from": {"id": person}, "new_chat_member": {"status": status}})

    @rule(text=TEXTS)
    def says_in_a_group(self, text: str) -> None:
        self.comes(message=self.message(7, text=text) | {"chat": {"id": -1, "type": "group"}})

    @rule(content=st.dictionaries(st.sampled_from(["message", "edited_message", "callback_query", "other"]), JSON))
    def garbage(self, content: dict[str, Any]) -> None:
        self.comes(**content)

    @rule(place=st.integers(0, 99))
    def comes_again(self, place: int) -> None:
        if self.taken:
            self.take([*self.taken.values()][place % len(self.taken)])

    @rule(hours=st.integers(1, 100))
    def waits(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    def message(self, person: int, **fields: object) -> dict[str, Any]:
        chat = {"id": person, "type": "private"}
        who = {"id": person, "first_name": MARK, "language_code": "en"}
        return {"message_id": self.last + 1, "chat": chat, "from": who, **fields}

    # --- what must be so ------------------------------------------------------------------------------------

    def comes(self, **content: object) -> None:
        """A new update, now and then with a number far from the last."""
        self.last += 1
        number = self.last if self.last % 7 else 10_000_000 - self.last
        self.take({"update_id": number, **content})

    def take(self, raw: dict[str, Any]) -> None:
        arrival = read_update(raw, "tandem_bot")
        if not isinstance(arrival, Arrival):
            return
        before = self.person(arrival.person)
        again = raw["update_id"] in self.taken
        self.taken[raw["update_id"]] = raw
        take_turns(self.store, LIBRARY, [arrival], self.now, Newcomer(seed=1))
        sent = self.sent()
        if again:
            assert sent == []
            assert self.person(arrival.person) == before
            return
        self.is_answered(arrival, sent)
        self.is_screened(arrival, before, sent)

    def is_answered(self, arrival: Arrival, sent: Sequence[Outgoing]) -> None:
        """One answer, of few messages, each within the limits; none only for who left."""
        says = [one.bubble for one in sent if isinstance(one, Say)]
        assert len(says) <= 3
        assert sum(bubble.token is not None for bubble in says) <= 1
        assert all(APOLOGY not in bubble.text for bubble in says)
        if type(arrival.input).__name__ == "Left":
            assert sent == []
            return
        shown = (Say, Redraw, Document, Hide)
        assert any(isinstance(one, shown) or (isinstance(one, Ack) and one.text) for one in sent)
        for bubble in says:
            assert bubble.text.strip()
            assert all(0 < units(part["text"]) <= LONGEST for part in messages(bubble))
        for one in sent:
            if isinstance(one, Redraw):
                assert keyboard(one.token, one.buttons)
            if isinstance(one, Rewrite):
                assert rewritten(one.bubble)["text"]

    def is_screened(self, arrival: Arrival, before: Person | None, sent: Sequence[Outgoing]) -> None:
        """Words of danger are met with help, in every state and however they come."""
        came = arrival.input
        words = (
            came.text if isinstance(came, Said | Corrected) else came.argument if isinstance(came, Commanded) else ""
        )
        if words.strip() not in DANGER or (isinstance(came, Commanded) and came.name == "hide"):
            return
        quiet = before.session.care.quiet if before and before.session.care else ()
        said = "\n".join(one.bubble.text for one in sent if isinstance(one, Say))
        assert "emergency number" in said or care.fingerprint(words) in quiet

    @invariant()
    def there_is_a_way_out(self) -> None:
        for person in ("7", "8"):
            found = self.person(person)
            if found is None:
                continue
            facts = Facts(self.now, found.settings)
            assert engine.resume(LIBRARY, found.session, Commanded("stop"), facts).session.stack == ()
            helped = engine.resume(LIBRARY, found.session, Commanded("sos"), facts)
            assert any(isinstance(one, Say) and "emergency number" in one.bubble.text for one in helped.effects)

    @invariant()
    def no_word_is_in_a_log(self) -> None:
        assert MARK not in self.written.getvalue()
        assert "turn failed" not in self.written.getvalue()

    # --- looking --------------------------------------------------------------------------------------------

    def person(self, person: str) -> Person | None:
        return self.store.find("telegram", person)

    def question(self, person: int) -> tuple[str, list[str]]:
        """The open question of that person, and the ids of what may be tapped."""
        found = self.person(str(person))
        session = found.session if found else Session(1)
        ids = [one.id for one in session.offers]
        if session.stack:
            script = LIBRARY.script("en", session.stack[-1].script)
            step = script.steps[session.stack[-1].step] if script else None
            ids = [one.id for one in getattr(step.question, "options", ())] if step else []
        return session.token or "none", [*ids, "skip_", "back_", "why_", "done_", "pause_", "3"]

    def sent(self) -> list[Outgoing]:
        """What was queued, taken out of the outbox."""
        rows = self.store.waiting(0, 1000)
        with self.store.batch():
            self.store.delivered([row.id for row in rows])
        return [decode_outgoing(row.body) for row in rows]


def test_x12_whatever_comes_is_answered_and_screened_and_leaves_no_word() -> None:
    how = settings(max_examples=40, stateful_step_count=30, deadline=None)
    run_state_machine_as_test(Anything, settings=how)
