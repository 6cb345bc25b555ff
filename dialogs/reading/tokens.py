"""Words of a message as people type them, each with its place.

Case, curly quotes, stretched letters, look-alike letters, zero-width marks and digits for letters make no difference.
Time grows with the text, never faster.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

MOST_READ = 4096  # characters; what comes after is not read

_HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufe0f"
_ALIKE = dict(zip("аеорсухіјѕһԁɡαοιν", "aeopcyxijshdgaoiv", strict=True))
_PLAIN = str.maketrans(
    {
        **dict.fromkeys(_HIDDEN, "\0"),
        **dict.fromkeys("\u0300\u0301\u0302\u0303\u0308\u0327", "\0"),
        **_ALIKE,
        **dict.fromkeys("’‘ʼ`´", "'"),
        **dict(zip("áàâäãåéèêëíìîïóòôöõúùûüçý", "aaaaaaeeeeiiiiooooouuuucy", strict=True)),
    }
)
_DIGITS = str.maketrans("013457@$", "oieastas")
_TOKEN = re.compile(r"[\w@$\0]+(?:'[\w\0]+)*|[?!]+|\.\.+|…|[.,;:\"“”«»\n]")
_STRETCHED = re.compile(r"(.)\1{2,}")


class Token(Struct, frozen=True):
    """A word or a mark: `word` is its plain form, and it stands from `start` to `end` (Python characters)."""

    word: str
    start: int
    end: int


@lru_cache(maxsize=2)  # a text is read by several readers in the same turn
def tokens(text: str) -> tuple[Token, ...]:
    """The text's words and marks in order, of its first 4,096 characters."""
    plain = text[:MOST_READ].lower().translate(_PLAIN)
    if len(plain) != len(text[:MOST_READ]):  # a few capitals grow in lower case
        plain = "".join(char.lower()[:1] or char for char in text[:MOST_READ]).translate(_PLAIN)
    return tuple([Token(plain_word(found[0]), found.start(), found.end()) for found in _TOKEN.finditer(plain)])


@lru_cache(maxsize=32768)
def plain_word(raw: str) -> str:
    """The plain form of one word in lower case."""
    word = raw.replace("\0", "").replace("'", "")
    if word.isdecimal():
        return "<number>"
    if any(char.isalpha() for char in word) and not word[0].isdecimal():
        word = word.translate(_DIGITS)
    return _STRETCHED.sub(r"\1", word)
