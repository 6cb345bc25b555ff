"""A moment, as it is given on the command line."""

from __future__ import annotations

from datetime import UTC, datetime

import click


def instant(_ctx: click.Context, _param: click.Parameter, value: str | None) -> datetime | None:
    """An ISO time; one without an offset is UTC."""
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no time: write it like 2026-03-02T18:00:00+00:00.") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
