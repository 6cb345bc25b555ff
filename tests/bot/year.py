"""A year of nudges with a real store: people who answer, fall silent, put off, move, block and come back.

The server stands still at times, is restarted, and is killed at any point of a claim or of a sending. What reaches a
person is written down with what they were doing; whoever runs the year looks at that. Of the product only its doors
are used: `take_turns`, `claim_due`, and what the sender writes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from pathlib import Path
from random import Random

import msgspec

from bot.conversation import Arrival, Newcomer, take_turns
from bot.nudging import claim_due
from bot.outgoing import Reminder, decode_outgoing
from bot.telegram.ledger import write
from bot.telegram.letters import Letter
from bot.telegram.nudge_clock import look_again
from dialogs.load import load_script
from dialogs.script import Library
from dialogs.session import Session
from dialogs.turn import AskAgain, Chose, Commanded, Input, Left, Returned, Said, Settings
from storage import Store
from tests.bot.year_people import Came, Human, local
from tests.talk import REAL, library

ZONES = (
    "Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "America/Sao_Paulo", "Asia/Kolkata",
    "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland", "Africa/Cairo", "America/St_Johns", "Pacific/Honolulu",
)  # fmt: skip
BEGIN = datetime(2027, 7, 1, tzinfo=UTC)  # so that there is a 29th of February
DAYS = 365
A_DAY = timedelta(days=1)
PROMISE = """script: promise
version: 1
strategy: self
title: Promise
minutes: 1
start: what
slots: {what: text}
steps:
  what: {ask: What will you do?, save_as: what, then: when}
  when: {say: Noted., record: {kind: plan, from: [what]}, follow_up: {days: 3, script: after_talk}, end: completed}
"""


class Killed(BaseException):
    """The process is killed here: nothing after this point happens, and what was not committed is gone."""


def year_library(folder: Path) -> Library:
    """The real library, with a short script that promises to come back."""
    path = folder / "en" / "promise.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(PROMISE, encoding="utf-8")
    promise, problems = load_script(path)
    assert promise is not None
    assert not problems
    real = library(REAL)
    return msgspec.structs.replace(real, scripts={"en": {**real.scripts["en"], "promise": promise}})


class Year:
    """The server, the people, and a clock that goes from one thing that happens to the next."""

    def __init__(self, folder: Path, people: int, seed: int, days: int = DAYS) -> None:
        self.folder, self.chance = folder, Random(seed)
        self.library = year_library(folder)
        self.now, self.end = BEGIN, BEGIN + days * A_DAY
        self.store = self._open()
        self.humans = {str(1000 + one): self._human(one, seed) for one in range(people)}
        self.heap: list[tuple[datetime, int, Callable[[], None]]] = []
        self.order, self.messages = count(), count(1)
        self.kills = self.lost = 0
        self._move_in()
        for human in self.humans.values():
            self._plan(human)
        for _ in range(days // 12):
            self.at(BEGIN + self.chance.random() * days * A_DAY, self._stand_still)

    def _open(self) -> Store:
        store = Store.open(self.folder / "data" / "year.db", self.folder / "keys" / "key")
        store.connection.run("PRAGMA synchronous = OFF")  # a kill loses nothing that was written; only speed is gained
        look_again(store, self.now)
        return store

    # --- people -----------------------------------------------------------------------------------------------------

    def _human(self, one: int, seed: int) -> Human:
        chance = Random(f"{seed}-{one}")
        quiet = chance.choice([("22:00", "08:00"), ("22:00", "08:00"), ("20:00", "07:00"), ("00:00", "10:00")])
        answers = chance.choice((0.0, 0.0, 0.06, 0.3))
        return Human(str(1000 + one), chance, ZONES[one % len(ZONES)], answers, quiet, daily=one % 2 == 0)

    def _move_in(self) -> None:
        batch = []
        for human in self.humans.values():
            settings = Settings(
                consent=1, adult=True, timezone=human.zone, quiet_from=human.quiet[0], quiet_to=human.quiet[1],
                nudge_time=human.chance.choice(["07:00", "08:00", "12:30", "18:00", "19:00", "21:30", "23:00"]),
                nudges="daily" if human.daily else "some",
                nudge_days=human.chance.choice(["", "mon thu", "tue sat sun"]),
            )  # fmt: skip
            self.store.add("telegram", human.id, settings, Session(int(human.id)), self.now - A_DAY)
            batch.append(Arrival(None, "telegram", human.id, Commanded("menu")))
            human.wrote = self.now
        take_turns(self.store, self.library, batch, self.now, Newcomer())
        self._send()

    def _plan(self, human: Human) -> None:
        """What they will do by themselves in the course of the year."""
        days = (self.end - BEGIN) / A_DAY

        def some_time() -> datetime:
            return BEGIN + human.chance.random() * (self.end - BEGIN)

        if human.chance.random() < 0.25:
            self.at(some_time(), lambda: self._move(human))
        if human.chance.random() < 0.15:
            left = some_time()
            self.at(left, lambda: self._block(human))
            back = left + human.chance.uniform(2, 40) * A_DAY
            self.at(back, lambda: self._return(human))
            human.troubled |= {(left + ahead * A_DAY).date() for ahead in range(-1, (back - left).days + 2)}
        for _ in range(int(days / 25 * human.answers) + 2):
            self.at(some_time(), lambda: self._promise(human))
            self.at(some_time(), lambda: self._begin(human))

    def at(self, when: datetime, what: Callable[[], None]) -> None:
        """Let that happen then, or when the server next stands."""
        heappush(self.heap, (when, next(self.order), what))

    def trouble(self, human: Human, until: datetime | None = None) -> None:
        """From today until then nothing need come: the person is here, away or paused, or the server stands still."""
        day, last = local(self.now, human.zone).date(), local(until or self.now, human.zone).date()
        human.troubled |= {day + timedelta(ahead) for ahead in range((last - day).days + 1)}

    def take(self, human: Human, *inputs: Input) -> None:
        """The person does something; what they hear comes at once."""
        if human.blocked and not isinstance(inputs[0], Left | Returned):
            return
        take_turns(
            self.store, self.library, [Arrival(None, "telegram", human.id, one) for one in inputs], self.now, Newcomer()
        )
        self.trouble(human)
        if not isinstance(inputs[0], Left):
            human.wrote, human.unanswered = self.now, 0
        self._send()

    def _promise(self, human: Human) -> None:
        self._stop(human)
        self.take(human, Commanded("start", "promise"), Said("Go out on my own"))
        if not human.blocked:
            human.promises.append(self.now + 3 * A_DAY)

    def _begin(self, human: Human) -> None:
        """A dialog, left half-way, taken up again hours later or never."""
        self.take(human, Commanded("start", "needs_check"), Said("4"))
        human.in_dialog = not human.blocked
        self.trouble(human, self.now + A_DAY)
        if human.chance.random() < 0.7:
            self.at(self.now + timedelta(hours=human.chance.uniform(0.1, 20)), lambda: self._leave(human))

    def _leave(self, human: Human) -> None:
        if human.in_dialog:
            self._stop(human)

    def _stop(self, human: Human) -> None:
        """/stop, if there is a dialog to be stopped: with none it would end the nudges."""
        found = self.store.find("telegram", human.id)
        if found is not None and found.session.stack:
            self.take(human, Commanded("stop"))
            human.in_dialog = human.in_dialog and human.blocked

    def _move(self, human: Human) -> None:
        zone = human.chance.choice(ZONES)
        self._stop(human)
        self.take(human, Commanded("settings"), Said("My time zone"), Said(zone))
        human.zone, human.moved = self._settings(human).timezone, True

    def _block(self, human: Human) -> None:
        self.take(human, Left())
        human.blocked = True

    def _return(self, human: Human) -> None:
        human.blocked = False
        self.take(human, Returned())

    def _settings(self, human: Human) -> Settings:
        found = self.store.find("telegram", human.id)
        assert found is not None
        return found.settings

    # --- answers to a nudge -----------------------------------------------------------------------------------------

    def _react(self, human: Human, token: str) -> None:
        """A tap, unless another nudge came since, or they are gone."""
        if human.token != token or human.blocked:
            return
        button = human.chance.choices(
            ("not_today", "now", "hour", "week", "month", "keep", "off"), (50, 25, 12, 4, 1, 10, 0.2)
        )[0]
        human.token = ""
        if button in ("hour", "week"):
            self.take(human, Chose(token, "later"), Said("In an hour" if button == "hour" else "In a week"))
        else:
            self.take(human, Chose(token, button))
        if button == "now":
            self._stop(human)
        self._look_at_wish(human)

    def _look_at_wish(self, human: Human) -> None:
        """What is wished for now: a tap may have come too late to change it."""
        found = self.store.find("telegram", human.id)
        assert found is not None
        settings, been = found.settings, found.session.nudges
        human.off = settings.nudges == "off"
        human.put_off = been is not None and been.again is not None
        human.paused_until = datetime.fromisoformat(settings.nudge_pause) if settings.nudge_pause else None
        self.trouble(human, human.paused_until)

    # --- the server -------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """The whole year."""
        while self.now < self.end:
            due, event = self.store.next_nudge() or self.end, self.heap[0][0] if self.heap else self.end
            self.now = max(self.now, min(due, event, self.end))
            if event <= self.now and self.heap:
                heappop(self.heap)[2]()
            else:
                self._tick()

    def _stand_still(self) -> None:
        """For minutes or a day the server is down; what people did meanwhile comes when it is back."""
        self.store.close()
        back = self.now + timedelta(hours=self.chance.choice([0.01, 0.1, 0.5, 3, 30]))
        if back - self.now > timedelta(hours=1):  # a shorter while ends inside everyone's two hours
            for human in self.humans.values():
                self.trouble(human, back)
        self.now = back
        self.store = self._open()
        self._send()

    def _tick(self) -> None:
        try:
            self._perhaps_killed_while(lambda: claim_due(self.store, self.library, self.now, 25))
            if self.chance.random() < 0.05:  # the sender is held up: what waits is looked at again when it is sent
                self.at(self.now + timedelta(minutes=self.chance.choice([5, 70, 100, 200])), self._send)
            else:
                self._send()
        except Killed:
            self._restart()

    def _restart(self) -> None:
        self.kills += 1
        self.store.close()
        self.store = self._open()
        self._send()

    def _perhaps_killed_while(self, work: Callable[[], object]) -> None:
        """Now and then the process is killed at one of the statements of that work, whichever it is."""
        if self.chance.random() >= 0.008:
            work()
            return
        left = self.chance.randrange(30)
        run = self.store.connection.run

        def run_or_die(*words: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                raise Killed
            return run(*words)  # type: ignore[arg-type]

        self.store.connection.run = run_or_die  # type: ignore[method-assign,assignment]
        work()
        self.store.connection.run = run  # type: ignore[method-assign]

    def _send(self) -> None:
        """What the sender does, with its own way of writing; it too may be killed between any two of its steps."""
        letters = [Letter(row, decode_outgoing(row.body)) for row in self.store.waiting(0, 1000)]
        replies = [letter for letter in letters if not letter.row.nudge]
        nudges = [letter for letter in letters if letter.row.nudge]
        if replies:
            write(self.store, replies, self.now)
        if nudges:
            self._send_nudges(nudges)

    def _send_nudges(self, nudges: list[Letter]) -> None:
        write(self.store, nudges, self.now)
        killed = self.chance.random() < 0.006
        for letter in nudges:
            human = self.humans[letter.row.person]
            if letter.void or killed:
                self.lost += 1
                human.unanswered += 1
                self.trouble(human)
            elif isinstance(letter.what, Reminder):
                self._arrive(human, letter.what)
                letter.done = 1
        if self.chance.random() > 0.006:
            write(self.store, nudges, self.now)

    def _arrive(self, human: Human, nudge: Reminder) -> None:
        token = nudge.bubble.token or ""
        day_ago = human.wrote is not None and self.now - human.wrote >= A_DAY
        wanted = not human.blocked and not human.off and (human.paused_until is None or self.now >= human.paused_until)
        human.came.append(
            Came(
                self.now,
                human.zone,
                human.quiet,
                token,
                nudge.bubble.text,
                human.unanswered,
                human.wrote,
                human.in_dialog and not day_ago,
                wanted,
                human.put_off,
                human.daily,
            )
        )
        human.unanswered += 1
        human.put_off = False
        human.token = token
        if human.chance.random() < human.answers:
            delay = timedelta(minutes=human.chance.choice([1, 5, 40, 300, 1500]))
            self.at(self.now + delay, lambda: self._react(human, token))

    def follow_ups(self, human: Human) -> list[AskAgain]:
        """What the person is still to be asked, as the store has it."""
        found = self.store.find("telegram", human.id)
        assert found is not None
        return self.store.follow_ups(found.number)
