"""Words mistyped by one letter, for the few that must not be missed. Knows nothing of what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

SHORTEST = 5


class Spelling:
    """Finds a listed word behind one that lacks a letter, or has one wrong, too many, or changed over with the next.

    Each word is kept with every letter taken away once: two words one letter apart share such a form.
    """

    def __init__(self, words: Iterable[str], known: Iterable[str]) -> None:
        self._forms = {form: word for word in words for form in (word, *_shortened(word))}
        self._known = frozenset(known)

    def mend(self, word: str) -> str:
        """The listed word that is meant, or the word as it is: whatever is known already is meant as it stands."""
        if len(word) < SHORTEST or word in self._known:
            return word
        return next((self._forms[form] for form in (word, *_shortened(word)) if form in self._forms), word)


def _shortened(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))
