"""The one thread that touches the store. The event loop hands it a call and waits; calls run in the order they came."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Worker:
    """A single thread for the store's calls."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    async def run(self, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What the call gives or raises."""
        return await asyncio.wrap_future(self._thread.submit(call, *args, **kwargs))

    def close(self) -> None:
        """Wait for the call under way; calls that have not begun are dropped."""
        self._thread.shutdown(wait=True, cancel_futures=True)
