"""How hard an English text is to read: the Flesch-Kincaid grade, from counts of words, sentences and syllables.

grade = 0.39 * words / sentences + 11.8 * syllables / words - 15.59, the years of school in the United States that a
reader needs (Kincaid, Fishburne, Rogers and Chissom 1975, Research Branch Report 8-75, Naval Technical Training).
Syllables are counted by spelling, right for about nine words in ten. Pure: it knows no script and no wording of ours.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…]+(?=[\s”\"’')]|$)|\n+")
_VOWELS = re.compile("[aeiouy]+")
_SAID_APART = re.compile(  # vowels in a row that are two syllables
    r"""(?<![tscgxnr])ia | (?<=n)ia$ | r ia(?!ge) | (?<![tscgx])io(?!us) | (?<=[bdlmnrv])iou | (?<=v)io(?=us)
    | eo(?!u|p) | [aeiouy]ing | (?<=[aeou])y[aeiou] | ui(?=t[iy]|n|d$) | (?<=cr)ea(?=t) | (?<=[dr])ea(?=$|ct)
    | (?<![gqs])ua(?!r[dt]) | ie(?=t|nc) | ue(?=n|l) | oe(?=[mt]) | uou | is(?=m$)""",
    re.VERBOSE,
)
_SILENT = re.compile(  # an e, or in one case an i, that is written and not said
    r"""(?<![aeiouyl])e$ | (?<=[aeiouywr]l)e$ | (?<=[^aeiouytd])(?<![^aeiouyl]l)ed$
    | (?<=[^aeiouysxzcg])(?<!ch)(?<!sh)es$ | (?<=^som)e(?=[a-z]) | (?<=^ev)e(?=r|ning) | (?<=^bus)i
    | (?<=[aeiouy][^aeiouy])e(?=(?:ly|less|ful|ment|ness|where|thing|times?)$)""",
    re.VERBOSE,
)


def grade(text: str) -> float:
    """The grade of a text, from about -3 for the plainest; 0 for one without words. A line break ends a sentence."""
    found = words(text)
    if not found:
        return 0.0
    syllables = sum(map(syllables_of, found))
    return 0.39 * len(found) / len(sentences(text)) + 11.8 * syllables / len(found) - 15.59


def words(text: str) -> list[str]:
    """The words of a text; numbers and marks are none."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a text that have words in them."""
    return [one for one in _SENTENCE_END.split(text) if words(one)]


@lru_cache(maxsize=4096)
def syllables_of(word: str) -> int:
    """How many syllables an English word has, by its spelling; at least one."""
    plain = re.split("['’]", word.lower())[0]
    count = len(_VOWELS.findall(plain)) + len(_SAID_APART.findall(plain)) - len(_SILENT.findall(plain))
    return max(count, 1)
