"""Durable turns a second in one process: each loads, plays, saves and queues its replies."""

from __future__ import annotations

import cProfile
import pstats
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter

from bench.people import KNOWN, NOW, ROUND, arrivals, library, open_store
from bot.conversation import Arrival, take_turns
from dialogs.script import Library
from storage import Store

HOPS = {
    "engine": "resume",
    "load the session": "find",
    "save the session": "save",
    "queue replies": "queue",
    "commit": "batch",
}


def measure() -> Iterator[str]:
    """Turns a second, batched and single, with few and with many people."""
    known = library()
    for people, size, turns in ((50, 100, 6000), (50, 1, 3000), (10_000, 100, 20_000)):
        with tempfile.TemporaryDirectory() as folder:
            store = open_store(Path(folder))
            list(_play(store, known, arrivals(people, 1), people, 100))
            rounds = -(-turns // people) + 1
            began = perf_counter()
            count = sum(_play(store, known, islice(arrivals(people, rounds, 1_000_000), turns), people, size))
            seconds = perf_counter() - began
            yield f"turns a second, {people:>6} people, batches of {size:>3}: {count / seconds:8.0f}"
            store.close()
    yield from _hops(known)


def _play(store: Store, known: Library, load: Iterator[Arrival], people: int, size: int) -> Iterator[int]:
    """Take the turns in batches, three dialogs a day each; what waits is taken out now and then, as if sent."""
    taken = 0
    while batch := list(islice(load, size)):
        take_turns(store, known, batch, NOW + timedelta(hours=8 * (taken // (people * ROUND))), KNOWN)
        taken += len(batch)
        if taken % 1000 < size:
            with store.batch():
                store.delivered([one.id for one in store.waiting(0, 10_000)])
        yield len(batch)


def _hops(known: Library) -> Iterator[str]:
    """Where a batched turn's time goes."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        profile = cProfile.Profile()
        profile.runcall(lambda: sum(_play(store, known, arrivals(50, 40), 50, 100)))
        stats = pstats.Stats(profile).get_stats_profile()
        store.close()
    total = stats.total_tt
    for name, function in HOPS.items():
        found = stats.func_profiles.get(function)
        if found:
            yield f"  share of {name:<18} {100 * found.cumtime / total:5.1f} %"
