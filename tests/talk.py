"""A person who talks to the engine in tests: every turn goes through JSON, as in storage."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import msgspec

from dialogs import engine, own_plan
from dialogs.filling import as_text
from dialogs.load import load_library
from dialogs.script import Library
from dialogs.session import Answer, Found, Session, decode_session, encode_session
from dialogs.turn import (
    Bubble,
    Button,
    Chose,
    Commanded,
    Corrected,
    Do,
    Due,
    Effect,
    Facts,
    Input,
    Keep,
    Look,
    Looked,
    Notice,
    Redraw,
    Said,
    Say,
    SetSettings,
    Settings,
    Turn,
    Unkeep,
)  # fmt: skip

SMALL = Path(__file__).parent / "small"
REAL = Path(__file__).parents[1] / "dialogs"
MONDAY = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


@cache
def library(root: Path = SMALL) -> Library:
    """The library under `root`; a test library has no problems."""
    found, problems = load_library(root)
    assert not problems, "\n".join(map(str, problems))
    return found


class Talk:
    """One person's conversation, with what was kept and what their screen shows."""

    def __init__(self, root: Path = SMALL, seed: int = 1, settings: Settings | None = None) -> None:
        self.library = library(root)
        self.session = Session(seed)
        self.settings = settings or Settings(consent=1, adult=True, name="Sam")
        self.now = MONDAY
        self.kept: dict[str, Keep] = {}
        self.effects: tuple[Effect, ...] = ()
        self.walked: list[tuple[str, str, str]] = []
        self.buttons: tuple[Button, ...] = ()  # all but the one that every question has
        self.hide: Button | None = None
        self.token = ""
        self.due: Due | None = None

    def do(self, came: Input) -> str:
        """Take one turn; the text of all bubbles."""
        came = msgspec.json.decode(msgspec.json.encode(came), type=Input)
        facts = Facts(self.now, self.settings, self._plan(), self.due)
        turn = engine.resume(self.library, self.session, came, facts)
        turn = msgspec.json.decode(msgspec.json.encode(turn), type=Turn)
        self.session = decode_session(encode_session(turn.session))
        self._see(turn)
        wanted = next((effect for effect in turn.effects if isinstance(effect, Look)), None)
        if wanted is not None:
            before = self.effects
            self.do(Looked(tuple(self._found(wanted))))
            self.effects = (*before, *self.effects)
        return self.text

    def _plan(self) -> str:
        plan = self.kept.get(own_plan.KIND)
        return " ".join(as_text(answer) for answer in plan.fields.values()) if plan else ""

    def _found(self, wanted: Look) -> Iterator[Found]:
        for one in self.kept.values():
            if one.kind in wanted.kinds:
                yield Found(one.key, one.kind, one.script, self.now, one.fields)

    def _see(self, turn: Turn) -> None:
        self.effects = turn.effects
        self.walked += turn.walked
        for effect in turn.effects:
            match effect:
                case Keep(key=key):
                    self.kept[key] = effect
                case Unkeep(key=key):
                    self.kept.pop(key, None)
                case SetSettings(settings=settings):
                    self.settings = settings
                case Say(bubble=bubble) if bubble.token:
                    self.token = bubble.token
                    self._see_buttons(bubble.buttons)
                case Redraw(buttons=buttons):
                    self._see_buttons(buttons)

    def _see_buttons(self, buttons: tuple[Button, ...]) -> None:
        self.buttons = tuple(one for one in buttons if one.kind != "hide")
        self.hide = next((one for one in buttons if one.kind == "hide"), None)

    @property
    def bubbles(self) -> list[Bubble]:
        """The messages of the last turn."""
        return [effect.bubble for effect in self.effects if isinstance(effect, Say)]

    @property
    def text(self) -> str:
        """The words of the last turn."""
        return "\n\n".join(bubble.text for bubble in self.bubbles)

    @property
    def notice(self) -> str:
        """The short word of the last turn, if it had one."""
        return next((effect.text for effect in self.effects if isinstance(effect, Notice)), "")

    @property
    def verbs(self) -> list[str]:
        """What the last turn asked the rooms outside to do."""
        return [effect.verb for effect in self.effects if isinstance(effect, Do)]

    def say(self, text: str, source: str | None = None) -> str:
        """Type a text."""
        return self.do(Said(text, source))

    def edit(self, text: str, source: str) -> str:
        """Edit an earlier message."""
        return self.do(Corrected(text, source))

    def command(self, name: str, argument: str = "") -> str:
        """Send a slash command."""
        return self.do(Commanded(name, argument))

    def tap(self, label: str) -> str:
        """Tap the button with that label, or that id."""
        every = (*self.buttons, *([self.hide] if self.hide else []))
        button = next(one for one in every if label in (one.label, one.id))
        return self.do(Chose(self.token, button.id))

    def wait(self, **how_long: float) -> None:
        """Let time pass."""
        self.now += timedelta(**how_long)

    def answers(self) -> dict[str, Answer]:
        """The answers of the script on top."""
        return self.session.stack[-1].answers


def tea(talk: Talk, cup: str = "blue", source: str | None = None) -> str:
    """Begin `tea` and answer its first question."""
    talk.command("start", "tea")
    return talk.say(cup, source)


def to_limit(talk: Talk) -> None:
    """Go on to the script that tea calls."""
    tea(talk)
    talk.tap("Black tea")
    talk.tap("2")
    talk.tap("Milk")
    talk.tap("done_")
    talk.say("a secret thing")
