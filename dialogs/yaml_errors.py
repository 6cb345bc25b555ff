"""What a YAML error means, in words for a coach. Knows the parser's complaints; nothing of scripts."""

from __future__ import annotations

import yaml

_INDENT = "The indentation changes here, or a quote ends too early: line this up with the words above."
_TABS = "Indent with spaces: YAML takes no tabs."
_MEANINGS = (
    (
        "mapping values are not allowed",
        "A colon followed by a space splits this line in two: put the whole sentence in quotes.",
    ),
    (
        "block sequence entries are not allowed",
        "A dash can't begin a list here: put it on its own line, or put the sentence in quotes.",
    ),
    ("tab character", _TABS),
    ("unexpected end of stream", "A quote that is opened here is never closed."),
    ("could not find expected ':'", "A word and a colon should stand here: look for a missing colon or an open quote."),
    ("expected key", _INDENT),
    ("expected <block end>", _INDENT),
    ("expected <document start>", _INDENT),
    (
        "expected ',' or",
        "A brace, a bracket or a comma is missing here: close what was opened, and put sentences in quotes.",
    ),
    ("cannot start any token", "A sentence can't begin with this sign: put it in quotes."),
    ("while scanning an alias", "A sentence can't begin with *: put it in quotes."),
    ("while scanning an anchor", "A sentence can't begin with &: put it in quotes."),
    ("undefined tag handle", "A sentence can't begin with !: put it in quotes."),
    ("escape", 'A backslash means something else inside "…": write it twice, or use single quotes.'),
    (
        "comment or line break",
        "After | or > the text begins on the next line: move it there, or put the sentence in quotes.",
    ),
)


def explain(error: yaml.YAMLError, source: str) -> tuple[int, int, str]:
    """Line and column of the error in `source`, counted from 1, and a sentence that says what to do."""
    text = " ".join(
        part for part in (getattr(error, "context", None), getattr(error, "problem", None), str(error)) if part
    )
    meaning = next((words for sign, words in _MEANINGS if sign in text), f"YAML can't read this: {_first_line(error)}.")
    line, column = _place(error)
    if _at_tab(source, line, column):
        meaning = _TABS
    return line, column, meaning


def _place(error: yaml.YAMLError) -> tuple[int, int]:
    """Where the trouble began: for something never closed, where it was opened."""
    never_closed = "end of stream" in str(getattr(error, "problem", ""))
    marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
    mark = next((one for one in (reversed(marks) if never_closed else marks) if one is not None), None)
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


def _at_tab(source: str, line: int, column: int) -> bool:
    lines = source.splitlines()
    return line <= len(lines) and lines[line - 1][column - 1 : column] == "\t"


def _first_line(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or error).splitlines()[0]
