"""Style of what people practise: plain and short, no labels, no flattery, nobody of one sex only, nothing said twice.

What is refused stands in wording/<locale>.yaml. A script may waive one of these with a reason. Grades are for English.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import msgspec

from dialogs import reading_ease
from dialogs.check_lines import Line, lines_of
from dialogs.check_wording import found, often, plain
from dialogs.problems import Problem
from dialogs.script import Script, Step
from dialogs.words import Mark, Words

MOST_TURN = 60  # words of a turn
MOST_GRADE = 6.0
_VOICE = frozenset(("say", "ask", "why"))
_QUOTED = re.compile("“[^”]*”")
FEWEST_JUDGED = 40  # words: of fewer nobody can tell how a script reads
FEWEST_REPEATED = 5  # words: shorter lines may well be the same


def check_style(script: Script) -> Iterator[Problem]:
    """Words, length and reading grade of one dialog; nothing of the bot's own rooms."""
    if script.kind != "dialog":
        return
    yield from (one for one in _check(script) if one.code not in script.waive)


def _check(script: Script) -> Iterator[Problem]:
    said: list[str] = []
    for step in script.steps.values():
        yield from _turn(step)
        for line in lines_of(step):
            if line.place in ("say", "ask"):
                said += map(plain, line.variants)
            yield from _refused(line, script.locale)
    whole = "\n".join(said)
    if len(reading_ease.words(whole)) < FEWEST_JUDGED or script.locale != "en":
        return
    grade = reading_ease.grade(whole)
    if grade > MOST_GRADE:
        yield Problem(
            script.mark,
            "C108",
            f"This reads like school year {grade:.1f}, {MOST_GRADE:.0f} at most: use shorter words.",
        )
    if "you" not in whole.lower():
        yield Problem(script.mark, "C110", "No line speaks to the person: say you, as to somebody who is there.")


def _refused(line: Line, locale: str) -> Iterator[Problem]:
    """Words with no place in an exercise; some of them only where the bot speaks for itself."""
    if line.place == "setting":
        return
    own = msgspec.structs.replace(line, variants=tuple(_QUOTED.sub(" ", text) for text in line.variants))
    for words in (*found("dialogs", line, locale), *(found("voice", own, locale) if line.place in _VOICE else ())):
        yield Problem(line.mark, "C106", f'"{words}" has no place in an exercise: say what one can see or do.')


def _turn(step: Step) -> Iterator[Problem]:
    """The words of one turn, at the longest wording."""
    spoken = [words for words in (step.say, step.ask) if words]
    count = sum(max(len(reading_ease.words(plain(text))) for text in words.variants) for words in spoken)
    if count > MOST_TURN:
        yield Problem(
            spoken[0].mark, "C107", f"This turn has {count} words, {MOST_TURN} at most: cut it or make it two."
        )


def check_repeats(scripts: Collection[Script]) -> Iterator[Problem]:
    """Lines of one language that stand in two dialogs."""
    first: dict[str, Mark] = {}
    for script in scripts:
        if script.kind != "dialog":
            continue
        own = {text: mark for text, mark in _lines(script) if text not in often(script.locale)}
        for text, mark in own.items():
            earlier = first.setdefault(text, mark)
            if earlier is not mark and "C109" not in script.waive:
                yield Problem(mark, "C109", f"This line stands in {earlier} too: say it in other words.")


def _lines(script: Script) -> Iterator[tuple[str, Mark]]:
    for step in script.steps.values():
        for words in (step.say, step.ask, step.why):
            yield from _variants(words)


def _variants(words: Words | None) -> Iterator[tuple[str, Mark]]:
    for text in words.variants if words else ():
        if len(reading_ease.words(plain(text))) >= FEWEST_REPEATED:
            yield " ".join(text.split()), words.mark if words else Mark("", 0, 0)
