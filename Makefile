PYTHON ?= python3
# The index that PyTorch is taken from; empty: the registry that pip is set up for.
TORCH_INDEX ?=

BIN := .venv/bin
READY := .venv/.ready
DEV_READY := .venv/.ready-dev
PIP := $(BIN)/python -m pip
# Also what our packages need has the version that was tested; PyTorch's own index has others, and comes first.
LOCKED := --constraint constraints.txt
AUDITED := https://pypi.org/pypi/sampleproject/json
# Asked for by its exact version, before what depends on it: an open range would fetch the largest build there is.
TORCH := $(shell sed -n 's/^ *"\(torch==[^"]*\)".*/\1/p' pyproject.toml)

# Stealing keeps the tests of a file together, so that what they share is made once.
IN_PARTS := $(BIN)/python -m pytest -n auto --dist worksteal
# What opens no library, and one file of each door.
PURE := antecedents asked attachments facts hints ingest_clean ingest_layouts ingest_read language listing marks \
        question split terms verdict
QUICK := $(PURE:%=tests/index/test_%.py) tests/bot/test_log.py tests/bot/test_settings.py tests/bot/test_texts.py \
         $(addprefix tests/bot/desk/,arranging departing test_bridge.py test_line.py) tests/bot/discord/embeds \
         tests/bot/discord/test_ask.py tests/bot/terminal/test_asking.py

.DELETE_ON_ERROR:
.PHONY: help setup dev run test quick check audit licences lock wheel bench soak clean

help:
	@echo "make setup   install everything into .venv and prepare the model"
	@echo "make run     run the bot on Discord; without a DISCORD_TOKEN, on a page of this machine"
	@echo "make test    run the tests"
	@echo "make quick   run a part of them, in half a minute"
	@echo "make check   run the linter, the formatter, the type checker, the test of the walls and the audit"
	@echo "make audit   ask the network whether a package has a known hole"
	@echo "make licences  list the packages and their licences"
	@echo "make lock    write constraints.txt anew: every package, also those that packages need, at its version"
	@echo "make wheel   build a package with the compiled model in dist/, which installs without PyTorch"
	@echo "make bench   measure speed and quality (minutes)"
	@echo "make soak    run the long tests"
	@echo "make clean   remove .venv and what tools leave behind; data/ stays"

setup: $(READY)

dev: $(DEV_READY)

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Summit needs Python 3.11 or newer, and $(PYTHON) is `$(PYTHON) --version 2>&1`: name another one, as in make setup PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(PIP) install --quiet --upgrade "pip>=25.1"
	$(PIP) install --quiet $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) $(TORCH)
	@# setuptools would warn in stars of what an editable installation may do elsewhere.
	PYTHONWARNINGS=ignore $(PIP) install --quiet $(LOCKED) --editable ".[preview,compile]"
	$(BIN)/summit prepare
	@touch $@

$(DEV_READY): $(READY)
	$(PIP) install --quiet $(LOCKED) --group dev
	@touch $@

run: setup
	$(BIN)/summit run

test: dev
	$(IN_PARTS) -rs

quick: dev
	$(IN_PARTS) $(QUICK)

check: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_layers.py
	@$(MAKE) --no-print-directory audit

audit: dev
	@if $(BIN)/python -c 'import sys, urllib.request as r; r.urlopen(sys.argv[1], timeout=10)' $(AUDITED) 2>/dev/null; then \
	  $(BIN)/pip-audit --requirement constraints.txt --disable-pip --no-deps --progress-spinner off; \
	else echo "The audit is skipped: $(AUDITED) does not answer."; fi

licences: dev
	$(BIN)/pip-licenses --order=license

lock: dev
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra preview --extra compile --group dev --upgrade \
	  --custom-compile-command "make lock" --output-file constraints.txt pyproject.toml

wheel: setup
	$(PIP) install --quiet "setuptools>=77"
	$(PIP) wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

bench: dev
	$(BIN)/python -m benchmarks

soak: dev
	$(BIN)/python -m pytest -m soak

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	find bot index tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
