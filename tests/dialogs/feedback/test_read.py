"""Reading a boundary: what is found, what is left alone, and the words that showed it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dialogs.feedback import REGISTERS, WHY, Register, read
from dialogs.feedback.labels import COMPONENTS, FLAWS, FORMS, LABELS, SOFTENED, STYLES
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


@pytest.mark.parametrize("name", ["healthy_talk.txt", "film_lines.txt"])
def test_ordinary_talk_earns_a_remark_in_one_line_of_twenty_at_most(name: str) -> None:
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    remarks = [line for line in lines if read(line).flaws]
    assert len(remarks) <= len(lines) / 20, remarks


@pytest.mark.parametrize("text", ["maybe you could call first", "sorry to bother you, could you call first"])
def test_one_or_two_softeners_pass_where_people_speak_softly(text: str) -> None:
    assert set(read(text).flaws) & set(SOFTENED)
    assert not set(read(text, register="soft").flaws) & set(SOFTENED)
    assert not set(read(text, register="indirect").flaws) & set(SOFTENED)


def test_three_softeners_are_too_many_everywhere() -> None:
    text = "maybe we could kind of talk if thats ok, sorry"
    assert all("hedging" in read(text, register=register).flaws for register in REGISTERS)


def test_a_register_takes_no_other_flaw_away() -> None:
    assert read("maybe you always leave it to me", register="soft").flaws == ("blame_absolute",)


def test_every_label_has_a_page_and_every_finding_names_a_rule_or_the_model() -> None:
    assert set(WHY) == set(LABELS)
    found = read("I won't lend you money, and my evenings matter to me since the baby came").findings
    assert {finding.why for finding in found if finding.label == "limit"} == {"rule: i wont"}
    assert all(finding.why.startswith(("rule: ", "model: ")) for finding in found)
    assert all(finding.page == WHY[finding.label] for finding in found)


def test_the_rules_name_known_labels_alone() -> None:
    path = Path(__file__).parents[3] / "dialogs" / "feedback" / "rules" / "en.yaml"
    rules = yaml.safe_load(path.read_text("utf-8"))
    assert set(rules) <= {*LABELS, *FORMS, "kinds", "spared", "registers"}
    assert set(rules["spared"]) <= {*LABELS, *FORMS}
    assert set(rules["registers"]) == set(REGISTERS) - {"direct"}


@given(st.text(max_size=400), st.sampled_from(REGISTERS))
def test_any_text_is_read_and_every_finding_shows_its_words(text: str, register: Register) -> None:
    reading = read(text, register=register)
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


def test_the_model_takes_back_a_rules_flaw_where_it_leans_against() -> None:
    assert "blame_absolute" in read("you never listen to me").flaws
    assert "blame_absolute" not in read("You never forget my name day and I love that.").flaws
