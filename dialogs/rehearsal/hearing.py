"""How a reply in a rehearsal came across: the limit kept or not, respect kept or not, given in, or silence."""

from __future__ import annotations

from dialogs.feedback import Reading, Register, read
from dialogs.reading.tokens import tokens
from dialogs.rehearsal.partner import Heard

HARSH = frozenset(("blame_absolute", "you_make_me", "mind_reading", "threat", "insult", "sarcasm", "controlling"))
HARSH_STYLES = frozenset(("aggressive", "passive_aggressive"))
OPEN = frozenset(("deferral", "listening"))  # said without giving in and without the limit
_SMALL = 4  # letters: shorter words say little about what a sentence is about


def hear(reply: str, limit: str, locale: str, register: Register = "direct") -> tuple[Heard, Reading]:
    """What a reply keeps of the person's own `limit`, and the reading it rests on."""
    words = [token.word for token in tokens(reply) if token.word[:1].isalnum()]
    reading = read(reply, "reply", locale, register)
    if not words:
        return Heard(silent=True), reading
    respectful = _is_respectful(reading)
    own = bool({"limit", "consequence"}.intersection(reading.components))
    stands = own or _repeats(words, limit)
    if "concession" in reading.forms and not stands:
        return Heard(respectful=respectful, gave_in=True), reading
    hedged = "hedging" in reading.flaws and not own
    firm = reading.style == "assertive" and not OPEN.intersection(reading.forms)
    return Heard(clear=(stands or firm) and not hedged, respectful=respectful), reading


def _is_respectful(reading: Reading) -> bool:
    """A flaw that hurts or scorn is harsh; a harsh style is too, unless the words themselves are of a mild form."""
    if HARSH.intersection(reading.flaws) or "scorn" in reading.forms:
        return False
    return reading.style not in HARSH_STYLES or bool({"concession", *OPEN}.intersection(reading.forms))


def _repeats(words: list[str], limit: str) -> bool:
    """Whether the reply says the limit again: half of its telling words, and a no."""
    telling = {token.word[:5] for token in tokens(limit) if len(token.word) >= _SMALL}
    again = {word[:5] for word in words if len(word) >= _SMALL}
    return (
        bool(telling)
        and 2 * len(telling & again) >= len(telling)
        and bool({"not", "no", "wont", "dont", "still"} & set(words))
    )
