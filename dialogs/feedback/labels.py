"""The labels a sentence may be given: the parts of a boundary, what weakens one, and how a reply comes across."""

COMPONENTS = ("observation", "feeling", "need", "request", "limit", "consequence", "reinforce", "negotiate")
FLAWS = (
    "blame_absolute", "you_make_me", "faux_feeling", "mind_reading", "over_apology", "hedging", "jade", "threat",
    "insult",
    "vague_request", "controlling", "sarcasm",
)  # fmt: skip
STYLES = ("assertive", "passive", "aggressive", "passive_aggressive")
LABELS = (*COMPONENTS, *FLAWS, *STYLES)
