"""How hard a text is to read: syllables, sentences and the grade made of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.reading_ease import grade, sentences, syllables_of, words

KNOWN = {
    1: "the a you make makes used walked likes please whole I'm you've suit guide guilt build fire here are one love",
    2: "people table little wanted needed listened opened danger someone being quiet science poem lion every evening "
    "houses wishes careful lately somewhere language marriage handled circle able alone buying player fluid ruin",
    3: "idea creating period video area serious curious violence family beautiful messages rehearsal influence",
    4: "emergency exercises situation experience relationship",
    5: "codependency interdependence",
}


@pytest.mark.parametrize(("count", "word"), [(count, word) for count, row in KNOWN.items() for word in row.split()])
def test_syllables_are_counted_by_spelling(count: int, word: str) -> None:
    assert sum(map(syllables_of, words(word))) == count


def test_the_grade_follows_the_formula() -> None:
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)
    assert grade("A family idea. A table.") == pytest.approx(0.39 * 5 / 2 + 11.8 * 10 / 5 - 15.59)


def test_plain_words_come_out_low_and_officialese_high() -> None:
    assert grade("Tell one person near you. Let one slow breath out.") < 2
    assert grade("Clinical deterioration necessitates multidisciplinary intervention.") > 18


def test_lines_end_sentences_and_numbers_and_addresses_do_not() -> None:
    assert len(sentences("One line\n• and another\n\nAnd “a third.” Done!")) == 4
    assert len(sentences("See findahelpline.com at 3.15 now.")) == 1


def test_nothing_has_no_grade() -> None:
    assert grade("") == grade("116 123 · !") == 0.0


@given(st.text(max_size=200))
def test_any_text_has_a_grade(text: str) -> None:
    assert isinstance(grade(text), float)
    assert all(syllables_of(word) >= 1 for word in words(text))
