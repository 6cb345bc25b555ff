"""Advice: wherever a step reads an answer there is something to say, and the scripts that ask about it are there."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.check_lines import Line, placeholders
from dialogs.check_markup import check_line
from dialogs.feedback.advice import Advice, Page
from dialogs.markup import units
from dialogs.problems import Problem, did_you_mean
from dialogs.script import Library
from dialogs.words import Words

MOST_LINE = 300  # of a message of 4,096, beside the quoted words


def check_advice(library: Library) -> Iterator[Problem]:
    """Steps without advice, scripts that are not there, and lines that could not be said."""
    default = library.scripts.get(library.default, {})
    if library.default not in library.advice:
        for script in default.values():
            for step in script.steps.values():
                if step.feedback:
                    mark = step.marks.get("feedback", step.mark)
                    yield Problem(mark, "A101", f"There is no advice: write advice/{library.default}.yaml.")
    for advice in library.advice.values():
        for wanted in advice.readings.values():
            if default and wanted.unsure and wanted.unsure not in default:
                hint = did_you_mean(wanted.unsure, default)
                yield Problem(wanted.mark, "F107", f'There is no script "{wanted.unsure}".{hint}')
        for words, known in _lines(advice):
            yield from _line(words, known)


def _lines(advice: Advice) -> Iterator[tuple[Words, tuple[str, ...]]]:
    """Every line, with the words that may stand in braces there."""
    for words in (*advice.axes.values(), *advice.leads.values()):
        yield words, ()
    for page in advice.labels.values():
        yield from _page(page)


def _page(page: Page) -> Iterator[tuple[Words, tuple[str, ...]]]:
    for words in (page.name, page.why, page.before, page.after):
        yield words, ()
    if page.strength is not None:
        yield page.strength, ("quote", "lead")
    if page.change is not None:
        yield page.change, ("quote",)


def _line(words: Words, known: tuple[str, ...]) -> Iterator[Problem]:
    line = Line(words.variants, words.mark, "say")
    for name in placeholders(line):
        if name not in known:
            yield Problem(words.mark, "S106", f"{{{name}}} is not known here: take it out.")
    for text in words.variants:
        if units(text) > MOST_LINE:
            yield Problem(words.mark, "L101", f"This line has {units(text)} characters: {MOST_LINE} at most.")
    yield from check_line(line)
