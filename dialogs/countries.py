"""Countries as people name them, by ISO 3166 code. Names come from the time zone database's own list (iso3166.tab)."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from dialogs.heard import Heard
from dialogs.session import Answer, Written
from dialogs.turn import Facts

_NOT_LETTERS = re.compile(r"[\W_]+")
_ALSO = {
    "uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB", "great britain": "GB",
    "united kingdom": "GB", "usa": "US", "america": "US", "united states of america": "US", "the states": "US",
    "holland": "NL", "españa": "ES", "deutschland": "DE", "korea": "KR", "south korea": "KR", "czechia": "CZ",
    "uae": "AE",
    "emirates": "AE", "méxico": "MX", "brasil": "BR", "türkiye": "TR", "turkiye": "TR", "ivory coast": "CI",
    "burma": "MM",
}  # fmt: skip


def country(answer: Answer, _facts: Facts) -> Heard:
    """`found` with the two-letter code as the answer, or `unclear`."""
    code = find_country(answer.text if isinstance(answer, Written) else "")
    return Heard("found", answer=Written(code)) if code else Heard("unclear")


def find_country(text: str) -> str | None:
    """The ISO 3166 code of the country that a name or a code stands for, or None."""
    key = _key(text.removeprefix("the ").removeprefix("The "))
    if len(key) == len("gb") and key.upper() in names():
        return key.upper()
    return _ALSO.get(key) or {_key(name): code for code, name in names().items()}.get(key)


@cache
def names() -> dict[str, str]:
    """Each country's English name by its code."""
    table = files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {code: name for code, name, *_ in rows}


def _key(name: str) -> str:
    return _NOT_LETTERS.sub(" ", name.lower()).strip()
