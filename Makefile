# `make help` lists the targets. Everything that is needed is set up on the first use.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.ready
SPARK := $(VENV)/.spark

INBOX ?= samples
WORKSPACE ?= workspace
EVENT ?=
REGION ?=

.DEFAULT_GOAL := help
.PHONY: help setup spark run review demo test test-browser test-slow test-spark check format bench eval clean

help: ## this list
	@echo "Cardfile: business cards, LinkedIn exports and address books -> people, asks, offers, introductions."
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'
	@echo "Variables: INBOX=folder (default samples), WORKSPACE=folder, EVENT=name, REGION=country code"

$(STAMP): pyproject.toml constraints.txt setup.sh
	@PYTHON="$(PYTHON)" VENV="$(VENV)" bash setup.sh
	@touch $@

setup: $(STAMP) ## install what is missing (done by the other targets too)

$(SPARK): $(STAMP)
	@VENV="$(VENV)" bash setup.sh spark
	@touch $@

spark: $(SPARK) ## install what `cardfile run --engine spark` needs: Java and pyspark (500 MB)

run: $(STAMP) ## read INBOX into WORKSPACE and publish
	@$(PY) -m pipeline run "$(INBOX)" -w "$(WORKSPACE)" $(if $(EVENT),--event "$(EVENT)") $(if $(REGION),--region "$(REGION)")

review: $(STAMP) ## decide what is doubtful, on a page of this machine alone
	@$(PY) -m pipeline review -w "$(WORKSPACE)"

demo: $(STAMP) ## the samples in a workspace of their own, with an owner who takes part
	@mkdir -p .demo/workspace && cp samples/generate/demo-settings.toml .demo/workspace/settings.toml
	@$(PY) -m pipeline run samples -w .demo/workspace --event "2026-05-14 Harbour Tech Fair"
	@echo "Open .demo/workspace/out/report.html in your browser."

test: $(STAMP) ## the tests (about two minutes)
	@$(PY) -m pytest -n auto --dist worksteal -m "not slow and not browser and not spark"

test-slow: $(STAMP) ## the long tests: many examples, many images
	@$(PY) -m pytest -m slow

test-browser: $(STAMP) ## the report in headless Chromium
	@$(PY) -m pytest -m browser

test-spark: $(SPARK) ## the same results on Spark, and its failures
	@$(PY) -m pytest -m spark

check: $(STAMP) ## style and types, exactly as CI does
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy

format: $(STAMP) ## mend style
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/ruff check --fix .

bench: $(STAMP) ## speed, as ratios against named peers
	@for script in tests/bench/*_bench.py; do echo "== $$script"; $(PY) $$script || exit 1; done

eval: $(STAMP) ## score against the labelled data beside the checkout, where there is any
	@bash tests/eval.sh

clean: ## remove the environment, caches and the demo; workspaces stay
	@rm -rf $(VENV) .demo .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
