"""Reading a boundary: what is found, what is left alone, and the words that showed it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.feedback import read
from dialogs.feedback.labels import COMPONENTS, FLAWS, STYLES
from dialogs.feedback.quotes import mask_quotes


@pytest.mark.parametrize(
    ("text", "component"),
    [
        ("I won't lend you money any more.", "limit"),
        ("if you shout again im leaving the room", "consequence"),
        ("could you text me before you come over please", "request"),
        ("I feel tense when the music is on at night", "feeling"),
        ("i need some quiet after work", "need"),
    ],
)
def test_the_parts_of_a_boundary_are_found(text: str, component: str) -> None:
    assert component in read(text).components


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("you always leave it to me", "blame_absolute"),
        ("you make me so angry", "you_make_me"),
        ("i feel ignored", "faux_feeling"),
        ("sorry to bother you, sorry, its nothing", "over_apology"),
        ("maybe we could kind of talk if thats ok", "hedging"),
        ("do it or else", "threat"),
        ("you have to stop seeing her", "controlling"),
        ("you need to respect me", "vague_request"),
    ],
)
def test_what_weakens_one_is_found(text: str, flaw: str) -> None:
    assert flaw in read(text).flaws


@pytest.mark.parametrize(
    "text",
    [
        "I won't answer calls after ten. I'll call you back in the morning.",
        'When you said "you always ruin everything" on Friday, I felt hurt.',
        "I can't make it on Sunday, thank you for asking.",
        "pizza tonight?",
    ],
)
def test_a_sound_boundary_gets_no_remark(text: str) -> None:
    assert read(text).flaws == ()


@given(st.text(max_size=400))
def test_any_text_is_read_and_every_finding_shows_its_words(text: str) -> None:
    reading = read(text)
    assert set(reading.components) <= set(COMPONENTS)
    assert set(reading.flaws) <= set(FLAWS)
    assert reading.style in (None, *STYLES)
    assert {finding.label for finding in reading.findings} == {*reading.components, *reading.flaws}
    assert all(text[finding.start : finding.end] == finding.text for finding in reading.findings)


@pytest.mark.parametrize("text", ["you always " * 100_000, '"' * 1_000_000, 'a"b“c”' * 100_000, "if " * 300_000])
def test_a_megabyte_is_read_to_its_limit(text: str) -> None:
    assert all(finding.end <= 4096 for finding in read(text).findings)


@given(st.text(alphabet='ab "“”', max_size=80))
def test_masking_keeps_every_character_in_its_place(text: str) -> None:
    masked = mask_quotes(text)
    assert len(masked) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, masked, strict=True))
