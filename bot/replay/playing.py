"""Playing a transcript on a real store: each turn loads the session anew, as in Telegram."""

from __future__ import annotations

import msgspec

from bot import looking
from bot.conversation import Arrival, Newcomer, take_turns
from bot.following_up import facts_of
from bot.logs import describe
from bot.outgoing import Ack, Document, Hide, Outgoing, Picture, decode_outgoing
from bot.replay.transcript import UNREADABLE, Entry, Transcript, block, waited
from dialogs.commands import ROOMS
from dialogs.script import Library
from dialogs.session import Offered, Session
from dialogs.turn import (
    Button,
    Chose,
    Commanded,
    Corrected,
    Input,
    Redraw,
    Said,
    Say,
    Settings,
    Unreadable,
)  # fmt: skip
from storage import Store

CHANNEL = "terminal"
WELCOME = "welcome"
ROOM = "room"
_ACROSS = 100
Walked = set[tuple[str, str, str, str]]


class Player:
    """One person who does what a transcript says; `walked` gathers (locale, script, step, exit)."""

    def __init__(self, store: Store, library: Library, transcript: Transcript) -> None:
        self.store, self.library, self.transcript = store, library, transcript
        self.person = str(transcript.path)
        self.now = transcript.now
        self.settings = _settings(transcript.header)
        self.walked: Walked = set()
        self._shown: list[tuple[str, tuple[Button, ...]]] = []
        self._messages = 0
        with store.batch():
            store.add(CHANNEL, self.person, self.settings, self._session(), self.now)

    def play(self) -> str:
        """The transcript with what the bot answers. Raises TranscriptProblem where it can't go on."""
        lines = [*self.transcript.head, ""]
        if script_id := self.transcript.header.get("start"):
            lines += [*self._turn(self._start(script_id), 1), ""]
        for entry in self.transcript.entries:
            lines += [*entry.written, *self._take(entry), ""]
        return "\n".join(lines).rstrip("\n") + "\n"

    def _start(self, script_id: str) -> Input:
        script = self.library.script(self.settings.locale, script_id)
        if script is None:
            raise self.transcript.problem(1, f"there is no script {script_id}.")
        if script.kind == "dialog":
            return Commanded("start", script_id)
        if script_id == WELCOME:
            return Commanded("start")
        return Commanded(script_id) if script_id in ROOMS else Chose(ROOM, ROOM)

    def _session(self) -> Session:
        """A place with nothing in it; for a room that only the bot itself begins, with a button that opens it."""
        session = Session(self.transcript.seed)
        script_id = self.transcript.header.get("start")
        if script_id is None or not isinstance(self._start(script_id), Chose):
            return session
        return msgspec.structs.replace(session, offers=(Offered(ROOM, ROOM, script=script_id),), token=ROOM)

    def _take(self, entry: Entry) -> list[str]:
        if entry.verb == "wait":
            self.now += waited(self.transcript, entry)
        if entry.verb in ("", "wait"):
            return []
        return self._turn(self._input(entry), entry.line)

    def _input(self, entry: Entry) -> Input:
        words = entry.words
        if entry.verb in UNREADABLE:
            return Unreadable(UNREADABLE[entry.verb])
        if entry.verb == "edit":
            return Corrected(words, str(self._messages))
        if words.startswith("/"):
            name, _, argument = words[1:].partition(" ")
            return Commanded(name.lower(), argument.strip())
        if words.startswith("[") and words.endswith("]"):
            return self._tap(words[1:-1], entry.line)
        self._messages += 1
        return Said(words, str(self._messages))

    def _tap(self, label: str, line: int) -> Chose:
        """The newest button with that label, which may be one whose moment has passed."""
        for token, buttons in reversed(self._shown):
            for button in buttons:
                if label in (button.label, _label(button)):
                    return Chose(token, button.id)
        newest = " ".join(f"[{_label(button)}]" for button in self._shown[-1][1]) if self._shown else "none"
        raise self.transcript.problem(line, f"there is no button [{label}]; there are {newest}")

    def _turn(self, came: Input, line: int) -> list[str]:
        self._walk(came, line)
        newcomer = Newcomer(self.settings, self.transcript.seed)
        take_turns(self.store, self.library, [Arrival(None, CHANNEL, self.person, came)], self.now, newcomer)
        lines = []
        with self.store.batch():
            rows = [row for row in self.store.waiting(0, 1000) if row.person == self.person]
            for row in rows:
                lines += self._written(decode_outgoing(row.body))
            self.store.delivered([row.id for row in rows])
        return lines

    def _walk(self, came: Input, line: int) -> None:
        """Ask the engine, which does nothing and answers the same each time, which ways this turn will go."""
        person = self.store.find(CHANNEL, self.person)
        if person is None:  # erased
            return
        came = msgspec.json.decode(msgspec.json.encode(came), type=Input)
        try:
            facts = facts_of(self.store, person, self.now)
            turn = looking.resume(self.store, self.library, person.number, person.session, came, facts)
        except Exception as error:
            raise self.transcript.problem(line, f"this turn breaks: {describe(error)}") from error
        self.walked |= {(person.settings.locale, *way) for way in turn.walked}

    def _written(self, what: Outgoing) -> list[str]:  # noqa: PLR0911  one return a kind
        match what:
            case Say(bubble=bubble):
                self._see(bubble.token, bubble.buttons)
                return block("bot", bubble.text, *_rows(bubble.buttons))
            case Redraw(token=token, buttons=buttons):
                self._see(token, buttons)
                first, *more = _rows(buttons) or [""]
                return block("buttons", first, *more)
            case Ack(text=text) if text:
                return block("notice", text)
            case Document(caption=caption):
                return block("file", caption)
            case Picture(chart=chart):
                return block("picture", f"{chart.title}\n{chart.description}")
            case Hide():
                return block("clear", "")
            case _:  # closing a question's buttons changes nothing that is written
                return []

    def _see(self, token: str | None, buttons: tuple[Button, ...]) -> None:
        if token and buttons:
            self._shown = [*(one for one in self._shown if one[0] != token), (token, buttons)]


def _settings(header: dict[str, str]) -> Settings:
    """Someone who has been welcomed, unless it is the welcome that is played."""
    known = {name: header[name] for name in ("locale", "name", "timezone", "country") if name in header}
    settings = msgspec.convert(known, Settings)
    return settings if header.get("start") == WELCOME else msgspec.structs.replace(settings, consent=1, adult=True)


def _label(button: Button) -> str:
    return f"✓ {button.label}" if button.on else button.label


def _rows(buttons: tuple[Button, ...]) -> list[str]:
    """The buttons, as many in a line as fit."""
    lines: list[str] = []
    for button in buttons:
        if button.kind == "hide":  # every question has it
            continue
        shown = f"[{_label(button)}]"
        if lines and len(lines[-1]) + len(shown) < _ACROSS:
            lines[-1] += f" {shown}"
        else:
            lines.append(shown)
    return lines
