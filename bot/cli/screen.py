"""`tandem screen`: what the crisis and abuse screen says of texts, one JSON object a line."""

from __future__ import annotations

import sys

import click
import msgspec
from msgspec import Struct

from bot.cli.lines import read_lines
from dialogs import care


class Asked(Struct):
    """A line that comes in."""

    id: str | int
    text: str


@click.command()
@click.option("--locale", default="en", show_default=True, help="the language of the texts")
def screen(locale: str) -> None:
    """Screen texts for danger: JSON lines in, a label and a tier out.

    \b
    Example:
      echo '{"id": 1, "text": "this deadline is killing me"}' | tandem screen
    """  # noqa: D301  \b is click's mark for lines that stay as they are
    for asked in read_lines(sys.stdin.buffer, Asked):
        found = care.read(asked.text, locale)
        spans = [msgspec.structs.asdict(sign) for sign in found.signs]
        click.echo(msgspec.json.encode({"id": asked.id, "safety": found.label, "tier": found.tier, "spans": spans}))
