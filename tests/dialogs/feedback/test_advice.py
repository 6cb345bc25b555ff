"""Of all that was read, one strength and one change at most are said, and what matters most comes first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.feedback import read
from dialogs.feedback.advice import NO_ADVICE, TOLD, Remark, choose
from dialogs.feedback.labels import LABELS
from dialogs.feedback.version import reader_version
from dialogs.load_language import READINGS
from tests.talk import REAL, library

ADVICE = library(REAL).advised("en")
PARTS = (
    "I won't lend money", "You must stop", "you always do this", "maybe", "I feel scared", "if you shout I will leave",
    "or you'll regret it", "you idiot", "please", "because of work, and also my back", ".", ",", "and",
)  # fmt: skip


def remark(text: str, asked: str = "boundary") -> Remark:
    return choose(ADVICE, asked, text, read(text))


def change(text: str, asked: str = "boundary") -> tuple[str, str] | None:
    found = remark(text, asked).change
    return (found.label, found.text) if found else None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("You must stop it, you always shout and you're an idiot", "controlling"),
        ("You always shout, and maybe I won't stay", "blame_absolute"),
        ("Maybe I won't stay", "hedging"),
        ("Please stop calling at night", "request"),
    ],
)
def test_clarity_comes_before_respect_and_respect_before_tips(text: str, label: str) -> None:
    found = change(text)
    assert found is not None
    assert found[0] == label


def test_asking_is_a_change_only_where_no_limit_is_there() -> None:
    assert change("Please don't call after ten. I won't pick up.") is None


def test_a_strength_is_quoted_to_the_end_of_its_clause() -> None:
    found = remark("I won't pick up after ten, and that is that").strength
    assert found is not None
    assert (found.label, found.text) == ("limit", "I won't pick up after ten")


def test_a_long_clause_is_not_quoted_to_its_end() -> None:
    found = remark("I won't " + "go there with you " * 6).strength
    assert found is not None
    assert found.text == "I won't"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He asks on Mondays, and I won't lend my car.", "I won't lend my car"),
        ("You had three. Tell me how many next time", "Tell me how many next time"),
        ("I don't lend money to you and the others", "I don't lend money to you and the others"),
    ],
)
def test_a_quote_is_one_clause(text: str, quoted: str) -> None:
    found = remark(text)
    one = found.strength or found.change
    assert one is not None
    assert one.text == quoted


def test_the_words_of_a_threat_are_no_strength() -> None:
    found = remark("If you call again you'll regret it")
    assert (found.strength, found.change and found.change.label) == (None, "threat")
    assert remark("If you shout I will leave the house. You'll regret it.").strength is None


def test_a_single_word_is_not_quoted_as_a_strength() -> None:
    found = remark("can't " + "ever " * 20)
    assert found.strength is None or len(found.strength.text.split()) > 1
    assert remark("No.").strength is not None


def test_what_is_blamed_on_them_is_no_feeling_to_praise() -> None:
    assert remark("You make me so angry").strength is None


def test_where_nothing_can_be_told_it_is_asked() -> None:
    assert remark("Less money going out.") == Remark(unsure=True)
    assert remark("Too late", "observation") == Remark(unsure=True)
    need = remark("Reliability matters to me.")
    assert (need.strength and need.strength.label, need.unsure) == ("need", True)
    assert remark("On Friday I waited until nine.", "observation").change is None


def test_what_goes_on_too_long_is_quoted_where_it_ends() -> None:
    words = "I won't lend money to you and " + "so on " * 25 + "until the very end of it."
    assert change(words) == ("too_long", "until the very end of it")


@given(st.lists(st.sampled_from(PARTS), max_size=12).map(" ".join), st.sampled_from(READINGS))
def test_what_is_said_was_truly_read(text: str, asked: str) -> None:
    reading = read(text)
    found = choose(ADVICE, asked, text, reading)
    assert not (found.unsure and found.change)
    for one in (found.strength, found.change):
        if one is not None:
            assert text[one.start : one.end] == one.text
            assert one.label == "too_long" or reading.first(one.label)
    if found.strength:
        assert found.strength.label in ADVICE.readings[asked].strengths


def test_every_label_of_the_reader_has_its_page() -> None:
    assert set(ADVICE.labels) == set(TOLD) == {*LABELS, "too_long"}
    assert set(ADVICE.readings) == set(READINGS)
    assert list(ADVICE.axes) == ["clarity", "respect", "tip"]
    assert library(REAL).advised("xx") == ADVICE
    assert NO_ADVICE.labels == {}


def test_the_reader_has_a_version() -> None:
    assert len(reader_version("en")) == 8
    assert reader_version("xx") == reader_version("en")
