"""Choices that are made when a question is shown: scripts to begin, and days to pick."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from functools import lru_cache

from dialogs import places
from dialogs.guidance.guide import Guide
from dialogs.guidance.next_step import next_step
from dialogs.play import Play
from dialogs.script import Choice, Script
from dialogs.session import Written
from dialogs.words import Words

MOST_SUGGESTED = 3
ENOUGH = 0.5  # of a phrase's telling words
MOST_LOOKED_AT = 4096  # characters
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_DAYS = (("today", 0), ("tomorrow", 1), ("in_three_days", 3), ("next_week", 7))
_TIMES = (("morning", 9), ("midday", 12), ("evening", 19))


def listed(play: Play, of: str) -> tuple[Choice, ...]:
    """The dialogs to begin: all, those of a strategy, or those that fit what the person wrote."""
    dialogs = play.library.dialogs(play.settings.locale)
    if of == "next":
        found = next_step(play)
        dialogs = [found[0]] if found else []
    elif of == "suggested":
        words = play.frame.answers.get("words")
        said = words.text if isinstance(words, Written) else ""
        dialogs = fitting(dialogs, said, play.library.guide(play.settings.locale))
    elif of != "all":
        dialogs = [script for script in dialogs if script.strategy == of]
    return tuple(_choice(play, script) for script in dialogs)


def _choice(play: Play, script: Script) -> Choice:
    label = play.text(play.phrase("script_label"), title=script.title, minutes=str(script.minutes))
    return Choice(script.id, Words((escape(label),)), script=script.id)


def escape(text: str) -> str:
    """Plain text as a line of a script that says just that."""
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("{", "&#123;")
        .replace("}", "&#125;")
    )


def fitting(dialogs: list[Script], text: str, guide: Guide | None = None) -> list[Script]:
    """The dialogs whose `fits` share most with the text, best first; where none does, those that the guide names first.

    Words too common to tell one matter from another count only where a phrase has no others.
    """
    common = guide.common if guide else frozenset()
    heard = frozenset(stems(text))
    scored = [(max((_overlap(one, heard, common) for one in script.fits), default=0.0), script) for script in dialogs]
    best = [script for score, script in sorted(scored, key=lambda pair: -pair[0]) if score >= ENOUGH]
    named = dict.fromkeys(rule.script for rule in guide.rules) if guide else {}
    usual = [script for name in named for script in dialogs if script.id == name] or dialogs
    return (best or usual)[:MOST_SUGGESTED]


def stems(text: str) -> tuple[str, ...]:
    """The words of a text, in lower case and cut to six letters, so that forms of a word look alike."""
    return tuple(word[:6] for word in _WORD.findall(text[:MOST_LOOKED_AT].lower().replace("’", "'")))


@lru_cache(maxsize=4096)
def _stems_of_phrase(phrase: str) -> tuple[str, ...]:
    return stems(phrase)


def _overlap(phrase: str, heard: frozenset[str], common: frozenset[str]) -> float:
    """The share of a phrase's telling words that were heard."""
    every = _stems_of_phrase(phrase)
    wanted = [stem for stem in every if stem not in common] or every
    return sum(stem in heard for stem in wanted) / len(wanted) if wanted else 0.0


def days(play: Play, precision: str) -> tuple[Choice, ...]:
    """Near days, or near days at a usual hour, as choices whose ids are local ISO times."""
    here = play.facts.now.astimezone(places.zone_of(play.settings.timezone)).replace(tzinfo=None)
    if precision == "date":
        return tuple(_day(play, here + timedelta(ahead), phrase) for phrase, ahead in _DAYS)
    return tuple(_hour(play, here, phrase, ahead, part, hour) for phrase, ahead in _DAYS[:2] for part, hour in _TIMES
                 if ahead or hour > here.hour)  # fmt: skip


def _day(play: Play, day: datetime, phrase: str) -> Choice:
    return Choice(f"d{day:%Y%m%d}", play.phrase(phrase))


def _hour(play: Play, here: datetime, phrase: str, ahead: int, part: str, hour: int) -> Choice:
    at = datetime.combine(here.date() + timedelta(ahead), time(hour))
    label = f"{play.text(play.phrase(phrase))}, {play.text(play.phrase(part))}"
    return Choice(f"t{at:%Y%m%d%H%M}", Words((escape(label),)))
