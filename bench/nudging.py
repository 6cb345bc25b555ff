"""Nudges: finding and claiming what is due among many people, one job a person in JobQueue, and what a reply waits."""

from __future__ import annotations

import asyncio
import importlib.util
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from aiohttp import web
from telegram import Bot

from bench.people import library, open_store
from bench.sending import TOKEN, answering
from bot.conversation import Arrival, take_turns
from bot.nudging import claim_due
from bot.telegram.client import make_bot
from bot.telegram.nudge_clock import NudgeClock
from bot.telegram.post import Rates
from bot.telegram.sender import Sender
from bot.telegram.worker import Worker
from dialogs.script import Library
from dialogs.session import Session
from dialogs.turn import Commanded, Settings
from storage import Store

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WISH = Settings(consent=1, adult=True, nudges="daily", nudge_time="12:00")
DUE = 1_000
CROWDS = (10_000, 100_000, 1_000_000)
JOBS = (10_000, 100_000)
QUEUED = 50_000
REPLIES = 150
PACE = 0.1  # seconds from one reply to the next
FAKE_PEOPLE = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
    "INSERT INTO people (lookup, channel, key, address, settings, since) "
    "SELECT randomblob(32), 'telegram', zeroblob(60), zeroblob(40), zeroblob(200), 0 FROM n"
)
FAKE_SESSIONS = "INSERT INTO sessions (person, session, saved) SELECT number, zeroblob(400), 0 FROM people"
FAKE_NUDGES = "INSERT INTO nudges (person, due) SELECT number, ? + abs(random()) % ? FROM people"
A_DAY = 86_400_000_000  # microseconds


def measure() -> Iterator[str]:
    """What each part costs."""
    yield from _waits()
    for people in CROWDS:
        with tempfile.TemporaryDirectory() as folder:
            yield from _claims(Path(folder), people)
    for jobs in JOBS:
        yield from _job_queue(jobs)


# --- finding and claiming -------------------------------------------------------------------------------------------


def _claims(folder: Path, people: int) -> Iterator[str]:
    store = open_store(folder)
    with store.batch():
        store.connection.run(FAKE_PEOPLE, (people,))
        store.connection.run(FAKE_SESSIONS)
        store.connection.run(FAKE_NUDGES, (int(NOON.timestamp() * 1e6) + 2 * A_DAY, A_DAY))
        _real(store, DUE)
    store.connection.checkpoint()
    claim_due(store, library(), NOON, 25)
    began = perf_counter()
    for _ in range(1000):
        store.nudges_due(NOON, 25)
    found = (perf_counter() - began) / 1000
    known, claimed = library(), 0
    began = perf_counter()
    while looked_at := claim_due(store, known, NOON, 25).looked_at:
        claimed += looked_at
    seconds = perf_counter() - began
    store.close()
    each = seconds / claimed * 1e3
    yield f"among {people:>9,} people: {found * 1e6:5.0f} us to find 25, {each:5.2f} ms to claim each"


def _real(store: Store, many: int) -> None:
    for one in range(many):
        number = store.add("telegram", str(1000 + one), WISH, Session(one), NOON - timedelta(days=1)).number
        store.set_nudge(number, NOON)


# --- one job a person, as PTB's JobQueue has it ---------------------------------------------------------------------

_SCHEDULER = """
import asyncio, os, sys, time, datetime as d
from telegram.ext import JobQueue, Application
def memory():
    return next(int(l.split()[1]) / 1024 for l in open('/proc/self/status') if l.startswith('VmRSS:'))
async def nudge(context): pass
async def main(many):
    app = Application.builder().token('1:bench').updater(None).build()
    before, began = memory(), time.perf_counter()
    for one in range(many):
        app.job_queue.run_daily(nudge, d.time(12, one % 60, tzinfo=d.timezone.utc), chat_id=one, name=str(one))
    app.job_queue.scheduler.start()
    print(time.perf_counter() - began, memory() - before)
    app.job_queue.scheduler.shutdown(wait=False)
asyncio.run(main(int(sys.argv[1])))
"""


def _job_queue(many: int) -> Iterator[str]:
    if importlib.util.find_spec("apscheduler") is None:
        yield "JobQueue: not measured, `pip install apscheduler` first"
        return
    command = [sys.executable, "-W", "ignore", "-c", _SCHEDULER, str(many)]
    words = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    yield f"JobQueue, {many:>7,} jobs: {float(words[0]):6.1f} s at each start, {float(words[1]):5.0f} MB in memory"


# --- what a reply waits ---------------------------------------------------------------------------------------------


def _waits() -> Iterator[str]:
    medians = {}
    for queued in (0, QUEUED):
        with tempfile.TemporaryDirectory() as folder:
            store = open_store(Path(folder))
            waits, sent = asyncio.run(_replies(store, library(), queued))
            store.close()
        medians[queued] = statistics.median(waits)
        last = statistics.quantiles(waits, n=20)[-1]
        yield (
            f"a reply with {queued:>6,} nudges due: {medians[queued] * 1e3:6.1f} ms median, {last * 1e3:6.1f} ms p95, "
            f"{sent} nudges sent meanwhile"
        )
    yield f"  ratio of the medians: {medians[QUEUED] / medians[0]:.2f}"


async def _replies(store: Store, known: Library, queued: int) -> tuple[list[float], int]:
    """Seconds from a message to its answer's arrival, one message at a time, at Telegram's usual rate."""
    with store.batch():
        _real(store, queued)
        store.add("telegram", "7", Settings(consent=1), Session(7), NOON)
    arrived: dict[str, float] = {}
    runner = web.AppRunner(answering(lambda chat: arrived.__setitem__(chat, perf_counter())))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot = make_bot(TOKEN, f"http://127.0.0.1:{runner.addresses[0][1]}")
    await bot.initialize()
    waits = await _talk(bot, store, known, arrived)
    await bot.shutdown()
    await runner.cleanup()
    return waits, len(arrived) - 1


async def _talk(bot: Bot, store: Store, known: Library, arrived: dict[str, float]) -> list[float]:
    worker = Worker()
    sender = Sender(bot, store, worker, Rates(chat=1000.0), lambda: NOON)
    sender.start()
    clock = asyncio.create_task(NudgeClock(store, known, worker, 30.0, lambda: NOON, sender.wake).run())
    await asyncio.sleep(1)
    waits = []
    for _ in range(REPLIES):
        arrived.pop("7", None)
        began = perf_counter()
        await worker.run(take_turns, store, known, [Arrival(None, "telegram", "7", Commanded("menu"))], NOON)
        sender.wake()
        while "7" not in arrived:  # noqa: ASYNC110  what is measured is the wait
            await asyncio.sleep(0.0005)
        waits.append(arrived["7"] - began)
        await asyncio.sleep(PACE)
    clock.cancel()
    await asyncio.gather(clock, return_exceptions=True)
    await sender.close(0)
    worker.close()
    return waits
