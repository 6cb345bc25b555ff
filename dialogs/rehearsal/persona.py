"""A simulated partner as values: what they want and fear, how they push back, and the words they use.

Knows nothing of YAML or of how a rehearsal is played.
"""

from __future__ import annotations

from msgspec import Struct

from dialogs.words import Words

TACTICS = (
    "question", "minimise", "guilt", "bargain", "compare", "charm", "victim", "anger", "silence", "deny", "switch",
)  # fmt: skip
LEVELS = ("soft", "firm", "hard")  # how hard a push is: at pressure 0-1, 2, 3-4
MOODS = ("opening", "exploit", "gave_in", "hurt", "escalate", "last_push", "accept", "grudging", "leave_it", "next_day")


class Persona(Struct, frozen=True, kw_only=True):
    """One partner.

    `weights` say how readily each tactic comes (0 never, 5 first); `lines` are by tactic and level; `moods` are lines
    for the turns of a rehearsal: how it opens, how an opening is used, how it ends.
    """

    id: str
    locale: str
    name: str
    relation: str
    about: str
    wants: str
    fears: str
    voice: str
    weights: dict[str, int]
    lines: dict[str, dict[str, Words]]
    moods: dict[str, Words]
