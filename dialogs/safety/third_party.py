"""Whether the danger in a text is somebody else's than the writer's, who then wants to know how to help. A first rule.

Asked only where the screen found danger. Pure; the phrases are in others/<locale>.yaml.
"""

from __future__ import annotations

from dialogs.reading.tokens import tokens
from dialogs.safety.phrase_books import matches, phrase_book

KINDS = ("self_harm", "abuse")


def danger_of_another(text: str, locale: str = "en") -> str | None:
    """What the words show of another's danger, `self_harm` or `abuse`; None where it is none, or their own."""
    words = [token.word for token in tokens(text) if token.word]
    if matches(phrase_book("others", "own", locale), words):
        return None
    return next((kind for kind in KINDS if matches(phrase_book("others", kind, locale), words)), None)
