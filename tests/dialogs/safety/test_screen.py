"""The crisis and abuse screen (SAFETY.md: E, S9, S12)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.safety.screen import LABELS, screen

DANGER = [
    ("I want to kill myself", "self_harm", "explicit"),
    ("he hit me last night", "physical_violence", "explicit"),
    ("he said he would kill me if I go", "threat_to_life", "explicit"),
    ("she had sex with me while I was asleep", "sexual_coercion", "explicit"),
    ("my husband goes through my phone", "coercive_control", "explicit"),
    ("i want to hurt him", "harm_to_other", "explicit"),
    ("everyone would be better off without me", "self_harm", "uncertain"),
]


@pytest.mark.parametrize(("text", "label", "tier"), DANGER)
def test_danger_is_found(text: str, label: str, tier: str) -> None:
    found = screen(text)
    assert (found.label, found.tier) == (label, tier)
    assert found.signs
    assert all(text[sign.start : sign.end] == sign.text for sign in found.signs)


@pytest.mark.parametrize(
    "text",
    [
        "this deadline is killing me", "I could have died laughing", "I don't want to live in London",
        "I want to wake up at six",
        "my feet are killing me", "that cake is to die for", "I won't lend him money any more",
        "she killed it on stage",
        "blue", "ok", "7", "I'm dead tired", "he beat me at chess",
    ],
)  # fmt: skip
def test_ways_of_speaking_are_left_alone(text: str) -> None:
    assert screen(text).tier == "none"


@pytest.mark.parametrize(
    "text",
    [
        "I WANT TO KILL MYSELF", "i wanna killl myself", "i want to k1ll mys3lf", "I want to kill my\u200bself",
        "i want to kіll myself",
        "I want\nto kill\nmyself", "I want to kill myself 🙂", "“I want to kill myself”", "kms",
        "unalive myself", "s3lf h@rm",
    ],
)  # fmt: skip
def test_e3_ways_of_typing_keep_the_verdict(text: str) -> None:
    assert screen(text).label == "self_harm"
    assert screen(text).tier == "explicit"


@pytest.mark.parametrize(
    "text", ["I don't want to kill myself", "I'm not saying he hit me", "my friend wants to kill herself"]
)
def test_e3_a_not_and_another_person_never_silence_it(text: str) -> None:
    assert screen(text).tier != "none"


def test_a_joke_is_asked_about_and_not_taken_as_said() -> None:
    assert screen("lol if i lose this game again i'll kill myself").tier == "uncertain"


@given(st.text(max_size=400))
def test_any_text_is_screened(text: str) -> None:
    found = screen(text)
    assert found.label in (*LABELS, "none")
    assert (found.label == "none") == (found.tier == "none")


@pytest.mark.parametrize(
    ("text", "is_another"),
    [
        ("my friend wants to kill herself", True), ("my brother took pills", True), ("he hits my sister", True),
        ("her boyfriend beats her", True), ("I want to kill myself", False), ("he hit me last night", False),
        ("I hit her", False), ("he says he'll kill himself if I leave him", False),
        ("my sister tried to kill herself and I want to kill myself", False),
    ],
)  # fmt: skip
def test_s8_it_is_told_when_somebody_else_is_in_danger(text: str, is_another: bool) -> None:
    assert screen(text).third_party is is_another
