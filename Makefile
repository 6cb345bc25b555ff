# Everything there is to do here. Nothing but Python 3.11 or newer, make and git is needed: the rest is set up in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check --no-input
COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header

.DEFAULT_GOAL := help
.PHONY: help run chat serve test check scripts lint types bench fuzz audit docs train lock setup clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/run.stamp  ## set up, then the Telegram bot if TELEGRAM_BOT_TOKEN is set (here or in .env), else a chat in this terminal
	@if [ -n "$$TELEGRAM_BOT_TOKEN" ] || grep -qsE '^[[:space:]]*(export[[:space:]]+)?TELEGRAM_BOT_TOKEN[[:space:]]*=[[:space:]]*[^[:space:]#]' .env; \
	then exec $(BIN)/tandem serve; else exec $(BIN)/tandem chat; fi

chat: $(VENV)/run.stamp  ## talk to Tandem in this terminal
	@exec $(BIN)/tandem chat

serve: $(VENV)/run.stamp  ## the Telegram bot
	@exec $(BIN)/tandem serve

test: $(VENV)/dev.stamp  ## all tests
	$(BIN)/python -m pytest

check: lint types scripts test  ## everything CI runs: style, types, import rules, scripts, transcripts, tests

scripts: $(VENV)/dev.stamp  ## check the scripts and play the transcripts
	$(BIN)/tandem check
	$(BIN)/tandem replay

lint: $(VENV)/dev.stamp  ## style, format and import rules
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports

types: $(VENV)/dev.stamp  ## mypy, strict
	$(BIN)/mypy

bench: $(VENV)/dev.stamp  ## measure turns a second, start-up time, memory, sending, nudges
	$(BIN)/python -m bench

fuzz: $(VENV)/fuzz.stamp  ## throw random input at loader, renderer and screen for ten minutes, or SECONDS=...
	$(BIN)/python -m tests.fuzz $(or $(SECONDS),600)

audit: $(VENV)/audit/bin/pip-audit  ## look for known holes in the pinned versions; needs a network
	$(VENV)/audit/bin/pip-audit --require-hashes --disable-pip -r requirements.lock
	$(VENV)/audit/bin/pip-audit --require-hashes --disable-pip -r requirements-dev.lock

docs: $(VENV)/dev.stamp  ## write the generated pages and the editor schema anew
	$(BIN)/python docs/generate.py

train: $(VENV)/train.stamp  ## fit the readers anew from the corpus
	$(BIN)/python -m training

lock: $(VENV)/dev.stamp  ## pin the newest versions that pyproject.toml allows, with hashes
	$(COMPILE) --upgrade --extra build --output-file requirements.lock pyproject.toml
	$(COMPILE) --upgrade --extra build --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

setup: $(VENV)/dev.stamp  ## set up for development and do nothing else

clean:  ## remove what was set up and cached (never the data)
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find bot dialogs storage tests bench training docs -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here: install Python 3.11 or newer, or say which with make PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$$($(PYTHON) --version) is too old: install Python 3.11 or newer, or say which with make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python has no venv module: install it (on Debian and Ubuntu: apt install python3-venv) and try again." >&2; exit 1; }
	@echo "Setting up $(VENV); this takes a minute, once."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.lock pyproject.toml | $(VENV)/bin/python
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock requirements.lock pyproject.toml | $(VENV)/bin/python
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $(VENV)/run.stamp $@

$(VENV)/train.stamp: $(VENV)/dev.stamp
	@$(PIP) install --no-build-isolation --editable '.[train]'
	@touch $@

$(VENV)/fuzz.stamp: $(VENV)/dev.stamp
	@$(PIP) install --no-build-isolation --editable '.[fuzz]'
	@touch $@

$(VENV)/audit/bin/pip-audit: | $(VENV)/bin/python
	@$(PYTHON) -m venv $(VENV)/audit
	@$(VENV)/audit/bin/python -m pip -qq --disable-pip-version-check --no-input install pip-audit
