"""How a reply in a rehearsal came across: the limit kept or not, respect kept or not, given in, or silence."""

from __future__ import annotations

from dialogs.feedback import Reading, read
from dialogs.feedback.read import gives_in
from dialogs.reading.tokens import tokens
from dialogs.rehearsal.partner import Heard

HARSH = frozenset(("blame_absolute", "you_make_me", "mind_reading", "threat", "insult", "sarcasm", "controlling"))
HARSH_STYLES = frozenset(("aggressive", "passive_aggressive"))
OWN = frozenset(("limit", "consequence"))
_NO = frozenset(("not", "no", "wont", "dont", "still"))
_ENOUGH = 5  # words: in fewer nobody can tell the tone
_SENTENCE = 3  # words: fewer are no sentence that could be said again
_SMALL = 4  # letters: shorter words say little about what a sentence is about


def hear(reply: str, limit: str, locale: str) -> tuple[Heard, Reading]:
    """What a reply keeps of the person's own `limit`, and the reading it rests on."""
    words = [token.word for token in tokens(reply) if token.word[:1].isalnum()]
    reading = read(reply, "reply", locale)
    if not words:
        return Heard(silent=True), reading
    firm = bool(OWN.intersection(reading.components)) or _word_for_word(words, limit)
    respectful = not HARSH.intersection(reading.flaws) and not _sounds_harsh(words, reading, firm=firm)
    stands = firm or words[-1] == "no" or _repeats(words, limit)
    if gives_in(reply, locale) and not stands:
        return Heard(respectful=respectful, gave_in=True), reading
    hedged = "hedging" in reading.flaws and not firm
    clear = stands or (reading.style == "assertive" and bool(_NO.intersection(words)))
    return Heard(clear=clear and not hedged, respectful=respectful), reading


def _sounds_harsh(words: list[str], reading: Reading, *, firm: bool) -> bool:
    """Whether its style alone makes a reply harsh: not in a few words, nor beside a limit, where tone is misread."""
    return reading.style in HARSH_STYLES and len(words) >= _ENOUGH and not firm


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
