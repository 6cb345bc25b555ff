"""What a session remembers of what was practised: values only."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class Practised(Struct, frozen=True):
    """How often a dialog was finished, and when last."""

    times: int
    last: datetime


class Day(Struct, frozen=True):
    """How many dialogs were finished on a local day (an ISO date)."""

    date: str
    finished: int


class Topic(Struct, frozen=True):
    """A matter that was brought up: fingerprints of its words, how often, when last, and in which run."""

    marks: tuple[int, ...]
    times: int
    last: datetime
    run: int


class Memory(Struct, frozen=True):
    """What was finished, by script; when the first was; today's count; signs noticed, by name; matters brought up.

    `note`: whether there is a note for hard moments among the records.
    """

    practised: dict[str, Practised] = {}
    began: datetime | None = None
    day: Day | None = None
    signs: dict[str, datetime] = {}
    topics: tuple[Topic, ...] = ()
    note: bool = False
