# make run: everything set up, the sample company read, the page opened.   make test: everything set up, every test run.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# The sample company has a library of its own, beside the user's.
export SOUFFLEUR_HOME ?= $(CURDIR)/.souffleur

.PHONY: setup run test lint fast bench screenshots offline-proof clean

setup: $(STAMP)
	@sh deploy/system_packages.sh run

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; name it: make PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[local,samples,test]'
	touch $(STAMP)

run: setup
	$(BIN)/souffleur ingest data/samples
	$(BIN)/souffleur serve

test: $(STAMP)
	@sh deploy/system_packages.sh test
	@sh deploy/axe_core.sh
	$(MAKE) lint
	$(MAKE) fast
	$(BIN)/pytest -q -n 2 --dist loadfile -m "model or slow or browser"
	$(MAKE) offline-proof

# The fast suite: no model, no browser, no program of the system.
fast: $(STAMP)
	$(BIN)/pytest -q -n auto -m "not model and not slow and not browser"

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	$(BIN)/python bench/quality.py data/questions/samples.jsonl
	$(BIN)/python bench/ingest.py
	$(BIN)/python bench/search.py --sizes 10000

# The pages as pictures, for people to look at: both sizes, light and dark; and those of the README.
screenshots: $(STAMP)
	@sh deploy/system_packages.sh test
	$(BIN)/python tests/journeys/pictures.py screenshots --manual

offline-proof: $(STAMP)
	@sh deploy/system_packages.sh test
	$(BIN)/python tests/offline_proof.py

clean:
	rm -rf $(VENV) .souffleur .mypy_cache .ruff_cache .pytest_cache
