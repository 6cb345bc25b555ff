"""What the operator sets, read from the environment and a .env file. Unknown or malformed values stop the start.

Knows names and shapes of values, and neither files' contents nor Telegram. The token is never part of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values

T = TypeVar("T")

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")
LEVELS = ("debug", "info", "warning", "error")
NAMES = (
    "TELEGRAM_BOT_TOKEN", "TELEGRAM_API_ROOT", "TANDEM_DATABASE", "TANDEM_KEY_FILE", "TANDEM_WEBHOOK_URL",
    "TANDEM_WEBHOOK_SECRET", "TANDEM_LISTEN", "TANDEM_LOCALE", "TANDEM_TIMEZONE", "TANDEM_SEED", "TANDEM_SEND_RATE",
    "TANDEM_LOG", "TANDEM_HELPLINES", "TANDEM_KEEP_DAYS",
)  # fmt: skip
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LOCALE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MOST_RATE = 10_000
_FEWEST_DAYS, _MOST_DAYS = 30, 3650


class SettingsProblem(Exception):  # noqa: N818  a problem, as elsewhere
    """A value that can't be used. Its text is one clear sentence that names the variable."""


@dataclass(frozen=True)
class BotSettings:
    """Everything the operator may set.

    Empty strings mean "not set"; `seed` None means a random seed a person; `send_rate` is messages a second overall;
    after `keep_days` without a word somebody is warned, and then erased.
    """

    token: str = field(default="", repr=False)
    api_root: str = ""
    database: Path = Path("data/tandem.db")
    key_file: Path = Path("tandem.key")
    webhook_url: str = field(default="", repr=False)
    webhook_secret: str = field(default="", repr=False)
    listen_host: str = "127.0.0.1"
    listen_port: int = 8080
    locale: str = "en"
    timezone: str = "UTC"
    seed: int | None = None
    send_rate: float = 30.0
    log: str = ""
    helplines: Path | None = None
    keep_days: int = 180


def read_settings(environ: Mapping[str, str], dotenv: Path | None = None) -> BotSettings:
    """The settings in these variables; those in the file `dotenv`, if it is there, stand in for missing ones.

    Raises SettingsProblem. An empty value counts as missing.
    """
    found = {**_from_file(dotenv), **_set(environ)}
    _refuse_unknown(found)
    host, port = _read(found, "TANDEM_LISTEN", _listen, ("127.0.0.1", 8080))
    return BotSettings(
        token=_read(found, "TELEGRAM_BOT_TOKEN", _token, ""),
        api_root=_read(found, "TELEGRAM_API_ROOT", _address, ""),
        database=_read(found, "TANDEM_DATABASE", _path, Path("data") / "tandem.db"),
        key_file=_read(found, "TANDEM_KEY_FILE", _path, None) or _own_folder(environ) / "tandem.key",
        webhook_url=_read(found, "TANDEM_WEBHOOK_URL", _address, ""),
        webhook_secret=_read(found, "TANDEM_WEBHOOK_SECRET", _secret, ""),
        listen_host=host,
        listen_port=port,
        locale=_read(found, "TANDEM_LOCALE", _locale, "en"),
        timezone=_read(found, "TANDEM_TIMEZONE", _timezone, "UTC"),
        seed=_read(found, "TANDEM_SEED", _seed, None),
        send_rate=_read(found, "TANDEM_SEND_RATE", _rate, 30.0),
        log=_read(found, "TANDEM_LOG", _level, ""),
        helplines=_read(found, "TANDEM_HELPLINES", _file, None),
        keep_days=_read(found, "TANDEM_KEEP_DAYS", _days, 180),
    )


def _set(values: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value.strip() for name, value in values.items() if value and value.strip()}


def _from_file(dotenv: Path | None) -> dict[str, str]:
    if dotenv is None or not dotenv.is_file():
        return {}
    try:
        values = dotenv_values(dotenv, interpolate=False, encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsProblem(f"{dotenv} cannot be read as text: correct it or take it away.") from error
    for name, value in values.items():
        if value is None:
            raise SettingsProblem(f"{dotenv}: {name} has no value; write it as NAME=value.")
    return _set(values)


def _refuse_unknown(found: Mapping[str, str]) -> None:
    for name in sorted(found):
        if name.startswith("TANDEM_") and name not in NAMES:
            known = [one.removeprefix("TANDEM_") for one in NAMES if one.startswith("TANDEM_")]
            near = get_close_matches(name.removeprefix("TANDEM_"), known, n=1)
            hint = f" Did you mean TANDEM_{near[0]}?" if near else ""
            raise SettingsProblem(f"{name} is not a setting of Tandem.{hint}")


def _own_folder(environ: Mapping[str, str]) -> Path:
    """Where the user's own configuration lies: never beside the database, whatever the database's folder."""
    try:
        home = Path(environ["HOME"]) if environ.get("HOME") else Path.home()
    except RuntimeError:
        raise SettingsProblem("TANDEM_KEY_FILE is not set, and this user has no home folder: set it.") from None
    configured = environ.get("XDG_CONFIG_HOME", "")
    return (Path(configured) if Path(configured).is_absolute() else home / ".config") / "tandem"


def _read(found: Mapping[str, str], name: str, read: Callable[[str], T], default: T) -> T:
    value = found.get(name)
    if value is None:
        return default
    try:
        return read(value)
    except ValueError as error:
        raise SettingsProblem(f"{name} {error}") from None


# --- one reader a shape; their ValueErrors go on where the variable's name leaves off ------------------------


def _token(value: str) -> str:
    if not TOKEN.fullmatch(value):
        raise ValueError("is not a bot's token (digits, a colon, 35 characters): copy it from @BotFather once more.")
    return value


def _address(value: str) -> str:
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.query or parts.fragment or any(char.isspace() for char in value):
        raise ValueError("is not a web address: write it like https://example.org/path.")
    return value.rstrip("/")


def _path(value: str) -> Path:
    return Path(value).expanduser()


def _file(value: str) -> Path:
    path = _path(value)
    if not path.is_file():
        raise ValueError(f"is {value!r}, where there is no file: write the path of one.")
    return path


def _secret(value: str) -> str:
    if not _SECRET.fullmatch(value):
        raise ValueError("may hold only letters, digits, _ and -, at most 256 of them.")
    return value


def _listen(value: str) -> tuple[str, int]:
    host, _, port = value.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not (port.isascii() and port.isdigit()) or int(port) > 65535:
        raise ValueError(f"is {value!r}, which is no address and port: write it like 127.0.0.1:8080.")
    return host, int(port)


def _locale(value: str) -> str:
    if not _LOCALE.fullmatch(value):
        raise ValueError(f"is {value!r}, which is no language code: write it like en.")
    return value


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, OSError, LookupError):
        raise ValueError(f"is {value!r}, which is no time zone: write it like Europe/Berlin.") from None
    return value


def _seed(value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise ValueError(f"is {value!r}, which is no whole number.") from None


def _rate(value: str) -> float:
    try:
        rate = float(value)
    except ValueError:
        rate = 0.0
    if not 0 < rate <= _MOST_RATE:
        raise ValueError(f"is {value!r}, which is no number of messages a second: write it like 30.")
    return rate


def _days(value: str) -> int:
    days = int(value) if value.isascii() and value.isdigit() else 0
    if not _FEWEST_DAYS <= days <= _MOST_DAYS:
        raise ValueError(f"is {value!r}: write a number of days from {_FEWEST_DAYS} to {_MOST_DAYS}, like 180.")
    return days


def _level(value: str) -> str:
    if value.lower() not in LEVELS:
        raise ValueError(f"is {value!r}: write one of {', '.join(LEVELS)}.")
    return value.lower()
