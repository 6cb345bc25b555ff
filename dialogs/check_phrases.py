"""Phrases: every language has all of the bot's own lines, within Telegram's limits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dialogs.check_lines import Line, placeholders
from dialogs.check_markup import check_phrase_markup
from dialogs.check_wording import check_phrase_wording
from dialogs.markup import units
from dialogs.phrase_ids import PHRASES
from dialogs.problems import Problem, did_you_mean
from dialogs.script import Library, Phrases
from dialogs.words import Mark, Words

_COMMAND = re.compile(r"[a-z][a-z0-9_]{0,31}")
MOST_COMMAND = 256
# Telegram's limits for setMyName, setMyDescription and so on; notices over the chat; labels of buttons.
LIMITS = {
    "bot_name_neutral": 64, "bot_description": 512, "bot_short_description": 120, "stale_button": 200,
    "skip": 40, "back": 40, "why": 40, "more": 40, "done": 40, "hide": 40,
}  # fmt: skip


def check_phrases(library: Library) -> Iterator[Problem]:
    """Missing, unknown and overlong phrases in each language; placeholders that differ from the default language."""
    default = library.phrases.get(library.default)
    for phrases in library.phrases.values():
        yield from check_phrase_markup(phrases)
        yield from check_phrase_wording(phrases)
        yield from _lines(phrases)
        yield from _commands(phrases, default or phrases)
        yield from _strategies(phrases, library)
        if default and default is not phrases:
            yield from _placeholders(phrases, default)
    for locale, scripts in library.scripts.items():
        if scripts and library.phrases and locale not in library.phrases:
            first = min(script.mark for script in scripts.values())
            yield Problem(first, "P101", f"There are scripts in {locale} but no phrases: write phrases/{locale}.yaml.")


def _top(phrases: Phrases) -> Mark:
    marks = [words.mark for words in phrases.lines.values()]
    return Mark(min(marks).file if marks else f"phrases/{phrases.locale}.yaml", 1, 1)


def _lines(phrases: Phrases) -> Iterator[Problem]:
    missing = [name for name in PHRASES if name not in phrases.lines]
    if missing:
        yield Problem(_top(phrases), "P101", f"Under lines, {phrases.locale} lacks {', '.join(missing)}: add them.")
    for name, words in phrases.lines.items():
        if name not in PHRASES:
            yield Problem(words.mark, "P102", f'The bot has no line "{name}".{did_you_mean(name, PHRASES)}')
        longest = max(units(text) for text in words.variants)
        if longest > LIMITS.get(name, 4096):
            yield Problem(
                words.mark, "L110", f'The line "{name}" has {longest} characters: {LIMITS.get(name, 4096)} at most.'
            )


def _commands(phrases: Phrases, default: Phrases) -> Iterator[Problem]:
    for name in default.commands:
        if name not in phrases.commands:
            yield Problem(
                _top(phrases),
                "P103",
                f'The command "{name}" has no description in {phrases.locale}: add it under commands.',
            )
    for name, text in phrases.commands.items():
        if not _COMMAND.fullmatch(name):
            yield Problem(
                _top(phrases), "P103", f'"{name[:40]}" can\'t be a command: small letters, digits and _, 32 at most.'
            )
        if len(text) > MOST_COMMAND:
            yield Problem(
                _top(phrases),
                "L110",
                f'The description of "{name}" has {len(text)} characters: {MOST_COMMAND} at most.',
            )


def _strategies(phrases: Phrases, library: Library) -> Iterator[Problem]:
    used = {script.strategy for script in library.scripts.get(phrases.locale, {}).values() if script.kind == "dialog"}
    for strategy in sorted(used - {*phrases.strategies, ""}):
        yield Problem(
            _top(phrases),
            "P104",
            f'The strategy "{strategy}" has no title in {phrases.locale}: add it under strategies.',
        )


def _placeholders(phrases: Phrases, default: Phrases) -> Iterator[Problem]:
    for name, words in phrases.lines.items():
        lost = _names(words) ^ _names(default.lines.get(name, words))
        if lost:
            names = ", ".join(f"{{{one}}}" for one in sorted(lost))
            yield Problem(
                words.mark, "T106", f"{names} stands in one language and not in the other: make them the same."
            )


def _names(words: Words) -> set[str]:
    return set(placeholders(Line(words.variants, words.mark, "say")))
