"""The same matter again: told by the words it shares with earlier ones, of which only short fingerprints are kept."""

from __future__ import annotations

from datetime import timedelta
from hashlib import blake2s
from typing import TYPE_CHECKING

import msgspec

from dialogs.guidance.memory import Topic
from dialogs.suggest import stems

if TYPE_CHECKING:
    from dialogs.play import Play

AGAIN = 3  # times, after which advice stops
LASTS = timedelta(days=60)
MOST_KEPT = 12
_SHARED = 2
_SHARE = 0.5


def brought_up(play: Play, text: str) -> bool:
    """Remember the matter; true when it is the third time or more."""
    marks = _marks(play, text)
    if len(marks) < _SHARED:
        return False
    fresh = [one for one in play.memory.topics if play.facts.now - one.last < LASTS]
    same = next((one for one in fresh if _alike(marks, one.marks)), None)
    again = same is not None and same.run == play.frame.run
    times = (same.times + (not again)) if same else 1
    others = [one for one in fresh if one is not same]
    topics = (Topic(marks, times, play.facts.now, play.frame.run), *others)[:MOST_KEPT]
    play.memory = msgspec.structs.replace(play.memory, topics=topics)
    return times >= AGAIN and not again


def _alike(marks: tuple[int, ...], others: tuple[int, ...]) -> bool:
    shared = len(set(marks) & set(others))
    return shared >= _SHARED and shared >= _SHARE * min(len(marks), len(others))


def _marks(play: Play, text: str) -> tuple[int, ...]:
    guide = play.library.guide(play.settings.locale)
    common = guide.common if guide else frozenset()
    own = sorted({stem for stem in stems(text) if stem not in common})
    return tuple(_fingerprint(play.before.seed, stem) for stem in own)


def _fingerprint(seed: int, stem: str) -> int:
    """Two bytes: enough to tell the same word again, too little to tell which word it was."""
    return int.from_bytes(blake2s(f"{seed}:{stem}".encode(), digest_size=2).digest(), "big")
