"""Help that needs no database: who asks for it, and the card of /sos as somebody sees it of whom nothing is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from dialogs import care, engine
from dialogs.check_names import choices_of
from dialogs.script import Library
from dialogs.session import Session
from dialogs.turn import Bubble, Chose, Commanded, Corrected, Facts, Input, Said, Say, Settings

SOS = "sos"


def wants_help(library: Library, came: Input, locale: str) -> bool:
    """Whether that is /sos, a tap that leads to it, or words in which the screen hears danger."""
    match came:
        case Commanded(name=name):
            return name == SOS
        case Chose(choice=choice):
            return choice in set(_ways_to_help(library))
        case Said(text=text) | Corrected(text=text):
            return care.read(text, locale).tier != "none"
        case _:
            return False


def _ways_to_help(library: Library) -> Iterator[str]:
    """The ids of all buttons that lead to help."""
    for script in library.scripts[library.default].values():
        for step in script.steps.values():
            for _, choices in choices_of(step):
                yield from (choice.id for choice in choices if choice.script == SOS)


def help_card(library: Library, locale: str, now: datetime) -> list[Bubble]:
    """The card, for no country, without buttons: nobody would remember what they belong to."""
    turn = engine.resume(library, Session(0), Commanded(SOS), Facts(now, Settings(locale=locale)))
    said = (effect.bubble for effect in turn.effects if isinstance(effect, Say))
    return [msgspec.structs.replace(bubble, buttons=(), token=None) for bubble in said]
