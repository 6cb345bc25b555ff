"""The wording lint: what no card of help says, and what no line says at all (SAFETY.md: W, V2, V3)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dialogs.cards import is_card
from dialogs.check import check_paths
from dialogs.check_wording import check_phrase_wording
from dialogs.script import Phrases
from dialogs.words import Words
from tests.talk import REAL, library

CARD = """script: {script}
version: 1
strategy: system
kind: system
title: A card
start: card
steps:
  card:
    say: {say}
    end: completed
"""


def codes(tmp_path: Path, say: str, script: str = "urgent_sample") -> list[str]:
    file = tmp_path / "sample.yaml"
    file.write_text(CARD.format(say=json.dumps(say, ensure_ascii=False), script=script), encoding="utf-8")
    return [problem.code for problem in check_paths([file], REAL)]


def test_w_every_card_of_ours_is_sound() -> None:
    assert [one for one in check_paths([], REAL) if one.code[0] == "C"] == []
    assert sum(is_card(script) for script in library(REAL).scripts["en"]) >= 8


@pytest.mark.parametrize(
    "say",
    [
        "He committed suicide.",
        "A failed attempt is over.",
        "At least you are here.",
        "You shouldn’t wait.",
        "Calm down.",
        "I understand.",
        "I really understand.",
        "Help is near!",
        "Help is near 💛",
        "Call 112 now.",
        "It will be okay.",
        "You're safe.",
        "Just breathe.",
        "Someone is watching you.",
    ],
)
def test_w_words_that_hurt_are_refused_on_cards(tmp_path: Path, say: str) -> None:
    assert "C101" in codes(tmp_path, say)


@pytest.mark.parametrize("say", ["You shouldn’t wait.", "Just breathe.", "Done by 12."])
def test_w_elsewhere_they_may_stand(tmp_path: Path, say: str) -> None:
    assert codes(tmp_path, say, "menu_sample") == []


@pytest.mark.parametrize(
    "say",
    [
        "Clear boundaries can stop the violence.",
        "A limit protects you from harm.",
        "Your limits will make them respect you.",
        "Codependency is a part of abuse.",
        "This abuse comes from codependency.",
        "You both share the blame.",
        "It takes two to fight.",
        "Look at your part in their anger.",
        "Maybe you provoked him.",
        "It may be time to leave him.",
        "You need to get out.",
        "Confront your partner.",
        "Record what they say.",
        "Move some money first.",
        "Pack a bag.",
        "Find a way to avoid provoking them.",
    ],
)
@pytest.mark.parametrize("script", ["urgent_sample", "menu_sample"])
def test_v2_v3_claims_and_advice_are_refused_everywhere(tmp_path: Path, say: str, script: str) -> None:
    assert "C105" in codes(tmp_path, say, script)


@pytest.mark.parametrize(
    "say",
    [
        "A limit says what you will do.",
        "With someone who may hurt you, a limit can make things worse.",
        "You can leave the role-play at any moment.",
        "Leave it for today.",
        "They may not change.",
        "What they do is up to them.",
        "Being hurt is not your fault.",
        "Set aside ten minutes.",
        "A limit can be firm and kind at once.",
    ],
)
def test_plain_lines_pass(tmp_path: Path, say: str) -> None:
    assert codes(tmp_path, say) == []


def test_w_placeholders_and_commands_are_no_numbers_or_words(tmp_path: Path) -> None:
    assert codes(tmp_path, "<b>In danger now:</b> {emergency} /sos shows more.") == []


def test_w_the_bots_own_lines_are_held_to_it_too() -> None:
    lines = {"careful": Words(("You should wait!",)), "goodbye": Words(("Boundaries stop abuse.",))}
    found = [one.code for one in check_phrase_wording(Phrases(locale="en", lines=lines, commands={}, strategies={}))]
    assert sorted(found) == ["C101", "C101", "C105"]


def test_a_language_without_a_list_is_held_to_the_lengths(tmp_path: Path) -> None:
    folder = tmp_path / "de"
    folder.mkdir()
    assert codes(folder, "Ruf 112 an!") == ["C101", "C101"]


def test_no_banned_words_stand_in_python() -> None:
    sources = [path.read_text(encoding="utf-8") for path in REAL.glob("check*.py")]
    assert not re.search(r"calm down|commit suicide", "\n".join(sources))
