"""`tandem feedback`: read boundaries and replies, one JSON object a line."""

from __future__ import annotations

import sys

import click
import msgspec
from msgspec import Struct

from bot.cli.lines import read_lines
from dialogs.feedback import REGISTERS, Register, read

KINDS = ("statement", "reply")


class Asked(Struct):
    """A line that comes in."""

    id: str | int
    text: str
    kind: str | None = None
    register: str | None = None


@click.command()
@click.option("--kind", type=click.Choice(KINDS), help="what each text is, where its line does not say")
@click.option("--locale", default="en", show_default=True, help="the language of the texts")
def feedback(kind: str | None, locale: str) -> None:
    """Read boundaries and replies: JSON lines in, findings out.

    \b
    Example:
      echo '{"id": 1, "text": "I won\\'t lend money again."}' | tandem feedback
    """  # noqa: D301  \b is click's mark for lines that stay as they are
    for asked in read_lines(sys.stdin.buffer, Asked):
        is_kind = asked.kind if asked.kind in KINDS else kind or "statement"
        reading = read(asked.text, is_kind, locale, _register(asked.register))
        line = {
            "id": asked.id,
            "components": reading.components,
            "flaws": reading.flaws,
            "style": reading.style,
            "spans": [msgspec.structs.asdict(finding) for finding in reading.findings],
        }
        click.echo(msgspec.json.encode(line))


def _register(name: str | None) -> Register:
    """The register of that name; direct where the line names none that is known."""
    return next((one for one in REGISTERS if one == name), "direct")
