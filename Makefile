# Everything works from a bare machine with Python 3.11 or newer and make.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
TEXTS ?=
GOLD ?= seeds/gold.jsonl
SECONDS ?= 60

.DEFAULT_GOAL := help
.PHONY: help install install-test install-dev test test-all lint types docs bench evaluate gate peers ecosystem fuzz models demo clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# A stamp an install, so that nothing is installed twice and changed metadata is noticed.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@ $(VENV)/.installed

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[dev,train]'
	@touch $@ $(VENV)/.test $(VENV)/.installed

$(VENV)/.bench: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[test,bench]'
	@touch $@ $(VENV)/.test $(VENV)/.installed

$(VENV)/.docs: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[docs]'
	@touch $@ $(VENV)/.installed

install: $(VENV)/.installed ## Install mtcheck into .venv

install-test: $(VENV)/.test

install-dev: $(VENV)/.dev ## Install mtcheck with the tools of its developers

demo: $(VENV)/.installed ## Check the sample articles
	@$(BIN)/mtcheck check --exit-zero seeds/garbled seeds/clean

test: $(VENV)/.test ## Run the tests that need no training
	$(BIN)/python -m pytest -m 'not train'

test-all: $(VENV)/.dev ## Run all tests (needs the train extra: PyTorch)
	$(BIN)/python -m pytest

lint: $(VENV)/.dev ## Check style and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/.dev ## Check types
	$(BIN)/mypy

docs: $(VENV)/.docs ## Build the documentation into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

bench: $(VENV)/.dev $(VENV)/.bench ## Print speed beside the peers' on CLEAN and SPUN (default: the sample articles)
	NODE_PATH="$(NODE_PATH)" $(BIN)/python -m bench $(if $(CLEAN),--clean "$(CLEAN)") $(if $(SPUN),--spun "$(SPUN)")

ifdef EVAL
evaluate: $(VENV)/.dev ## Print quality on GOLD (default: the sample articles), or all figures of EVAL=FILES.toml
	$(BIN)/python -m bench.figures "$(EVAL)"
else
evaluate: $(VENV)/.test
	$(BIN)/mtcheck evaluate $(GOLD)
endif

gate: $(VENV)/.test ## Refuse lower quality; UPDATE="reason" pins what is measured now
	$(BIN)/python -m bench.gate $(if $(UPDATE),--update "$(UPDATE)")

peers: $(VENV)/.bench ## Write docs/peers.md: other checkers on GOLD
	NODE_PATH="$(NODE_PATH)" $(BIN)/python -m bench.peers $(GOLD) $(if $(PHRASES),--phrases "$(PHRASES)") -o docs/peers.md

ecosystem: $(VENV)/.installed ## Show how findings on DIR changed since BEFORE (a report or a command)
	@test -n "$(DIR)" -a -n "$(BEFORE)" || { echo "usage: make ecosystem DIR=FOLDER BEFORE=REPORT|COMMAND [AFTER=REPORT|COMMAND]"; exit 2; }
	$(BIN)/python -m bench.ecosystem "$(DIR)" --before "$(BEFORE)" --after "$(or $(AFTER),$(BIN)/mtcheck)"

fuzz: $(VENV)/.test ## Fuzz readers, rules and formats for SECONDS
	$(BIN)/python -m tests.robustness.fuzz --seconds $(SECONDS)

models: $(VENV)/.dev ## Train networks like the shipped ones on TEXTS with the tables of CONFIG into OUT
	@test -n "$(TEXTS)" -a -n "$(CONFIG)" || { echo "usage: make models TEXTS=FOLDER CONFIG=FILE [OUT=build/models]"; exit 2; }
	$(BIN)/mtcheck train all --resume --texts "$(TEXTS)" --config "$(CONFIG)" -o "$(or $(OUT),build/models)"

clean: ## Remove what was built and installed
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
