"""Lines to call or write to, by country and kind, each with its source and the day it was last checked.

The data stand in helplines.csv; an operator's own file may replace them by country and kind. No number is ever given
without its country, and none is made up: where there is no data, that is said.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml
from msgspec import Struct

KINDS = ("emergency", "crisis", "domestic_violence")
SHIPPED = frozenset("AB")  # C has a single listing behind it
OLD_AFTER = 365  # days
YOUNG = "children and youth"
MOST_OWN = 100  # characters that one of the operator's lines may take on a card


class Helpline(Struct, frozen=True):
    """One line. `country` is ISO 3166 alpha-2, `scope` national or a region, `checked_on` an ISO date."""

    country: str
    kind: str
    name: str
    phone: str = ""
    sms: str = ""
    url: str = ""
    languages: str = ""
    hours: str = ""
    source: str = ""
    checked_on: str = ""
    scope: str = "national"
    confidence: str = "A"
    notes: str = ""

    @property
    def for_young(self) -> bool:
        """Whether the source says that it is for children and youth."""
        return YOUNG in self.notes

    def age(self, today: date) -> int:
        """Days since it was checked; a bare month or year counts from its last day, as the sources give no more."""
        return max((today - last_day(self.checked_on)).days, 0)


class HelplineProblem(ValueError):  # noqa: N818  a problem, as elsewhere
    """An operator's file of lines cannot be used; its text is one sentence that says why."""


def last_day(stamp: str) -> date:
    """The last day that an ISO day, month or year may mean. Raises ValueError on anything else."""
    if len(stamp) == len("2026"):
        return date(int(stamp), 12, 31)
    if len(stamp) == len("2026-01"):
        year, month = date.fromisoformat(f"{stamp}-01").timetuple()[:2]
        return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)
    return date.fromisoformat(stamp)


@cache
def shipped() -> tuple[Helpline, ...]:
    """The lines that come with the program, those with one listing only left out."""
    rows = files("dialogs.safety").joinpath("helplines.csv").read_text("utf-8").splitlines()
    return tuple(line for line in _read(csv.DictReader(rows)) if line.confidence in SHIPPED)


def _read(rows: Iterable[Mapping[str, str]]) -> Iterator[Helpline]:
    names = frozenset(Helpline.__struct_fields__)
    for row in rows:
        yield Helpline(**{name: value.strip() for name, value in row.items() if name in names})


def with_own(path: Path | None) -> tuple[Helpline, ...]:
    """The shipped lines, with every kind of line in a country that the operator's YAML file names replaced by it.

    The file is a list of entries with the fields of Helpline. Raises HelplineProblem.
    """
    if path is None:
        return shipped()
    own = tuple(_own_lines(path))
    replaced = {(line.country, line.kind) for line in own}
    return (*(line for line in shipped() if (line.country, line.kind) not in replaced), *own)


def _own_lines(path: Path) -> Iterator[Helpline]:
    try:
        rows = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  it makes text and nothing else
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        raise HelplineProblem(
            f"{path} cannot be read as YAML: write a list of lines, as docs/helplines.md shows."
        ) from None
    for number, row in enumerate(rows if isinstance(rows, list) else [None], 1):
        yield _own_line(path, number, row)


def _own_line(path: Path, number: int, row: object) -> Helpline:
    known = frozenset(Helpline.__struct_fields__)
    if (
        not isinstance(row, dict)
        or not set(row) <= known
        or not {"country", "kind", "name", "source", "checked_on"} <= set(row)
    ):
        raise HelplineProblem(
            f"{path}: line {number} needs country, kind, name, source and checked_on, "
            f"and may hold {', '.join(sorted(known))}."
        )
    if not all(isinstance(value, str) and value.strip() for value in row.values()):
        raise HelplineProblem(f"{path}: line {number} holds something that is no text: write each word with one value.")
    line = Helpline(**row)
    problem = faults(line)
    if problem:
        raise HelplineProblem(f"{path}: line {number}: {problem}")
    return line


def faults(line: Helpline) -> str:
    """What is wrong with a line, in one sentence, or nothing."""
    if line.kind not in KINDS:
        return f"the kind {line.kind} is none of {', '.join(KINDS)}."
    if not (len(line.country) == 2 and line.country.isupper()):
        return f"the country {line.country} is no two-letter code."
    try:
        last_day(line.checked_on)
    except ValueError:
        return f"checked_on {line.checked_on} is no ISO day, month or year."
    return _cannot_be_shown(line)


def _cannot_be_shown(line: Helpline) -> str:
    if not (line.phone or line.sms or line.url):
        return "it has no phone, sms or url."
    length = sum(map(len, (line.name, line.phone, line.sms, line.hours)))
    if length > MOST_OWN:
        return f"name, phone, sms and hours have {length} characters and stand on one short card: {MOST_OWN} at most."
    if line.phone.startswith("+33333") or any(char.isalpha() for char in line.phone.replace("ext", "")):
        return f"the phone {line.phone} is no number to dial."
    return ""


def lines_for(lines: Iterable[Helpline], country: str, kind: str, *, young: bool = False) -> tuple[Helpline, ...]:
    """That country's lines of that kind, those open all day first.

    `young`: for somebody under 18, lines for young people come before all others; an adult is shown none of them.
    """
    own = [line for line in lines if line.country == country and (line.for_young or line.kind == kind)]
    mine = [line for line in own if not line.for_young or (young and kind != "emergency")]
    return tuple(sorted(mine, key=lambda line: (not line.for_young, *_order(line))))


def _order(line: Helpline) -> tuple[bool, bool, str]:
    return (line.hours != "24/7", line.scope != "national", line.confidence)
