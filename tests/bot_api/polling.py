"""getUpdates: long polling with Telegram's rules on offsets, rivals and webhooks."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.bot_api.bell import Bell
from tests.bot_api.profile import read_allowed
from tests.bot_api.refused import Refused, bad
from tests.bot_api.world import World

LIMIT = 100
LONGEST = 50


async def get_updates(world: World, bell: Bell, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    """Acknowledge what is below the offset, then wait for updates. A newer poll ends an older one with 409."""
    limit, timeout = parameters.get("limit", LIMIT), parameters.get("timeout", 0)
    if not 1 <= limit <= LIMIT or not 0 <= timeout <= LONGEST:
        raise bad(f"limit is not 1 to {LIMIT}, or timeout not 0 to {LONGEST}")
    mine = _begin(world, parameters)
    end = asyncio.get_running_loop().time() + timeout
    while True:
        rung = bell.next()
        found = _look(world, mine, limit)
        left = end - asyncio.get_running_loop().time()
        if found or left <= 0:
            return found
        await asyncio.wait([rung], timeout=left)


def _begin(world: World, parameters: dict[str, Any]) -> int:
    with world.changed:
        _no_webhook(world)
        read_allowed(world, parameters)
        offset = parameters.get("offset", 0)
        world.inbox.acknowledge(offset if offset >= 0 else world.inbox.newest(-offset))
        world.poll += 1
        world.ring()
        return world.poll


def _look(world: World, mine: int, limit: int) -> list[dict[str, Any]]:
    with world.changed:
        if world.poll != mine:
            raise Refused(
                409, "terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        _no_webhook(world)
        return [update.body for update in world.inbox.first(limit)]


def _no_webhook(world: World) -> None:
    if world.webhook:
        raise Refused(
            409, "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
