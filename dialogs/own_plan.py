"""The person's own note for a hard moment: one record, shown on the cards of help, erased when they say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dialogs import markup
from dialogs.safety.screen import screen
from dialogs.turn import Unkeep

if TYPE_CHECKING:
    from dialogs.play import Play

KIND = "safety_plan"
MOST_SHOWN = 100  # UTF-16 units on a card; the whole note is in the export


def shown(play: Play) -> str:
    """The note as it may stand on a card, or nothing; words of danger are not shown back."""
    plan = play.facts.plan
    if not plan or screen(plan, play.settings.locale).tier == "explicit":
        return ""
    own = {"plan": markup.shown(" ".join(plan.split()), MOST_SHOWN)}
    return markup.fill(play.phrase("own_plan").variants[0], own)[0]


def remember(play: Play, *, kept: bool) -> None:
    """Whether there is a note, so that it is looked for only then."""
    play.memory = msgspec.structs.replace(play.memory, note=kept)


def forget(play: Play) -> None:
    """Erase the note."""
    play.effects.append(Unkeep(KIND))
    remember(play, kept=False)


VERBS = {"forget_plan": forget}
