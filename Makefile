.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
LOCK := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
# Recipes stop at the first command that fails.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.PHONY: help demo test check fix bench api shots locks clean

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 8

demo: .venv/run ## run Rounds with its own scenarios and print a candidate's and an interviewer's link
	@$(BIN)/python hatch_build.py >.venv/interface.log 2>&1 & $(BIN)/rounds demo

test: .venv/dev ## check the code, build the interface and run all tests
	@tests/run

check: .venv/dev ## lint, types, import directions, and the interface's own checks
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports --no-cache && tests/interface

fix: .venv/dev ## mend what the linters can mend
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format . ; $(BIN)/python hatch_build.py npm run --silent fix

bench: .venv/dev ## measure against the budgets of docs/budgets.md
	@$(BIN)/python -m bench

api: .venv/dev ## write schemas/ and the interface's types from the API's own description
	@$(BIN)/python -m rounds.web.description

shots: .venv/dev ## take the pictures in docs/
	@$(BIN)/python -m tests.browser.shots

locks: .venv/uv ## pin every dependency anew, with hashes
	@$(LOCK) pyproject.toml -o locks/run.txt && $(LOCK) --group dev pyproject.toml -c locks/run.txt -o locks/dev.txt

clean: ## remove what was built and installed here
	rm -rf .venv src/rounds/ui frontend/node_modules dist

# Made by venv and a hash-pinned uv, which installs a hash-pinned lock in seconds. Compiled here and now, it takes
# ten seconds more once and a second less at each start, also where Python may not write bytecode by itself.
.venv/uv: locks/uv.txt
	@$(PYTHON) -m venv .venv && $(BIN)/pip install -q --disable-pip-version-check --require-hashes -r $< && touch $@

.venv/run: .venv/uv locks/run.txt pyproject.toml
	@$(BIN)/uv pip install -q --compile-bytecode --require-hashes -r locks/run.txt
	@ROUNDS_WITHOUT_UI=1 $(BIN)/uv pip install -q --no-deps -e . && $(BIN)/python -m compileall -q src && touch $@

.venv/dev: .venv/run locks/dev.txt
	@$(BIN)/uv pip install -q --require-hashes -r locks/dev.txt && touch $@
