"""Helplines as a card shows them: for the country that was set, each with its place, and its date if old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs import countries, markup
from dialogs.safety.helplines import OLD_AFTER, Helpline, lines_for, shipped

if TYPE_CHECKING:
    from dialogs.play import Play

MOST_LINES = 3
KIND_OF = {"emergency": "emergency", "crisis_lines": "crisis", "abuse_lines": "domestic_violence"}


def help_lines(play: Play, name: str) -> str:
    """The text that stands for `{emergency}`, `{crisis_lines}` or `{abuse_lines}`."""
    country = play.settings.country
    if not country:
        return _phrase(play, f"{name}_anywhere")
    where = countries.names().get(country, country)
    found = lines_for(play.library.helplines or shipped(), country, KIND_OF[name])[:MOST_LINES]
    if not found:
        return _phrase(play, f"{name}_none", country=where)
    if name == "emergency":
        numbers = ", ".join(dict.fromkeys(line.phone for line in found))
        return _phrase(play, "emergency_here", country=where, number=numbers)
    return "\n".join(_line(play, line, where) for line in found)


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
