"""The lines to call: each sound, sourced and dated, and an operator's own file in their place (SAFETY.md: H)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import phonenumbers
import pytest

from dialogs.countries import names
from dialogs.safety.helplines import (
    OLD_AFTER,
    Helpline,
    HelplineProblem,
    faults,
    last_day,
    lines_for,
    shipped,
    with_own,
)
from dialogs.turn import Settings
from tests.talk import MONDAY, REAL, Talk

GUIDE = (Path(__file__).parents[3] / "docs" / "helplines.md").read_text(encoding="utf-8")
ONE_FOR_BOTH = {("MT", "179")}  # Malta's Supportline answers for crisis and for violence
SOUND = Helpline("GB", "crisis", "A line", "116 123", source="its own page", checked_on="2026-01-31")
NOT_TO_BE_SET = {"AC", "XK"}  # Ascension and Kosovo, which the list of names does not have
Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> Path:
        file = tmp_path / "lines.yaml"
        file.write_text(text, encoding="utf-8")
        return file

    return written


# --- what is shipped ----------------------------------------------------------------------------------------


def test_h1_every_line_is_sound_and_says_where_it_is_from_and_when_it_was_checked() -> None:
    assert len(shipped()) > 400
    assert [(line, faults(line)) for line in shipped() if faults(line)] == []
    assert [line for line in shipped() if not (line.source and line.checked_on and line.name)] == []


def test_h1_a_line_with_one_listing_behind_it_is_not_shipped() -> None:
    assert {line.confidence for line in shipped()} == {"A", "B"}


def test_no_line_was_checked_in_a_year_to_come() -> None:
    assert {line.checked_on[:4] for line in shipped()} <= {str(year) for year in range(2021, 2027)}


def test_every_country_with_lines_can_be_set_but_two() -> None:
    assert {line.country for line in shipped()} - set(names()) <= NOT_TO_BE_SET


def test_emergency_numbers_are_emergency_numbers() -> None:
    emergency = [line for line in shipped() if line.kind == "emergency" and is_known(line.country)]
    assert len({line.country for line in emergency}) > 200
    assert [line for line in emergency if not phonenumbers.is_emergency_number(line.phone, line.country)] == []
    assert not phonenumbers.is_emergency_number("116 123", "GB")


def is_known(country: str) -> bool:
    """Whether the short numbers of that country are known to the package."""
    return country in phonenumbers.SUPPORTED_SHORT_REGIONS


def test_h4_no_number_stands_for_services_of_different_kinds() -> None:
    assert shared(shipped()) == ONE_FOR_BOTH
    assert shared((SOUND, msgspec.structs.replace(SOUND, kind="emergency", phone="116-123"))) == {("GB", "116123")}


def shared(lines: tuple[Helpline, ...]) -> set[tuple[str, str]]:
    """(country, digits) of the numbers that more than one kind of service has."""
    kinds: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for line in lines:
        kinds[line.country, re.sub(r"\D", "", line.phone)].add(line.kind)
    return {place for place, found in kinds.items() if place[1] and len(found) > 1}


# --- what a line may be -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "police"}, "the kind police"),
        ({"country": "Gb"}, "the country Gb"),
        ({"country": "GBR"}, "the country GBR"),
        ({"phone": ""}, "no phone, sms or url"),
        ({"phone": "+33333114"}, "no number to dial"),
        ({"phone": "0800 HELP"}, "no number to dial"),
        ({"checked_on": "last year"}, "no ISO day"),
        ({"checked_on": ""}, "no ISO day"),
    ],
)
def test_a_fault_is_told_in_one_sentence(change: dict[str, str], said: str) -> None:
    assert faults(SOUND) == ""
    told = faults(msgspec.structs.replace(SOUND, **change))
    assert said in told
    assert told.endswith(".")


@pytest.mark.parametrize(
    ("stamp", "day"),
    [("2026-03-02", "2026-03-02"), ("2026-02", "2026-02-28"), ("2026-12", "2026-12-31"), ("2026", "2026-12-31")],
)
def test_a_month_or_a_year_counts_from_its_last_day(stamp: str, day: str) -> None:
    assert last_day(stamp) == date.fromisoformat(day)


def test_a_line_is_never_younger_than_today() -> None:
    assert msgspec.structs.replace(SOUND, checked_on="2026").age(date(2026, 3, 2)) == 0
    assert SOUND.age(date(2026, 3, 2)) == 30


def test_lines_open_all_day_come_first() -> None:
    daily = msgspec.structs.replace(SOUND, name="By day", hours="9-17")
    always = msgspec.structs.replace(SOUND, name="Always", hours="24/7", scope="Wales")
    assert [line.name for line in lines_for((daily, always), "GB", "crisis")] == ["Always", "By day"]
    assert lines_for((daily, always), "GB", "emergency") == ()


# --- the operator's own file --------------------------------------------------------------------------------


def test_the_own_file_replaces_its_kind_of_line_in_its_country_and_no_other(write: Write) -> None:
    own = write("- {country: GB, kind: crisis, name: Ours, phone: '1', source: us, checked_on: 2026-11-01}\n")
    lines = with_own(own)
    assert [line.name for line in lines if (line.country, line.kind) == ("GB", "crisis")] == ["Ours"]
    others = [line for line in lines if (line.country, line.kind) != ("GB", "crisis")]
    assert others == [line for line in shipped() if (line.country, line.kind) != ("GB", "crisis")]
    assert with_own(None) == shipped()


def test_the_example_of_the_guide_is_sound(write: Write) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    britain = [line for line in with_own(write(example)) if line.country == "GB"]
    assert {line.kind for line in britain} == {"emergency", "crisis", "domestic_violence"}
    assert len(britain) == example.count("- country")


def test_the_guide_names_every_field() -> None:
    told = {name for row in re.findall(r"^\| (`[^|]+) \|", GUIDE, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    assert told == set(Helpline.__struct_fields__)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lines: [", "cannot be read as YAML"),
        ("just words", "line 1 needs country"),
        ("- {country: GB, kind: crisis}", "line 1 needs country"),
        ("- {country: GB, kind: crisis, name: x, source: x, checked_on: 2026, fax: '1'}", "line 1 needs country"),
        ("- {country: GB, kind: fire, name: x, phone: '1', source: x, checked_on: 2026}", "line 1: the kind fire"),
        ("- {country: GB, kind: crisis, name: x, source: x, checked_on: 2026}", "line 1: it has no phone"),
    ],
)
def test_an_own_file_with_a_fault_is_refused_in_one_sentence(write: Write, text: str, said: str) -> None:
    file = write(text)
    with pytest.raises(HelplineProblem) as refused:
        with_own(file)
    told = str(refused.value)
    assert said in told
    assert str(file) in told
    assert told.endswith(".")
    assert "\n" not in told


def test_an_own_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HelplineProblem, match="cannot be read"):
        with_own(tmp_path / "nowhere.yaml")


# --- what a person sees -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("checked_on", "dated"), [("2024-09", True), ("2025-03-01", True), ("2025-03-02", False)])
def test_a_line_older_than_a_year_is_shown_with_its_date(checked_on: str, dated: bool) -> None:
    line = msgspec.structs.replace(SOUND, checked_on=checked_on)
    assert (line.age(MONDAY.date()) > OLD_AFTER) is dated
    talk = Talk(REAL, settings=Settings(consent=1, adult=True, country="GB"))
    talk.library = msgspec.structs.replace(talk.library, helplines=(line,))
    shown = talk.command("sos")
    assert "A line" in shown
    assert (checked_on in shown) is dated
