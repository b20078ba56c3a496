# Two commands on a fresh machine: `make demo` and `make test`. They need git, make and python3.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --quiet --disable-pip-version-check install --constraint constraints.txt

# What a process has compiled need not be compiled by each of those that the tests start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check tests test-postgresql test-all bench clean

demo: $(VENV)/runtime
	$(BIN)/claims demo

test: check tests

# Formatter, linter, strict types; the tests check import layers, migrations and documentation.
check: $(VENV)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# On SQLite, and what is closest to a server on PostgreSQL too.
tests: $(VENV)/dev
	$(BIN)/python -m pytest -n auto --dist worksteal

# All that is about a database, on a PostgreSQL server that comes with the tests.
test-postgresql: $(VENV)/dev
	$(BIN)/python -m pytest -n auto --dist worksteal -m "postgresql and not long"

# Everything, the long tests too: minutes rather than seconds.
test-all: check
	$(BIN)/python -m pytest -n auto --dist worksteal --hypothesis-profile=default -m "long or not long"

# What it costs beside the bare driver and other tools, into bench/TABLE.md: half an hour.
# `make bench BENCH=--quick` only shows that all of it runs; BENCH=--large adds a million claims.
bench: $(VENV)/dev
	$(BIN)/python -m bench.table $(BENCH)

$(VENV)/created:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/runtime: $(VENV)/created pyproject.toml constraints.txt
	$(PIP) --editable .
	touch $@

$(VENV)/dev: $(VENV)/created pyproject.toml constraints.txt
	$(PIP) --editable '.[dev]'
	touch $@ $(VENV)/runtime

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
