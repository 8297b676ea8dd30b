# Pactwatch. `make demo` sets up and does the main job; `make test` sets up and passes. `make help` lists the rest.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: help system demo demo-ledger test lint eval fit encoder entities bench picture pictures reference lock clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

.venv/runtime.stamp: requirements/runtime.txt pyproject.toml
	@echo "setting up .venv (once)" >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes -r requirements/runtime.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@mkdir -p build # where the pages of docs/ keep their ledgers
	@touch $@

system: ## the Debian packages that tests use (browser, PostgreSQL, libraries), where apt-get and the right to use it are there
	@scripts/system-packages

.venv/dev.stamp: requirements/dev.txt .venv/runtime.stamp
	@scripts/system-packages
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

demo: .venv/runtime.stamp ## read a shipped article: claims in the terminal, demo/kursk-deminers.html beside it
	@mkdir -p demo
	@$(BIN)/pactwatch read examples/kursk-deminers.txt --published 2025-06-18 --html demo/kursk-deminers.html --ledger demo/pactwatch.db
	@echo
	@echo "The article with its claims beside it: demo/kursk-deminers.html"
	@echo "The claims are kept in demo/pactwatch.db. Next:"
	@echo "  $(BIN)/pactwatch claims --ledger demo/pactwatch.db --modality planned"
	@echo "  $(BIN)/pactwatch show cl-... --ledger demo/pactwatch.db     (an id from the list: why the claim exists)"
	@echo "  $(BIN)/pactwatch verify --ledger demo/pactwatch.db"

demo-ledger: .venv/runtime.stamp ## build demo/ledger.db: thirteen articles, 80 claims, some of them reviewed by two people
	@mkdir -p demo
	@rm -f demo/ledger.db demo/ledger.db-wal demo/ledger.db-shm
	@$(BIN)/python scripts/demo_ledger.py demo/ledger.db
	@echo "demo/ledger.db is built. Next: $(BIN)/pactwatch review list --ledger demo/ledger.db"

pictures: .venv/dev.stamp ## take the pictures of the web app anew (needs chromium)
	@$(BIN)/python scripts/screenshots.py docs/images

picture: demo ## take the README's picture anew (needs chromium)
	@chromium --headless --no-sandbox --disable-gpu --disable-background-networking --hide-scrollbars \
	  --user-data-dir=build/chromium --window-size=1180,860 --screenshot=docs/images/page.png \
	  "file://$(CURDIR)/demo/kursk-deminers.html" 2>/dev/null

reference: .venv/dev.stamp ## write docs/reference anew from the program itself
	@$(BIN)/python -m docs.generate

test: .venv/dev.stamp ## the linters and all tests
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m pytest

lint: .venv/dev.stamp ## ruff, mypy --strict, import-linter
	@$(BIN)/ruff check src tests evaluation docs
	@$(BIN)/mypy
	@$(BIN)/lint-imports

eval: .venv/dev.stamp ## accuracy against the pinned floors
	@$(BIN)/python -m evaluation.run

fit: .venv/dev.stamp ## fit the weights of events, parties, the relevance gate and provisions anew (minutes)
	@$(BIN)/python -m evaluation.fit
	@$(BIN)/python -m evaluation.fit_gate
	@$(BIN)/python -m evaluation.fit_provisions
	@$(BIN)/python -m evaluation.fit_drifts

encoder: .venv/dev.stamp ## train the encoder anew (half an hour; sets up build/torch for it)
	@test -x build/torch/bin/python || $(PYTHON) -m venv build/torch
	@build/torch/bin/python -m pip --disable-pip-version-check -q install -r requirements/encoder.txt
	@$(BIN)/python -m evaluation.encoder.examples build/encoder/examples.pkl
	@PYTHONPATH=.:src build/torch/bin/python -m evaluation.encoder.train build/encoder/examples.pkl build/encoder/weights.pt
	@PYTHONPATH=.:src build/torch/bin/python -m evaluation.encoder.export build/encoder/weights.pt

entities: .venv/dev.stamp ## train the tagger of named entities anew (three minutes; sets up build/torch for it)
	@test -x build/torch/bin/python || $(PYTHON) -m venv build/torch
	@build/torch/bin/python -m pip --disable-pip-version-check -q install -r requirements/encoder.txt
	@$(BIN)/python -m evaluation.entities.examples build/entities.npz
	@PYTHONPATH=.:src build/torch/bin/python -m evaluation.entities.train build/entities.npz

bench: .venv/dev.stamp ## speed as ratios against the bare spaCy pipeline; comparing as a ledger grows; runners and the gate
	@$(BIN)/python -m evaluation.bench
	@$(BIN)/python -m evaluation.bench_origins
	@$(BIN)/python -m evaluation.bench_bulk

lock: ## make the lock files anew (needs uv)
	@uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml --group build -o requirements/runtime.txt
	@uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml --all-extras --group dev -o requirements/dev.txt

clean: ## remove the environment and everything made
	rm -rf .venv demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
