"""Fixtures: a running stand-in, and a plain client that calls it as a bot would."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.bot_api.standin import StandIn

Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def telegram() -> Iterator[StandIn]:
    """A stand-in with nobody in it."""
    with StandIn() as running:
        yield running


@pytest.fixture
def ask(telegram: StandIn) -> Ask:
    """The stand-in as a function of a method and its parameters: (code, result or description)."""

    def call(method: str, **parameters: object) -> tuple[int, Any]:
        return post(f"{telegram.root}/bot{telegram.token}/{method}", json.dumps(parameters).encode())

    return call


def post(address: str, body: bytes, kind: str = "application/json") -> tuple[int, Any]:
    """One HTTP POST: the code, and the result or the description of the answer."""
    request = Request(address, body, {"Content-Type": kind})  # noqa: S310 - loopback only
    try:
        with urlopen(request, timeout=10) as answer:  # noqa: S310 - loopback only
            return answer.status, json.loads(answer.read())["result"]
    except HTTPError as refused:
        with refused:
            return refused.code, json.loads(refused.read())["description"]
