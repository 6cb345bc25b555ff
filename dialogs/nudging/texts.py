"""Nudges as values: what a coach's nudges/<locale>.yaml says, after loading."""

from __future__ import annotations

from msgspec import Struct

from dialogs.words import NOWHERE, Mark

FOLLOW_UP, RECALL, PLAN, QUESTION, REST, CARE, PAUSE = (
    "follow_up",
    "recall",
    "plan",
    "question",
    "rest",
    "care",
    "pause",
)
KINDS = (FOLLOW_UP, RECALL, PLAN, QUESTION, REST, CARE, PAUSE)


class Nudge(Struct, frozen=True):
    """One short message: its kind, the strategy it recalls, its text, and the script that "do it now" begins."""

    id: str
    kind: str
    text: str
    strategy: str = ""
    script: str = ""
    mark: Mark = NOWHERE
    marks: dict[str, Mark] = {}


class Nudges(Struct, frozen=True):
    """All nudges in one language.

    `topics` are beginnings of words that would tell on a lock screen; `never` are turns of phrase that no nudge has.
    """

    locale: str
    nudges: dict[str, Nudge] = {}
    topics: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    mark: Mark = NOWHERE

    def of_kind(self, kind: str) -> list[Nudge]:
        """Those of that kind, in the order of the file."""
        return [one for one in self.nudges.values() if one.kind == kind]
