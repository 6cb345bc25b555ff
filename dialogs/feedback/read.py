"""Read a sentence: the parts of a boundary in it, what weakens it, how it comes across, and the words that show it.

Rules a coach wrote speak for themselves; beside them a small linear model knows more ways to say the same things. Where
neither is sure, nothing is said: a wrong remark hurts more than a missed one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import yaml
from msgspec import Struct

from dialogs.feedback.labels import COMPONENTS, FLAWS, LABELS, STYLES
from dialogs.feedback.quotes import mask_quotes
from dialogs.reading.features import features
from dialogs.reading.linear import Model, Scored, load_model, score
from dialogs.reading.rules import RuleBook, parse_rules
from dialogs.reading.tokens import MOST_READ, Token, tokens
from dialogs.reading.words import word_kinds

CONCESSION = "concession"
MOST_WORDS = 200  # a boundary has 6 to 45; what comes after is not read
SURE_OF_STYLE = 60  # hundredths by which one style must lead the next


class Finding(Struct, frozen=True):
    """A label and the words that showed it: `text` stands from `start` to `end` (Python characters).

    `why` is the id of the page that explains it; it does not change.
    """

    label: str
    start: int
    end: int
    text: str
    why: str


class Reading(Struct, frozen=True):
    """What was found; `style` is None where it can't be told."""

    components: tuple[str, ...]
    flaws: tuple[str, ...]
    style: str | None
    findings: tuple[Finding, ...]

    def first(self, *labels: str) -> Finding | None:
        """The first finding with one of these labels."""
        return next((finding for finding in self.findings if finding.label in labels), None)


class Reader(Struct, frozen=True):
    """What reading in one language needs: the rules, and the model if that language has one."""

    locale: str
    rules: RuleBook
    model: Model | None


def read(text: str, kind: str = "statement", locale: str = "en") -> Reading:
    """What is found in the text's first 200 words. `kind` is statement or reply."""
    raw = text[:MOST_READ]
    own = Message(raw, kind, locale)
    reader = _reader(locale)
    places = rule_places(own, locale)
    seen = features(own.words, own.kinds, own.also(places))
    scored = score(reader.model, seen, len(own.words)) if reader.model and own.words else []
    for one in scored:
        if one.margin > 0 and one.label not in STYLES:
            places.setdefault(one.label, (one.first, one.last))
    found = [_finding(label, raw, own.tokens, *places[label]) for label in LABELS if label in places]
    return Reading(
        components=tuple(label for label in COMPONENTS if label in places),
        flaws=tuple(label for label in FLAWS if label in places),
        style=_style(scored),
        findings=tuple(sorted((one for one in found if one.label not in STYLES), key=lambda one: one.start)),
    )


def rule_places(message: Message, locale: str) -> dict[str, tuple[int, int]]:
    """The labels that a rule shows in a message, each with the first and last token of its first match."""
    found: dict[str, tuple[int, int]] = {}
    for rule, first, last in _reader(locale).rules.find(message.words):
        found.setdefault(rule.label, (first, last))
    return found


def gives_in(text: str, locale: str = "en") -> bool:
    """Whether a reply gives in: a rule of the label `concession`, which only rehearsals look at."""
    return CONCESSION in rule_places(Message(text[:MOST_READ], "reply", locale), locale)


class Message:
    """A text made ready for reading: its words, without what it quotes."""

    def __init__(self, raw: str, kind: str, locale: str) -> None:
        known = word_kinds("dialogs.feedback", locale)
        self.masked = mask_quotes(raw)
        self.tokens = tokens(self.masked)[:MOST_WORDS]
        self.words = [known.same.get(token.word, token.word) for token in self.tokens]
        self.kinds = known.kinds
        self._facts = _facts(raw, self.masked, kind, len(self.words))

    def also(self, rules: Sequence[str] | dict[str, tuple[int, int]]) -> list[str]:
        """Facts about the whole message, for the model: its kind and length, and the rules that matched."""
        return [*self._facts, *(f"!{label}" for label in rules)]


def _facts(raw: str, masked: str, kind: str, size: int) -> list[str]:
    facts = [f"={kind}", f"=length{min(size // 5, 6)}"]
    if masked != raw:
        facts.append("=quotes")
    if "?" in masked:
        facts.append("=asks")
    if any(len(word) > 2 and word.isupper() for word in masked.split()):
        facts.append("=shouts")
    return facts


def _finding(label: str, raw: str, found: list[Token], first: int, last: int) -> Finding:
    start, end = (found[first].start, found[last].end) if found else (0, len(raw))
    return Finding(label, start, end, raw[start:end], label)


def _style(scored: list[Scored]) -> str | None:
    """The style that leads the others clearly, or None."""
    ranked = sorted((one for one in scored if one.label in STYLES), key=lambda one: -one.margin)
    if len(ranked) < 2 or ranked[0].margin - ranked[1].margin < SURE_OF_STYLE:
        return None
    return ranked[0].label


@cache
def _reader(locale: str) -> Reader:
    room = files("dialogs.feedback")
    known = word_kinds("dialogs.feedback", locale)
    path = room.joinpath("rules", f"{locale}.yaml")
    if not path.is_file():
        path = room.joinpath("rules", "en.yaml")
    raw = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    rules = [rule for label, phrases in raw.items() for phrase in phrases for rule in parse_rules(label, str(phrase))]
    model = room.joinpath("model", f"{locale}.json")
    return Reader(locale, RuleBook(rules, known.kinds), load_model(model.read_bytes()) if model.is_file() else None)
