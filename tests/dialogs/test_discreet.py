"""Discreet mode, and what anybody sees of the bot: no topic where a glance may fall."""

from __future__ import annotations

import re

import pytest

from dialogs.turn import Settings
from tests.talk import REAL, Talk, library

TOPICS = re.compile(
    r"\b(?:abus|afraid|boundar|breakup|codepend|couple|depend|fear|feeling|guilt|hurt|limit|love|marriage|need|partner"
    r"|relationship|say no|saying no|therap|threat|violen)",
    re.IGNORECASE,
)


def discreet(cover: str = "") -> Talk:
    """Somebody in discreet mode."""
    return Talk(REAL, settings=Settings(consent=1, adult=True, discreet=True, cover=cover))


def test_what_everybody_sees_of_the_bot_names_no_topic() -> None:
    phrases = library(REAL).phrases["en"]
    shown = [phrases.lines[name].variants[0] for name in ("bot_description", "bot_short_description")]
    assert [text for text in (*shown, *phrases.commands.values()) if TOPICS.search(text)] == []


def test_the_topics_are_seen_where_they_are() -> None:
    assert TOPICS.search(Talk(REAL).command("start", "boundary_builder"))


@pytest.mark.parametrize("come", ["/menu", "/start"])
def test_the_menu_names_no_topic_and_leads_to_help(come: str) -> None:
    talk = discreet()
    shown = [talk.command(come[1:]), *(button.label for button in talk.buttons)]
    assert [text for text in shown if TOPICS.search(text)] == []
    assert "Urgent help" in shown


def test_carrying_on_is_in_the_plain_menu() -> None:
    talk = discreet()
    talk.command("start", "needs_check")
    talk.command("menu")
    assert "Carry on where we were" in talk.tap("Carry on")


def test_a_neutral_word_stands_for_the_bot() -> None:
    for cover, name in (("", "Notes"), ("Recipes", "Recipes")):
        talk = discreet(cover)
        talk.command("settings")
        talk.tap("Discreet mode")
        talk.tap("Turn it on")
        assert f"“{name}”" in talk.tap("Skip")
        assert "Tandem" not in talk.text


def test_what_hiding_shows_names_no_topic() -> None:
    for seed in range(9):
        talk = Talk(REAL, seed)
        assert not TOPICS.search(talk.command("hide"))
