"""Instants as the database keeps them: whole microseconds since 1970 in UTC. Knows no clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def stamp(at: datetime) -> int:
    """Microseconds since 1970. Raises TypeError when `at` has no time zone."""
    return (at - _EPOCH) // _MICROSECOND


def instant(stamped: int) -> datetime:
    """The instant, in UTC, of a stamp."""
    return _EPOCH + timedelta(microseconds=stamped)
