"""What the documents say is so: commands, settings, make targets, links, and the sample conversation."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from bot.cli.opening import LIBRARY
from bot.cli.program import COMMANDS
from bot.replay.playing import Player
from bot.replay.transcript import read_transcript
from bot.settings import NAMES, BotSettings, read_settings
from dialogs.load import load_library
from storage import Store

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")


def test_every_command_is_in_the_readme_and_no_other() -> None:
    told = re.findall(r"^\| `tandem (\w+)` \|", README, re.MULTILINE)
    assert told == [name for name in COMMANDS if name != "healthy"]


def test_every_setting_is_in_the_readme_and_no_other() -> None:
    told = re.findall(r"^\| `((?:TANDEM|TELEGRAM)_\w+)` \|", README, re.MULTILINE)
    assert sorted(told) == sorted(NAMES)


def test_the_defaults_in_the_readme_are_the_defaults() -> None:
    told = dict(re.findall(r"^\| `(\w+)` \|[^|]*\| `([^`]+)` ?\|$", README, re.MULTILINE))
    settings = read_settings({"HOME": "~"})
    assert told == {
        "TANDEM_DATABASE": str(settings.database),
        "TANDEM_KEY_FILE": str(settings.key_file),
        "TANDEM_LISTEN": f"{settings.listen_host}:{settings.listen_port}",
        "TANDEM_LOCALE": settings.locale,
        "TANDEM_TIMEZONE": settings.timezone,
        "TANDEM_SEND_RATE": f"{settings.send_rate:g}",
        "TANDEM_KEEP_DAYS": str(settings.keep_days),
    }
    assert settings == BotSettings(key_file=settings.key_file)


def test_every_telegram_command_is_in_the_readme() -> None:
    library, _ = load_library(LIBRARY)
    known = set(library.phrases["en"].commands)
    assert known <= set(re.findall(r"/([a-z]+)", README))


def test_the_sample_conversation_is_what_the_bot_says(tmp_path: Path) -> None:
    (sample,) = re.findall(r"```text\n(locale:.*?)```", README, re.DOTALL)
    (tmp_path / "readme.txt").write_text(sample, encoding="utf-8")
    store = Store.open(tmp_path / "data" / "readme.db", tmp_path / "keys" / "key")
    try:
        library, _ = load_library(LIBRARY)
        assert Player(store, library, read_transcript(tmp_path / "readme.txt")).play() == sample
    finally:
        store.close()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_to_files_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_make_target_is_in_the_help_and_is_phony() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    helped = set(re.findall(r"^([a-z]+):.*## \S", MAKEFILE, re.MULTILINE))
    (phony,) = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert targets == helped == set(phony.split())
    assert {"run", "test", "check", "bench", "help"} <= targets


def test_make_targets_named_elsewhere_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    texts = [
        *(page.read_text(encoding="utf-8") for page in PAGES),
        (ROOT / ".pre-commit-config.yaml").read_text(),
        (ROOT / ".ci/run").read_text(),
    ]
    named = {name for text in texts for name in re.findall(r"(?:`|entry: |exec )make ([a-z]+)", text)}
    assert named <= targets
    assert "check" in named


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash_and_no_host_is_named(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    pins = re.findall(r"^([A-Za-z0-9._-]+)==\S+ \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[A-Za-z0-9]", text, re.MULTILINE))
    assert "://" not in text
    assert not re.search(r"^--(?!hash)", text, re.MULTILINE)


@pytest.mark.parametrize(("lock", "extras"), [(LOCKS[0], ("build",)), (LOCKS[1], ("build", "dev"))])
def test_every_dependency_is_pinned(lock: str, extras: tuple[str, ...]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for extra in extras for one in project["optional-dependencies"][extra])]
    names = {_normal(re.split(r"[<>=\[~!; ]", one)[0]) for one in wanted}
    pinned = {_normal(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / lock).read_text(), re.MULTILINE)}
    assert names - pinned == set()


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_both_locks_pin_the_same_versions() -> None:
    first, second = (dict(re.findall(r"^(\S+)==(\S+)", (ROOT / lock).read_text(), re.MULTILINE)) for lock in LOCKS)
    assert {name: second.get(name) for name in first} == first


def test_the_image_runs_without_privileges_and_keeps_data_and_key_apart() -> None:
    assert re.search(r"^USER 10001:10001$", DOCKERFILE, re.MULTILINE)
    assert 'CMD ["tandem", "healthy"]' in DOCKERFILE
    assert "healthy" in COMMANDS
    values = dict(re.findall(r"^\s*(?:ENV )?(TANDEM_\w+)=(\S+)", DOCKERFILE, re.MULTILINE))
    settings = read_settings({"HOME": "/nonexistent", **values})
    assert (settings.database.parent, settings.key_file.parent) == (Path("/data"), Path("/keys"))
    service = COMPOSE["services"]["tandem"]
    assert read_settings({"HOME": "/nonexistent", **service["environment"]}) == settings
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    assert "docker.sock" not in str(service)
    assert service["mem_limit"] == "256m"
    assert service["pids_limit"] == 64
    assert service["ulimits"] == {"core": 0}
    assert [mount.split(":")[0] for mount in service["tmpfs"]] == ["/tmp"]  # noqa: S108  the container's
    assert {volume.split(":")[1] for volume in service["volumes"]} == {"/data", "/keys"}


def test_what_the_image_copies_is_sent_to_the_engine() -> None:
    sent = set(re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    copied = {
        name for line in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE) for name in line.split()
    }
    assert copied == sent
    assert all((ROOT / name).exists() for name in copied)
