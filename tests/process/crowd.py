"""A load of people who talk to the server and know, from an undisturbed run, exactly what they must hear next.

Each walks through the dialogs by chance: taps what is shown, answers in marked words, sends commands. They act again
only when everything expected was heard (the impatient sometimes type twice in a row), so one lost, doubled,
swapped or half-made answer stops that person and is reported.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from dialogs.turn import Bubble, Chose, Commanded, Input, Said
from tests.process.people import add
from tests.process.undisturbed import Heard, Undisturbed

if TYPE_CHECKING:
    from tests.bot_api.person import Person
    from tests.bot_api.standin import StandIn

SCRIPT = "boundary_builder"
PLAIN = ("welcome", "gate")  # here everyone takes the first button, so that they come to the script
WORDS = (
    "I won't answer work messages after eight, and I will read them in the morning",
    "you have to stop calling me names or else",
    "when plans change at the last minute I will go on my own, and say so",
    "not sure",
)
TIMELY = ("zone", "hour")  # what these say depends on the clock
IMPATIENT = 0.15
CONTROL = 0.1


@dataclass(frozen=True)
class Act:
    """Something a person does: a tap on the button with that label, or a text."""

    text: str
    tap: bool = False


@dataclass
class Walker:
    """One person: what they will do, what they must hear after each act, and how far they are."""

    person: Person
    chance: Random
    acts: list[Act] = field(default_factory=list)
    expected: list[list[Heard]] = field(default_factory=list)
    done: int = 0
    heard: int = 0
    seen: int = 0
    repeats: list[tuple[float, Heard]] = field(default_factory=list)
    wrong: str = ""
    marks: int = 0

    @property
    def name(self) -> str:
        """The id the server knows them by."""
        return str(self.person.chat.id)

    def owed(self) -> list[Heard]:
        """All they must have heard by now."""
        return [heard for turn in self.expected[: self.done] for heard in turn]

    def look(self) -> None:
        """Compare what came with what must come. Call with the world's lock held."""
        owed = self.owed()
        for message in [m for number, m in self.person.chat.messages.items() if number > self.seen]:
            self.seen = message.id
            if message.by_bot:
                self._hear(Heard(*message.first), owed, message.at)

    def _hear(self, heard: Heard, owed: list[Heard], at: float) -> None:
        if self.heard < len(owed) and heard == owed[self.heard]:
            self.heard += 1
        elif self.heard and heard == owed[self.heard - 1]:
            self.repeats.append((at, heard))
        elif not self.wrong:
            wanted = owed[self.heard] if self.heard < len(owed) else "nothing"
            self.wrong = f"heard {heard}\ninstead of {wanted}\nafter {self.acts[self.done - 1]}; {self.person.shows()}"

    def act(self) -> bool:
        """Do the next thing, if everything that is due was heard. Call with the world's lock held."""
        if self.done >= len(self.acts) or (self.heard < len(self.owed()) and not self._impatient()):
            return False
        act = self.acts[self.done]
        if act.tap:
            self.person.taps(act.text, seconds=0)
        else:
            self.person.says(act.text)
        self.done += 1
        return True

    def _impatient(self) -> bool:
        """Texts keep their order, so one may follow another before its answer; a tap may not."""
        typed = self.done > 0 and not self.acts[self.done].tap and not self.acts[self.done - 1].tap
        return typed and Random(self.done + self.person.chat.id).random() < IMPATIENT


class Crowd:
    """People, and the acts that were thought out for them: `acts` each, the first words included."""

    def __init__(self, telegram: StandIn, plain: Undisturbed, people: int, acts: int, seed: int) -> None:
        self.telegram = telegram
        self.plain = plain
        self.walkers = [Walker(telegram.person(f"P{n}"), Random(f"{seed}-{n}")) for n in range(people)]
        add(plain.store, *self.known())
        self.think(acts)

    def known(self) -> list[Person]:
        """Every second person is past the first words: introduce them to the server before it starts."""
        return [walker.person for walker in self.walkers[1::2]]

    def think(self, acts: int) -> None:
        """So many more acts for each, and what each must bring."""
        for _ in range(acts):
            chosen = {walker.name: self._choose(walker) for walker in self.walkers}
            heard = self.plain.take({name: came for name, (_, came) in chosen.items()})
            for walker in self.walkers:
                walker.acts.append(chosen[walker.name][0])
                walker.expected.append(heard[walker.name])

    def _choose(self, walker: Walker) -> tuple[Act, Input]:
        if self.plain.store.find("telegram", walker.name) is None:
            return _command("start")
        stack = self.plain.person(walker.name).session.stack
        question = self.plain.question(walker.name)
        if not stack:
            return _command("start", SCRIPT)
        if stack[-1].script not in (SCRIPT, "carry_on", *PLAIN):
            return _command("stop")
        if stack[-1].step in TIMELY:
            return _command("stop")
        if question is None or not question.buttons or _is_typed(question, walker.chance):
            walker.marks += 1
            text = f"<{walker.person.chat.title}-{walker.marks}> {walker.chance.choice(WORDS)}"
            return Act(text), Said(text, "1")
        return _tap(question, walker.chance, first=stack[-1].script in PLAIN)

    # --- going ----------------------------------------------------------------------------------------------

    def go(self, until: Callable[[], bool], seconds: float) -> None:
        """Let everyone act until that holds. AssertionError when it does not in time, or someone heard wrong."""
        world = self.telegram.world
        deadline = time.monotonic() + seconds
        with world.changed:
            while not until():
                moved = self._move()
                self.check()
                left = deadline - time.monotonic()
                if left <= 0:
                    raise AssertionError(f"not within {seconds} s; {self._stuck()}")
                if not moved and not until():
                    world.changed.wait(left)

    def through(self) -> bool:
        """Whether everyone has done all that was thought out for them, and heard all of it."""
        return all(walker.done == len(walker.acts) and walker.heard == len(walker.owed()) for walker in self.walkers)

    def finish(self, seconds: float) -> None:
        """Let everyone come through."""
        self.go(self.through, seconds)

    def _move(self) -> bool:
        for walker in self.walkers:
            walker.look()
        return sum(walker.act() for walker in self.walkers) > 0

    def check(self) -> None:
        """Fail if anyone heard something wrong."""
        wrong = next((walker.wrong for walker in self.walkers if walker.wrong), "")
        assert not wrong, wrong

    def _stuck(self) -> str:
        walker = min(self.walkers, key=lambda w: (w.done, w.heard - len(w.owed())))
        calls = "\n  ".join(map(str, self.telegram.journal.of(chat=walker.person.chat.id)[-6:]))
        waits = walker.owed()[walker.heard :]
        return f"{walker.person.chat.title} waits for {waits}; {walker.person.shows()}\nlast calls:\n  {calls}"


def _command(name: str, argument: str = "") -> tuple[Act, Input]:
    return Act(f"/{name} {argument}".strip()), Commanded(name, argument)


def _is_typed(question: Bubble, chance: Random) -> bool:
    """A question with nothing but controls is answered in words, nearly always."""
    return all(button.kind == "control" for button in question.buttons) and chance.random() > CONTROL


def _tap(question: Bubble, chance: Random, *, first: bool) -> tuple[Act, Input]:
    buttons = [button for button in question.buttons if button.kind != "control"] or list(question.buttons)
    button = buttons[0] if first else chance.choice(buttons)
    label = f"✓ {button.label}" if button.on else button.label
    return Act(label, tap=True), Chose(question.token or "", button.id)
