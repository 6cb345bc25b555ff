"""The PIN before what is kept: its slow hash, how digits are heard, and what a right or a wrong one brings.

Pure, as the whole room: the salt is the person's own seed. Digits live for one call and are never part of a session.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import timedelta

from dialogs.heard import Heard
from dialogs.play import Play
from dialogs.session import Answer, Lock, Written
from dialogs.turn import Facts

HOLDS = timedelta(minutes=15)
SHUT = timedelta(hours=1)
MOST_TRIES = 5
_DIGITS = re.compile(r"[0-9]{4,8}")
_COST, _BLOCK = 2**14, 8  # 16 MB and about 50 ms a try


def hash_pin(digits: str, seed: int) -> str:
    """The digits' scrypt hash in hex, salted with the person's seed (63 bits)."""
    raw = hashlib.scrypt(digits.encode(), salt=seed.to_bytes(8, "big"), n=_COST, r=_BLOCK, p=1, dklen=32)
    return raw.hex()


def new_pin(answer: Answer, facts: Facts) -> Heard:
    """`digits`, with their hash as the answer, or `unclear`; the digits themselves are never the answer."""
    digits = _typed(answer)
    if not _DIGITS.fullmatch(digits):
        return Heard("unclear", answer=Written(""))
    return Heard("digits", answer=Written(hash_pin(digits, facts.seed)))


def same_pin(answer: Answer, facts: Facts) -> Heard:
    """`same` when the digits are those of slot `first`, else `differs`."""
    first = facts.answers.get("first")
    hashed = _hashed(answer, facts)
    same = isinstance(first, Written) and hmac.compare_digest(first.text, hashed)
    return Heard("same" if same else "differs", answer=Written(hashed if same else ""))


def right_pin(answer: Answer, facts: Facts) -> Heard:
    """`right` or `wrong`."""
    right = hmac.compare_digest(facts.settings.pin, _hashed(answer, facts))
    return Heard("right" if right else "wrong", answer=Written(""))


def _hashed(answer: Answer, facts: Facts) -> str:
    digits = _typed(answer)
    return hash_pin(digits, facts.seed) if _DIGITS.fullmatch(digits) else ""


def _typed(answer: Answer) -> str:
    return answer.text.strip() if isinstance(answer, Written) else ""


def is_shut(play: Play) -> bool:
    """Whether there were too many wrong tries, so that none counts for now."""
    return play.lock.shut_until is not None and play.lock.shut_until > play.facts.now


def unlock(play: Play) -> None:
    """The PIN was right, or is new: what is kept may be shown for a while."""
    play.lock = Lock(play.facts.now + HOLDS)


def count_wrong(play: Play) -> None:
    """One wrong try more; after the last of them none counts for an hour."""
    tries = play.lock.tries + 1
    full = tries >= MOST_TRIES
    play.lock = Lock(None, 0 if full else tries, play.facts.now + SHUT if full else None)
