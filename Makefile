# Two commands on a bare machine with Python 3.11 or newer:
#   make demo   read the examples, answer three questions with their evidence, draw the picture
#   make test   lint, types and every test (Java and Maven for a real Neo4j, Chromium for the pictures; else skipped)
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := --quiet --disable-pip-version-check
STAMP  := $(VENV)/.installed

.PHONY: demo test lint install lock clean
.DEFAULT_GOAL := demo

demo: $(STAMP)
	@$(BIN)/kg demo

test: lint
	@$(BIN)/python -m pytest -m "" --numprocesses=auto --maxprocesses=4

lint: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/mypy

install: $(STAMP)

# Every package with its hash, the project itself on top; remade when either list changes. The lock is complete, so pip
# need not resolve; and what is compiled on first use need not be compiled here (35 s of processor time instead of 157).
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { echo "Python's venv is missing: apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install $(PIP) --no-deps --no-compile --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install $(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# Needs uv. The lock holds for Python 3.11 and newer on every platform, and names no index.
lock:
	uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes \
		--no-annotate --custom-compile-command "make lock" --output-file requirements.lock

clean:
	rm -rf $(VENV) build demo-store .mypy_cache .ruff_cache .pytest_cache .hypothesis
