"""The nudges as they are: enough of them, short, neutral on a lock screen, and kind. V6 holds for each."""

from __future__ import annotations

import pytest

from dialogs.check_nudges import check_nudges
from dialogs.nudging.texts import Nudge
from tests.talk import REAL, library

NUDGES = list(library(REAL).nudges["en"].nudges.values())


def test_there_are_sixty_and_more_and_none_twice() -> None:
    assert len(NUDGES) >= 60
    assert len({nudge.text for nudge in NUDGES}) == len(NUDGES)


def test_nothing_is_wrong_with_them() -> None:
    assert list(check_nudges(library(REAL))) == []


@pytest.mark.parametrize("nudge", NUDGES, ids=lambda nudge: nudge.id)
def test_each_is_short_plain_and_speaks_of_nobody(nudge: Nudge) -> None:
    """V6: a generic first line, no quote of the person, nothing that shouts; sentences of twenty words at most."""
    assert 20 <= len(nudge.text) <= 200
    assert nudge.text.endswith((".", "?", "”"))
    first, words = nudge.text[:60].lower(), nudge.text.lower().replace("’", "'").split()
    assert not any(topic in first for topic in ("partner", "relationship", "boundar", "say no", "codepend"))
    assert "i" not in [word.strip("“”.,?") for word in words] or "“" in nudge.text, "the bot has no self to speak of"
    for sentence in nudge.text.replace("?", ".").split("."):
        assert len(sentence.split()) <= 26, sentence
