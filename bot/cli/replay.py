"""`tandem replay`: conversations played again, and compared with what was written down."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import click

from bot import logs
from bot.cli import opening
from bot.cli.problem import Problem
from bot.replay.coverage import all_ways, never_walked, told
from bot.replay.playing import Player, Walked
from bot.replay.transcript import Transcript, TranscriptProblem, read_transcript, without_gaps
from dialogs.script import Library
from storage import Store

FOLDER = Path("tests") / "transcripts"


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH]...")
@click.option("--update", is_flag=True, help="write what is answered now into the transcripts")
@click.option("--coverage", is_flag=True, help="list the transitions that no transcript walked")
@click.option("--require", is_flag=True, help="with --coverage: exit 1 when there are any")
def replay(paths: tuple[Path, ...], update: bool, coverage: bool, require: bool) -> int:  # noqa: FBT001  click passes flags like this
    """Play transcripts and show where the answers differ. A PATH is a file or a folder; without one, tests/transcripts.

    \b
    Example:
      tandem replay tests/transcripts/boundary_builder --update
    """  # noqa: D301  \b is click's mark for lines that stay as they are
    logs.set_up("critical")
    library = opening.library("en")
    files = list(_files(paths or (FOLDER,)))
    walked: Walked = set()
    failed = sum(_replay(library, files, walked, update=update))
    click.echo(f"{len(files)} transcripts, {failed} {'changed' if update else 'not as written'}.")
    missed = _tell_coverage(library, walked) if coverage else 0
    return 1 if (failed and not update) or (missed and require) else 0


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        found = sorted(path.rglob("*.txt")) if path.is_dir() else [path]
        if not found or not path.exists():
            raise Problem(f"There are no transcripts (*.txt) in {path}.")
        yield from found


def _replay(library: Library, files: list[Path], walked: Walked, *, update: bool) -> Iterator[bool]:
    """Whether each file differs from what is answered, after saying or correcting it."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "data" / "replay.db", Path(folder) / "keys" / "replay.key")
        try:
            for file in files:
                try:
                    transcript = read_transcript(file)
                    player = Player(store, library, transcript)
                    answered = player.play()
                except TranscriptProblem as problem:
                    click.echo(str(problem))
                    yield True
                    continue
                walked |= player.walked
                yield _differs(transcript, answered, update=update)
        finally:
            store.close()


def _differs(transcript: Transcript, answered: str, *, update: bool) -> bool:
    if update:
        if answered != transcript.text:
            transcript.path.write_text(answered, encoding="utf-8")
        return answered != transcript.text
    written, now = without_gaps(transcript.text), without_gaps(answered)
    for line in unified_diff(written, now, str(transcript.path), "answered now", lineterm=""):
        click.echo(line)
    return written != now


def _tell_coverage(library: Library, walked: Walked) -> int:
    left = never_walked(library, walked)
    for line in told(library, left):
        click.echo(line)
    every = len(all_ways(library))
    click.echo(f"{every - len(left)} of {every} transitions walked ({100 * (every - len(left)) // max(every, 1)} %).")
    return len(left)
