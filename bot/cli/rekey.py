"""`tandem rekey`: everything encrypted anew under a new key."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli import opening
from storage import rekey as rekey_database


@click.command()
@click.argument("new_key_file", type=click.Path(dir_okay=False, path_type=Path))
def rekey(new_key_file: Path) -> None:
    """Encrypt the database anew with the key in NEW_KEY_FILE, which is made when it is missing. Stop the server first.

    \b
    Example:
      tandem rekey ~/.config/tandem/key-2026.key
    """  # noqa: D301  \b is click's mark for lines that stay as they are
    settings = opening.settings()
    rekey_database(settings.database, settings.key_file, new_key_file)
    click.echo(f"Done. Set TANDEM_KEY_FILE={new_key_file} before the next start; backups made before need the old key.")
