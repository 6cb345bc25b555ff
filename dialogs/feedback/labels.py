"""The labels a sentence may be given: the parts of a boundary, what weakens one, and how a reply comes across.

Also what rules tell beside the labels, and the id of the page that explains each label.
"""

from __future__ import annotations

from typing import Literal, get_args

COMPONENTS = ("observation", "feeling", "need", "request", "limit", "consequence", "reinforce", "negotiate")
FLAWS = (
    "blame_absolute", "you_make_me", "faux_feeling", "mind_reading", "over_apology", "hedging", "jade", "threat",
    "insult",
    "vague_request", "controlling", "sarcasm",
)  # fmt: skip
STYLES = ("assertive", "passive", "aggressive", "passive_aggressive")
LABELS = (*COMPONENTS, *FLAWS, *STYLES)

FORMS = ("concession", "deferral", "listening", "scorn", "softener")  # told by rules alone; no finding comes of them
SOFTENED = ("hedging", "over_apology")  # what a register may let pass

Register = Literal["direct", "soft", "indirect"]
REGISTERS: tuple[Register, ...] = get_args(Register)

WHY = {label: f"why_{label}" for label in LABELS}  # ids that do not change
