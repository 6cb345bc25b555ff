"""Every problem code has a page and a failing sample, and the samples are reported at the right places."""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

import dialogs
from dialogs.check import check_paths
from dialogs.problem_codes import CODES
from dialogs.problems import GROUPS, Problem, did_you_mean, in_order, listed
from dialogs.words import Mark

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "bad_scripts"
LIBRARY = Path(dialogs.__file__).parent


def reported(folder: Path) -> list[str]:
    """What check says about a folder, as the lines of its expected.txt."""
    found = check_paths([folder], LIBRARY)
    return [f"{Path(one.mark.file).relative_to(folder)}:{one.mark.line}:{one.mark.column}: {one.code}" for one in found]


def test_a_problem_prints_as_editors_read_it() -> None:
    assert str(Problem(Mark("a.yaml", 3, 7), "F101", "Nothing there.")) == "a.yaml:3:7: F101 Nothing there."


def test_problems_come_once_and_in_the_order_of_their_places() -> None:
    late, early = Problem(Mark("a", 12, 1), "F101", "x"), Problem(Mark("a", 3, 4), "Y104", "x")
    assert in_order([late, early, late]) == [early, late]


def test_a_misspelt_word_gets_the_nearest_known_one() -> None:
    assert did_you_mean("chioces", ["choices", "scale"]) == ' Did you mean "choices"?'
    assert did_you_mean("nowhere", ["moment", "limit"]) == ""


def test_words_are_listed_as_people_list_them() -> None:
    assert [listed(["a"]), listed(["a", "b", "c"])] == ["a", "a, b or c"]


def test_every_code_has_a_sample_and_every_sample_a_code() -> None:
    assert {folder.name for folder in SAMPLES.iterdir()} == set(CODES)


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_sample_is_reported_just_where_it_is_wrong(code: str) -> None:
    folder = SAMPLES / code
    expected = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert reported(folder) == expected
    assert any(line.endswith(f": {code}") for line in expected)


def test_every_code_that_the_program_can_report_is_known() -> None:
    sources = [path.read_text(encoding="utf-8") for path in LIBRARY.glob("*.py") if path.name != "problem_codes.py"]
    used = {code for source in sources for code in re.findall(r'"([YWFSLTPRACN][0-9]{3})"', source)}
    assert used == set(CODES)


def test_every_code_belongs_to_a_group_and_says_what_to_do() -> None:
    for code, what in CODES.items():
        assert code[0] in GROUPS
        assert all(text.endswith(".") for text in (what.why, what.remedy))


@pytest.fixture(scope="module")
def pages() -> dict[Path, str]:
    made: Callable[[], dict[Path, str]] = runpy.run_path(str(ROOT / "docs" / "generate.py"))["pages"]
    return made()


def test_what_is_made_from_the_code_is_up_to_date(pages: dict[Path, str]) -> None:
    stale = [path.name for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    assert stale == [], "run: python docs/generate.py"


def test_no_page_is_left_over_from_a_code_that_is_gone() -> None:
    assert {path.stem for path in (ROOT / "docs" / "problems").iterdir()} == set(CODES)
