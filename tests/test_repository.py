"""Nothing secret is in the repository: no token, no key, no database, no settings of anybody's (SAFETY.md: X11)."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SECRETS = {
    "a bot's token": re.compile(rb"\b\d{8,10}:[A-Za-z0-9_-]{35}\b"),
    "a private key": re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a key of a cloud": re.compile(rb"\b(AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a token of a forge": re.compile(rb"\b(gh[pousr]_[A-Za-z0-9]{36}|glpat-[\w-]{20}|pypi-[\w-]{40})"),
}
MADE_UP = re.compile(rb"^\d+:(.)\1{10}|^\d+:(made-up|AAA|ABC)")
FILES = re.compile(r"(\.(db|db-wal|db-shm|key|pem|p12|sqlite)|(^|/)\.env)$")


def tracked() -> list[Path]:
    """The files under version control; of a copy without it, all that are not set up or cached."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        said = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)  # noqa: S607
        return [ROOT / name for name in said.stdout.decode().split("\0") if name]
    return [path for path in ROOT.rglob("*") if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)]


def secrets_in(content: bytes) -> list[str]:
    """What kinds of secrets are in it; made-up tokens, as tests use them, are none."""
    return [
        kind
        for kind, pattern in SECRETS.items()
        if any(not MADE_UP.match(found[0]) for found in pattern.finditer(content))
    ]


def test_x11_no_secret_is_in_the_repository() -> None:
    found = {str(path.relative_to(ROOT)): secrets_in(path.read_bytes()) for path in tracked() if path.is_file()}
    assert {name: kinds for name, kinds in found.items() if kinds} == {}


def test_x11_no_key_database_or_settings_file_is_in_the_repository() -> None:
    assert [path for path in tracked() if FILES.search(str(path.relative_to(ROOT)))] == []


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("token=710000" + "1234:Zq8sLw3nVb6yT1uXe9rKd4mHc7pJg2fQa5o", "a bot's token"),
        ("-----BEGIN " + "EC PRIVATE KEY-----", "a private key"),
        ("AKIA" + "QWERTYUIOPASDFGH", "a key of a cloud"),
    ],
)
def test_x11_a_secret_would_be_found(content: str, kind: str) -> None:
    assert secrets_in(content.encode()) == [kind]
    assert secrets_in(b"123456789:" + b"x" * 35) == []
