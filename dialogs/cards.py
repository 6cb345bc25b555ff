"""Cards of help: which scripts they are, and at which step one begins. What they say is in the scripts.

A card is one message. The same one within ten minutes is the shorter one, at its step `again`; one that is about
somebody else than the writer begins at its step `helper`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dialogs.script import Script

if TYPE_CHECKING:
    from dialogs.play import Play

AGAIN_WITHIN = timedelta(minutes=10)
AGAIN, HELPER, SHUT, YOUNG = "again", "helper", "shut", "young"
MOST_CARD = 900  # UTF-16 units, with the longest lines to call
_OTHERS = frozenset(("sos", "gate", "under_age", "safety_plan"))


def is_card(script_id: str) -> bool:
    """Whether the script is read by somebody who may be in danger."""
    return script_id.startswith("urgent_") or script_id in _OTHERS


def starts(script: Script) -> list[str]:
    """The steps at which the script may begin: on a card, the engine chooses among several."""
    own = (AGAIN, HELPER, SHUT, YOUNG) if is_card(script.id) else ()
    return [script.start, *(step for step in own if step in script.steps)]


def entrance(play: Play, script: Script, *, helper: bool = False) -> str:
    """The step at which a script begins now; a card that is shown whole is noted."""
    if not is_card(script.id):
        return script.start
    shown = play.cards.get(script.id)
    if AGAIN in script.steps and shown is not None and play.facts.now - shown < AGAIN_WITHIN:
        return AGAIN
    if AGAIN in script.steps:
        play.cards[script.id] = play.facts.now
    return HELPER if helper and HELPER in script.steps else script.start
