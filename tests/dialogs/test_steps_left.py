"""Where a person is in a dialog: the count that stands over each question."""

from __future__ import annotations

import pytest

from tests.talk import REAL, Talk, library


@pytest.fixture
def talk() -> Talk:
    """Somebody in the real library."""
    return Talk(REAL)


def test_a_dialog_counts_its_questions_and_a_detour_makes_it_longer(talk: Talk) -> None:
    talk.command("start", "needs_check")
    assert "1 of 5" in talk.text
    talk.say("3")
    assert "2 of 5" in talk.text
    talk.tap("Rest: sleep, quiet, a pause")
    assert "3 of 5" in talk.text
    talk.tap("Something of my own")
    assert "4 of 6" in talk.text
    talk.tap("Back")
    assert "3 of 5" in talk.text


def test_rooms_and_rehearsals_are_not_counted(talk: Talk) -> None:
    talk.command("menu")
    assert " of " not in talk.text
    rehearsal = library(REAL).scripts["en"]["rehearsal"]
    assert rehearsal.left == {}


def test_every_dialog_has_a_way_to_a_completed_end() -> None:
    for script in library(REAL).dialogs("en"):
        if script.id != "rehearsal":
            assert script.left[script.start] > 0, script.id
