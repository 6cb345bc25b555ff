"""Settings: what is read, what stands in for what is missing, and that a bad value is told by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import NAMES, BotSettings, SettingsProblem, read_settings

TOKEN = "7000000001:" + "A" * 35
HOME = {"HOME": "/home/sam"}


def problem(name: str, value: str) -> str:
    with pytest.raises(SettingsProblem) as caught:
        read_settings({**HOME, name: value})
    return str(caught.value)


def test_what_is_not_set_has_the_defaults_of_the_table() -> None:
    assert read_settings(HOME) == BotSettings(key_file=Path("/home/sam/.config/tandem/tandem.key"))
    assert read_settings(HOME).database == Path("data/tandem.db")


def test_the_key_lies_in_the_users_configuration_folder() -> None:
    found = read_settings({**HOME, "XDG_CONFIG_HOME": "/etc/sam"})
    assert found.key_file == Path("/etc/sam/tandem/tandem.key")
    assert read_settings({**HOME, "XDG_CONFIG_HOME": "relative"}).key_file.is_relative_to("/home/sam")


def test_everything_that_can_be_set_is_read() -> None:
    values = {
        "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_ROOT": "http://127.0.0.1:8081/", "TANDEM_DATABASE": "~/a/b.db",
        "TANDEM_KEY_FILE": "/k/key", "TANDEM_WEBHOOK_URL": "https://example.org/hook", "TANDEM_WEBHOOK_SECRET": "s-e_c",
        "TANDEM_LISTEN": "[::1]:9000", "TANDEM_LOCALE": "de", "TANDEM_TIMEZONE": "Europe/Berlin",
        "TANDEM_SEED": "-7", "TANDEM_SEND_RATE": "0.5", "TANDEM_LOG": "DEBUG", "TANDEM_HELPLINES": __file__,
        "TANDEM_KEEP_DAYS": "90",
    }  # fmt: skip
    assert set(values) == set(NAMES)
    assert read_settings({**HOME, **values}) == BotSettings(
        token=TOKEN, api_root="http://127.0.0.1:8081", database=Path("~/a/b.db").expanduser(), key_file=Path("/k/key"),
        webhook_url="https://example.org/hook", webhook_secret="s-e_c", listen_host="::1", listen_port=9000,
        locale="de", timezone="Europe/Berlin", seed=-7, send_rate=0.5, log="debug",
        helplines=Path(__file__), keep_days=90,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "7000000001-without-a-colon-" + "x" * 30),
        ("TELEGRAM_BOT_TOKEN", TOKEN + "\u00e9"),
        ("TELEGRAM_API_ROOT", "api.telegram.org"),
        ("TELEGRAM_API_ROOT", "ftp://example.org"),
        ("TELEGRAM_API_ROOT", "http://[broken"),
        ("TELEGRAM_API_ROOT", "https://example.org:port"),
        ("TANDEM_WEBHOOK_URL", "https:///path"),
        ("TANDEM_WEBHOOK_URL", "https://example.org/a b"),
        ("TANDEM_WEBHOOK_URL", "https://example.org/?token=1"),
        ("TANDEM_WEBHOOK_SECRET", "no spaces please"),
        ("TANDEM_KEEP_DAYS", "29"),
        ("TANDEM_KEEP_DAYS", "for ever"),
        ("TANDEM_WEBHOOK_SECRET", "x" * 257),
        ("TANDEM_LISTEN", "8080"),
        ("TANDEM_LISTEN", "localhost:"),
        ("TANDEM_LISTEN", "localhost:65536"),
        ("TANDEM_LISTEN", ":8080"),
        ("TANDEM_LOCALE", "English"),
        ("TANDEM_TIMEZONE", "Mars/Olympus"),
        ("TANDEM_TIMEZONE", "../../etc/passwd"),
        ("TANDEM_SEED", "seven"),
        ("TANDEM_SEND_RATE", "0"),
        ("TANDEM_SEND_RATE", "-1"),
        ("TANDEM_SEND_RATE", "nan"),
        ("TANDEM_SEND_RATE", "fast"),
        ("TANDEM_LOG", "loud"),
        ("TANDEM_HELPLINES", "/no/such/file.yaml"),
    ],
)
def test_a_malformed_value_is_told_by_its_name_in_one_line(name: str, value: str) -> None:
    sentence = problem(name, value)
    assert sentence.startswith(f"{name} ")
    assert "\n" not in sentence


@pytest.mark.parametrize("name", ["TELEGRAM_BOT_TOKEN", "TANDEM_WEBHOOK_SECRET", "TANDEM_WEBHOOK_URL"])
def test_a_secret_is_not_in_the_sentence_about_it(name: str) -> None:
    assert "hunter2" not in problem(name, "hunter2 is secret")


def test_a_secret_is_not_in_the_settings_as_text() -> None:
    values = {"TELEGRAM_BOT_TOKEN": TOKEN, "TANDEM_WEBHOOK_SECRET": "hunter2"}
    shown = repr(read_settings({**HOME, **values}))
    assert TOKEN not in shown
    assert "hunter2" not in shown


def test_an_unknown_name_is_refused_with_the_nearest_one() -> None:
    assert (
        problem("TANDEM_DATABSE", "x.db") == "TANDEM_DATABSE is not a setting of Tandem. Did you mean TANDEM_DATABASE?"
    )
    assert problem("TANDEM_QQQ", "1") == "TANDEM_QQQ is not a setting of Tandem."


def test_an_empty_value_counts_as_missing() -> None:
    assert read_settings({**HOME, "TANDEM_SEED": "", "TANDEM_LISTEN": "  ", "TANDEM_UNKNOWN": ""}) == read_settings(
        HOME
    )


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text(f"# mine\nexport TELEGRAM_BOT_TOKEN='{TOKEN}'\nTANDEM_SEED=1\nTANDEM_LOCALE=${{HOME}}\nOTHER=x\n")
    with pytest.raises(SettingsProblem, match=r"TANDEM_LOCALE is '\$\{HOME\}'"):
        read_settings(HOME, dotenv)
    found = read_settings({**HOME, "TANDEM_SEED": "2", "TANDEM_LOCALE": "en"}, dotenv)
    assert (found.token, found.seed) == (TOKEN, 2)


@pytest.mark.parametrize("text", ["TANDEM_SED=1\n", "TANDEM_SEED\n", "TANDEM_SEED=one\n"])
def test_the_file_is_held_to_the_same(tmp_path: Path, text: str) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text(text)
    with pytest.raises(SettingsProblem, match="TANDEM_SE"):
        read_settings(HOME, dotenv)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_bytes(b"TANDEM_SEED=\xff\xfe\n")
    with pytest.raises(SettingsProblem, match="cannot be read"):
        read_settings(HOME, dotenv)


def test_no_file_is_fine(tmp_path: Path) -> None:
    assert read_settings(HOME, tmp_path / ".env") == read_settings(HOME)
