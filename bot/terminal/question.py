"""The question that is open for someone: what its small buttons are, and where the numbers of its choices begin.

It is worked out from the session each time, so that a chat that begins anew knows as much as one that goes on.
"""

from __future__ import annotations

import re
from datetime import datetime

from msgspec import Struct

from bot.terminal.plain import KEYS, typed
from dialogs import asking
from dialogs.play import Play
from dialogs.script import Library, Pick
from dialogs.turn import Button, Chose, Commanded, Facts, Input, Said
from storage import Person

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)


class Question(Struct, frozen=True):
    """An open question: its token, its buttons, and the number of the first choice among them."""

    token: str = ""
    buttons: tuple[Button, ...] = ()
    first: int = 1


def open_question(library: Library, person: Person | None, now: datetime) -> Question:
    """The question that waits for this person's answer, or one without buttons."""
    if person is None or not person.session.token or not person.session.stack:
        return Question()
    play = Play(library, person.session, Facts(now, person.settings))
    try:
        _, step = play.top()
    except KeyError:  # the script has changed; the engine will say so
        return Question()
    first = play.frame.page * step.question.page + 1 if isinstance(step.question, Pick) else 1
    return Question(person.session.token, asking.buttons(play, step), first)


def understood(line: str, question: Question) -> Input:
    """What a typed line means: a command, a small button's letter, or words."""
    line = typed(line)
    text = line.strip()
    command = _COMMAND.fullmatch(text)
    if command:
        return Commanded(command[1].lower(), (command[2] or "").strip())
    for button in question.buttons:
        if button.kind == "control" and KEYS.get(button.id) == text.lower():
            return Chose(question.token, button.id)
    return Commanded("back") if text.lower() == KEYS[asking.BACK] else Said(line)
