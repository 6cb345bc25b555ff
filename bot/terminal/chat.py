"""A conversation in this terminal: lines become turns, and what waits for the person is shown and taken out.

The same use case and store as in Telegram; only the channel is another.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from bot.conversation import Arrival, Newcomer, take_turns
from bot.export import export_files
from bot.outgoing import Ack, Document, Hide, Picture, decode_outgoing
from bot.pictures.studio import draw_apart
from bot.terminal.pipe import Pipe
from bot.terminal.plots import plotted
from bot.terminal.question import Question, open_question, understood
from dialogs import markup
from dialogs.script import Library
from dialogs.turn import Bubble, Button, Commanded, Input, Redraw, Say
from storage import Store, Waiting

CHANNEL = "terminal"
_SOME = 200


class Face(Protocol):
    """Where the person is: a screen, which greets first, or a pipe. `first` is the number of the first choice."""

    greets: bool

    def lines(self) -> Iterator[str]:
        """What is typed, line by line, to its end."""

    def say(self, bubble: Bubble, first: int) -> None:
        """Show a message and its choices."""

    def redraw(self, buttons: Sequence[Button], first: int) -> None:
        """Show the choices once more."""

    def note(self, text: str) -> None:
        """Show a short word."""

    def clear(self) -> None:
        """Take everything away that is shown."""

    def leave(self, goodbye: str) -> None:
        """Say goodbye."""


@dataclass(frozen=True)
class Talk:
    """Who talks, on which store, with which library; `now` stops the clock at that moment."""

    store: Store
    library: Library
    person: str
    newcomer: Newcomer
    now: datetime | None = None

    def instant(self) -> datetime:
        """The moment of this turn."""
        return self.now or datetime.now(UTC)

    def question(self) -> Question:
        """The question that is open."""
        return open_question(self.library, self.store.find(CHANNEL, self.person), self.instant())


def talk(chat: Talk, face: Face | None = None) -> None:
    """Talk until the input ends or the person leaves. Raises StorageProblem."""
    face = face or _face()
    _show_waiting(chat, face)
    if face.greets:
        _turn(chat, face, Commanded("start"))
    for line in face.lines():
        if line.strip():
            _turn(chat, face, understood(line, chat.question()))
    face.leave(_goodbye(chat))


def _face() -> Face:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return Pipe()
    from bot.terminal.screen import Screen  # noqa: PLC0415  rich and prompt_toolkit are loaded only for someone who sees them

    return Screen()


def _turn(chat: Talk, face: Face, came: Input) -> None:
    arrival = Arrival(None, CHANNEL, chat.person, came)
    take_turns(chat.store, chat.library, [arrival], chat.instant(), chat.newcomer)
    _show_waiting(chat, face)


def _show_waiting(chat: Talk, face: Face) -> None:
    """Show what waits for this person, then take it out: after a crash it is shown again."""
    rows = list(_waiting(chat))
    for row in rows:
        _show(chat, face, row)
    if rows:
        with chat.store.batch():
            chat.store.delivered([row.id for row in rows])


def _waiting(chat: Talk) -> Iterator[Waiting]:
    after = 0
    while rows := chat.store.waiting(after, _SOME):
        yield from (row for row in rows if (row.channel, row.person) == (CHANNEL, chat.person))
        after = rows[-1].id


def _show(chat: Talk, face: Face, row: Waiting) -> None:
    what = decode_outgoing(row.body)
    match what:
        case Say(bubble=bubble):
            face.say(bubble, chat.question().first)
        case Redraw(buttons=buttons):
            face.redraw(buttons, chat.question().first)
        case Ack(text=text) if text:
            face.note(text)
        case Document(caption=caption) if row.number is not None:
            face.note(caption)
            for file in _save(export_files(chat.store, row.number)):
                face.note(str(file))
        case Picture(chart=chart):
            face.note(plotted(chart))
            if drawn := draw_apart(chart):
                face.note(str(_save_picture(f"{chart.name}.png", drawn)))
        case Hide():
            face.clear()
        case _:  # closing and rewriting old messages means nothing here
            return


def _save(files: Sequence[tuple[str, bytes]]) -> list[Path]:
    """Write the files into a new folder here that only its owner can read."""
    names = (Path("tandem-export" + (f"-{number}" if number > 1 else "")) for number in range(1, 10_000))
    folder = next(name for name in names if not name.exists())
    folder.mkdir(mode=0o700)
    for name, content in files:
        with os.fdopen(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(content)
    return [folder / name for name, _ in files]


def _save_picture(name: str, drawn: bytes) -> Path:
    """Write the picture into a folder here that only its owner can read; a newer one takes the place of the last."""
    folder = Path("tandem-pictures")
    folder.mkdir(mode=0o700, exist_ok=True)
    with os.fdopen(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
        opened.write(drawn)
    return folder / name


def _goodbye(chat: Talk) -> str:
    person = chat.store.find(CHANNEL, chat.person)
    locale = person.settings.locale if person else chat.newcomer.settings.locale
    return markup.fill(chat.library.phrase(locale, "goodbye").variants[0], {})[0]
