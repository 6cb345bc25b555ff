"""How a reply in a rehearsal came across: the limit kept or not, respect kept or not, given in, or silence."""

from __future__ import annotations

from dialogs.feedback import Reading, Register, read
from dialogs.reading.tokens import tokens
from dialogs.rehearsal.partner import Heard

HARSH = frozenset(("blame_absolute", "you_make_me", "mind_reading", "threat", "insult", "sarcasm", "controlling"))
HARSH_STYLES = frozenset(("aggressive", "passive_aggressive"))
OPEN = frozenset(("deferral", "listening"))  # said without giving in and without the limit
OWN = frozenset(("limit", "consequence"))
_NO = frozenset(("not", "no", "wont", "dont", "still"))
_ENOUGH = 4  # words: in fewer nobody can tell the tone
_SENTENCE = 3  # words: fewer are no sentence that could be said again
_SMALL = 4  # letters: shorter words say little about what a sentence is about


def hear(reply: str, limit: str, locale: str, register: Register = "direct") -> tuple[Heard, Reading]:
    """What a reply keeps of the person's own `limit`, and the reading it rests on."""
    words = [token.word for token in tokens(reply) if token.word[:1].isalnum()]
    reading = read(reply, "reply", locale, register)
    if not words:
        return Heard(silent=True), reading
    own = bool(OWN.intersection(reading.components)) or _word_for_word(words, limit)
    respectful = _is_respectful(words, reading, own=own)
    stands = own or words[-1] == "no" or _repeats(words, limit)
    if "concession" in reading.forms and not stands:
        return Heard(respectful=respectful, gave_in=True), reading
    hedged = "hedging" in reading.flaws and not own
    firm = reading.style == "assertive" and not OPEN.intersection(reading.forms) and _says_enough(words)
    return Heard(clear=(stands or firm) and not hedged, respectful=respectful), reading


def _is_respectful(words: list[str], reading: Reading, *, own: bool) -> bool:
    """A flaw that hurts or scorn is harsh; a harsh style is too, but for mild forms, few words, or beside a limit."""
    if HARSH.intersection(reading.flaws) or "scorn" in reading.forms:
        return False
    mild = own or len(words) < _ENOUGH or bool({"concession", *OPEN}.intersection(reading.forms))
    return mild or reading.style not in HARSH_STYLES


def _says_enough(words: list[str]) -> bool:
    """Whether a firm tone alone can be told from a remark: with a no in it, or in more than a few words."""
    return bool(_NO.intersection(words)) or len(words) >= _ENOUGH


def _word_for_word(words: list[str], limit: str) -> bool:
    """Whether the limit stands in the reply just as it was said before: then nothing beside it makes it vague."""
    said = [token.word for token in tokens(limit) if token.word[:1].isalnum()]
    places = range(len(words) - len(said) + 1) if len(said) >= _SENTENCE else ()
    return any(words[place : place + len(said)] == said for place in places)


def _repeats(words: list[str], limit: str) -> bool:
    """Whether the reply says the limit again: half of its telling words, and a no."""
    telling = {token.word[:5] for token in tokens(limit) if len(token.word) >= _SMALL}
    again = {word[:5] for word in words if len(word) >= _SMALL}
    return bool(telling) and 2 * len(telling & again) >= len(telling) and bool(_NO.intersection(words))
