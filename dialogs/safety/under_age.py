"""Whether somebody says of themselves that they are under 18. A cue and no proof: the person may say it is a mistake.

"My son is 15" and "when I was 15" say nothing of the kind. Pure; the phrases are in ages/<locale>.yaml.
"""

from __future__ import annotations

from dialogs.reading.tokens import Token, tokens
from dialogs.safety.phrase_books import matches, phrase_book

ASIDE = "<aside>"


def says_under_age(text: str, locale: str = "en") -> bool:
    """Whether the text's first 4,096 characters say so; languages without phrases use the English ones."""
    words = [_word(text, token) for token in tokens(text) if token.word]
    for _, first, last in list(phrase_book("ages", "not_said", locale).find(words)):
        words[first : last + 1] = [ASIDE] * (last + 1 - first)
    return matches(phrase_book("ages", "said", locale), words)


def _word(text: str, token: Token) -> str:
    """The word in its plain form; numbers as they stand, which matter here, and a row of marks as its first."""
    if token.word == "<number>":
        return "".join(filter(str.isdecimal, text[token.start : token.end]))
    return token.word[:1] if token.word.startswith(("!", "?")) else token.word
