"""Nudges: short, neutral on a lock screen, kind, and enough of each kind in every language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from dialogs.nudging.texts import CARE, FOLLOW_UP, KINDS, PAUSE, RECALL, Nudge, Nudges
from dialogs.problems import Problem, did_you_mean
from dialogs.script import Library
from dialogs.words import Mark

LONGEST = 200
NEUTRAL = 60  # characters that a lock screen shows for sure
FEWEST = {kind: 1 if kind == PAUSE else 3 for kind in KINDS}
_MARKUP = re.compile("[{}<>]")
_SCRIPTLESS = (FOLLOW_UP, RECALL, PAUSE, CARE)  # they open what was practised or promised, or need open nothing


def check_nudges(library: Library) -> Iterator[Problem]:
    """Every problem in the nudges of all languages."""
    default = library.nudges.get(library.default)
    for locale, nudges in library.nudges.items():
        scripts = {**library.scripts.get(library.default, {}), **library.scripts.get(locale, {})}
        for nudge in nudges.nudges.values():
            yield from _one(nudge, nudges, scripts)
        yield from _enough(nudges)
        yield from _recalled(nudges, library, locale)
    if default is not None:
        for locale in sorted(set(library.phrases) - set(library.nudges)):
            yield Problem(default.mark, "N106", f"There are no nudges in {locale}: write nudges/{locale}.yaml.")


def _one(nudge: Nudge, nudges: Nudges, scripts: Collection[str]) -> Iterator[Problem]:
    mark = nudge.marks.get("text", nudge.mark)
    if len(nudge.text) > LONGEST:
        yield Problem(mark, "N101", f"This has {len(nudge.text)} characters: {LONGEST} at most.")
    shown = nudge.text[:NEUTRAL].lower()
    for topic in nudges.topics:
        if re.search(rf"\b{re.escape(topic)}", shown):
            yield Problem(mark, "N102", f'"{topic}" can be read on a lock screen: begin with something neutral.')
    for phrase in nudges.never:
        if re.search(rf"\b{re.escape(phrase)}\b", nudge.text.lower()):
            yield Problem(mark, "N103", f'"{phrase}" is in the list of what no nudge says: find other words.')
    if "!" in nudge.text:
        yield Problem(mark, "N103", "No nudge has an exclamation mark: end it with a full stop.")
    if _MARKUP.search(nudge.text):
        yield Problem(mark, "N104", "A nudge is plain text and the same for everyone: take braces and < > out.")
    yield from _script(nudge, scripts)


def _script(nudge: Nudge, scripts: Collection[str]) -> Iterator[Problem]:
    if nudge.script and nudge.script not in scripts:
        mark = nudge.marks.get("script", nudge.mark)
        yield Problem(mark, "F107", f'There is no script "{nudge.script}".{did_you_mean(nudge.script, scripts)}')
    if not nudge.script and nudge.kind not in _SCRIPTLESS:
        yield Problem(nudge.mark, "W102", f'A nudge of kind {nudge.kind} needs "script:".')
    if nudge.kind == RECALL and not nudge.strategy:
        yield Problem(nudge.mark, "W102", 'A nudge of kind recall needs "strategy:".')


def _enough(nudges: Nudges) -> Iterator[Problem]:
    found = Counter(nudge.kind for nudge in nudges.nudges.values())
    short = [f"{kind} ({found[kind]} of {fewest})" for kind, fewest in FEWEST.items() if found[kind] < fewest]
    if short:
        yield Problem(nudges.mark, "N105", f"There are too few of these kinds: {', '.join(short)}.")


def _recalled(nudges: Nudges, library: Library, locale: str) -> Iterator[Problem]:
    """Whatever is practised can be recalled."""
    known = {nudge.strategy for nudge in nudges.of_kind(RECALL)}
    practised = {
        script.strategy: script.mark
        for script in library.scripts.get(locale, {}).values()
        if script.kind == "dialog" and script.strategy
    }
    for strategy in sorted(set(practised) - known):
        yield Problem(
            Mark(nudges.mark.file, 1, 1),
            "N105",
            f"Nothing recalls the strategy {strategy}: write a nudge of kind recall.",
        )
