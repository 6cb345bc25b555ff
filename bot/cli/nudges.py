"""`tandem nudges`: what would be sent, to whom and why. Nothing is sent and nothing changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import takewhile

import click

from bot.cli import opening
from bot.cli.instant import instant
from bot.nudging import past_of
from dialogs.nudging.due import heard
from dialogs.nudging.forecast import Coming, forecast
from dialogs.nudging.holding import held_until
from dialogs.nudging.wish import wish_of
from dialogs.script import Library
from storage import Person, Store

LONGEST = 400  # days


def _days(_ctx: click.Context, _param: click.Parameter, value: str) -> timedelta:
    found = re.fullmatch(r"(\d{1,3})d?", value)
    if found is None or not 1 <= int(found[1]) <= LONGEST:
        raise click.BadParameter(f"{value!r} is no number of days from 1 to {LONGEST}: write it like 30d.")
    return timedelta(days=int(found[1]))


@click.command()
@click.argument("person", required=False)
@click.option("--now", callback=instant, metavar="ISO-TIME", help="as if it were this moment")
@click.option(
    "--for", "stretch", callback=_days, default="30d", show_default=True, metavar="DAYS", help="how far ahead"
)
def nudges(person: str | None, now: datetime | None, stretch: timedelta) -> None:
    """Print the nudges that would be sent and why, to everyone or to PERSON ('#12' as `people` lists them).

    As if nobody wrote meanwhile. Nothing is sent, and nothing changes. In a terminal nobody is reminded: for somebody
    there it shows what Telegram would bring.

    \b
    Example:
      tandem nudges --now 2026-03-02T18:00 --for 30d '#12'
    """  # noqa: D301  \b is click's mark for lines that stay as they are
    settings = opening.settings()
    library = opening.library(settings.locale)
    at = now or datetime.now(UTC)
    with opening.store(settings, reading=True) as store:
        numbers = [opening.person_number(store, person)] if person else store.nudged_people()
        lines = [line for number in numbers for line in _lines(store, library, number, at, at + stretch)]
    click.echo("\n".join(lines) or "Nothing would be sent.")


def _lines(store: Store, library: Library, number: int, now: datetime, until: datetime) -> Iterator[str]:
    person = store.numbered(number)
    wish = wish_of(person.settings) if person else None
    if person is None:
        return
    if person.gone or wish is None:
        yield f"#{number:<6} {'has left' if person.gone else 'wants no reminders'}"
        return
    held = held_until(library, person.session, person.last_seen, now)
    past = past_of(store, person, now)
    session = heard(person.session, person.last_seen)
    coming = forecast(library, person.settings.locale, session, past, wish, held, now)
    for one in takewhile(lambda one: one.at < until, coming):
        yield _line(person, one, one.at.astimezone(wish.zone))


def _line(person: Person, one: Coming, local: datetime) -> str:
    rhythm = "" if one.every == 1 else f"; every {one.every} days, others went unanswered"
    opens = f" opens {one.picked.script}" if one.picked.script else ""
    where = f"{local:%a %Y-%m-%d %H:%M} {person.settings.timezone}"
    return (
        f"#{person.number:<6} {where}  {one.picked.nudge.kind}/{one.picked.nudge.id}{opens} ({one.picked.why}{rhythm})"
    )
