"""How a reply in a rehearsal came across: the limit kept or not, respect kept or not, given in, or silence."""

from __future__ import annotations

from dialogs.feedback import Reading, read
from dialogs.feedback.read import gives_in
from dialogs.reading.tokens import tokens
from dialogs.rehearsal.partner import Heard

HARSH = frozenset(("blame_absolute", "you_make_me", "mind_reading", "threat", "insult", "sarcasm", "controlling"))
HARSH_STYLES = frozenset(("aggressive", "passive_aggressive"))
_SENTENCE = 3  # words: fewer are no sentence that could be said again
_SMALL = 4  # letters: shorter words say little about what a sentence is about


def hear(reply: str, limit: str, locale: str) -> tuple[Heard, Reading]:
    """What a reply keeps of the person's own `limit`, and the reading it rests on."""
    words = [token.word for token in tokens(reply) if token.word[:1].isalnum()]
    reading = read(reply, "reply", locale)
    if not words:
        return Heard(silent=True), reading
    respectful = not HARSH.intersection(reading.flaws) and reading.style not in HARSH_STYLES
    stands = bool({"limit", "consequence"}.intersection(reading.components)) or _repeats(words, limit)
    if gives_in(reply, locale) and not stands:
        return Heard(respectful=respectful, gave_in=True), reading
    firm = bool({"limit", "consequence"}.intersection(reading.components)) or _word_for_word(words, limit)
    hedged = "hedging" in reading.flaws and not firm
    return Heard(clear=(stands or reading.style == "assertive") and not hedged, respectful=respectful), reading


def _word_for_word(words: list[str], limit: str) -> bool:
    """Whether the limit stands in the reply just as it was said before: then nothing beside it makes it vague."""
    said = [token.word for token in tokens(limit) if token.word[:1].isalnum()]
    places = range(len(words) - len(said) + 1) if len(said) >= _SENTENCE else ()
    return any(words[place : place + len(said)] == said for place in places)


def _repeats(words: list[str], limit: str) -> bool:
    """Whether the reply says the limit again: half of its telling words, and a no."""
    telling = {token.word[:5] for token in tokens(limit) if len(token.word) >= _SMALL}
    again = {word[:5] for word in words if len(word) >= _SMALL}
    return (
        bool(telling)
        and 2 * len(telling & again) >= len(telling)
        and bool({"not", "no", "wont", "dont", "still"} & set(words))
    )
