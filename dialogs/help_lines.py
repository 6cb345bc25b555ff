"""Helplines as a card shows them: for the country that was set, each with its place, and its date if old."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dialogs import countries, markup
from dialogs.safety.helplines import OLD_AFTER, Helpline, lines_for, shipped

if TYPE_CHECKING:
    from dialogs.play import Play

MOST_LINES = 3
KIND_OF = {"emergency": "emergency", "crisis_lines": "crisis", "abuse_lines": "domestic_violence"}
MOST_UNITS = {"emergency": 100, "crisis_lines": 175, "abuse_lines": 235}  # so that a card stays one short message


def help_lines(play: Play, name: str) -> str:
    """The text that stands for `{emergency}`, `{crisis_lines}` or `{abuse_lines}`: at most so many UTF-16 units."""
    country = play.settings.country
    if not country:
        return _phrase(play, f"{name}_anywhere")
    where = countries.names().get(country, country)
    young = play.settings.under_age
    found = lines_for(play.library.helplines or shipped(), country, KIND_OF[name], young=young)[:MOST_LINES]
    if not found:
        return _phrase(play, f"{name}_none", country=where)
    if name == "emergency":
        numbers = ", ".join(dict.fromkeys(line.phone for line in found))
        return _phrase(play, "emergency_here", country=where, number=numbers)
    return _that_fit([_line(play, line, where) for line in found], MOST_UNITS[name])


def _that_fit(lines: Iterable[str], most: int) -> str:
    """The first line, and as many more as fit."""
    shown = ""
    for line in lines:
        longer = f"{shown}\n{line}" if shown else line
        if shown and markup.units(longer) > most:
            break
        shown = longer
    return shown


def _line(play: Play, line: Helpline, where: str) -> str:
    place = where if line.scope == "national" else line.scope
    how = " · ".join(one for one in (line.phone, line.sms) if one) or line.url
    text = _phrase(play, "helpline", name=line.name, place=place, how=how)
    extras = [one for one in (line.hours, line.notes if "victims" in line.notes else "") if one]
    if line.age(play.facts.now.date()) > OLD_AFTER:
        extras.append(_phrase(play, "helpline_checked", date=line.checked_on))
    return f"{text} ({', '.join(extras)})" if extras else text


def _phrase(play: Play, phrase_id: str, **own: str) -> str:
    return markup.fill(play.phrase(phrase_id).variants[0], own)[0]
