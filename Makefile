# One word per chore. `make demo` and `make test` install what they need by themselves.
#
#   PYTHON=python3.13 make test   builds .venv with another Python (3.11 or newer)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)

# What is done already. The stamps carry the name of the Python: another one builds .venv anew.
BASE := $(VENV)/.base-$(notdir $(PYTHON))
RUNTIME := $(VENV)/.runtime-$(notdir $(PYTHON))
DEV := $(VENV)/.dev-$(notdir $(PYTHON))
TRAIN := $(VENV)/.train-$(notdir $(PYTHON))

ifeq ($(UV),)
CREATE = $(PYTHON) -m venv --clear $(VENV)
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
else
CREATE = $(UV) venv --quiet --clear --python $(PYTHON) $(VENV)
INSTALL = $(UV) pip install --quiet --python $(BIN)/python
endif
# The build tools come from the lock too, so nothing is fetched beside it.
ITSELF = $(INSTALL) --no-deps --no-build-isolation --editable .

.DEFAULT_GOAL := help
.PHONY: help install demo test thorough chaos hostile campaign simulation bench understanding
.PHONY: drill mutants pages model lint format lock

help:
	@echo "make install   build .venv from the hash-pinned lock"
	@echo "make demo      a demo estate on http://127.0.0.1:8080, no account needed"
	@echo "make test      all tests, a short cut of the chaos among them"
	@echo "make thorough  all tests, every story on both databases"
	@echo "make chaos     kill -9 in a loop, a storm, and ten minutes of every harm, on both databases"
	@echo "make drill     a machine is lost, its backup put back elsewhere: what and how long (KEEP=--write)"
	@echo "make hostile   a hundred thousand hostile requests, and as many forgeries, measured"
	@echo "make bench     how fast all of it is, beside others (PART=step; SIZE=small; KEEP=--write)"
	@echo "make pages     the desk in a browser, by keyboard and touch, over 2,000 homes and 5,000 cases"
	@echo "make campaign  a survey of 400 of 1,200 homes, counted again by somebody else"
	@echo "make simulation  a made-up estate's years with faults, from many seeds, and what was broken"
	@echo "make mutants   bugs planted on purpose, each to be caught by the simulation (KEEP=--write: kept)"
	@echo "make understanding   how well the bot reads what residents write (PART=test: final figures)"
	@echo "make model     learn the weights of the reading anew (DATABASE_URL=...: from staff too)"
	@echo "make lint      what CI checks before the tests"
	@echo "make format    put every file into its one format"
	@echo "make lock      renew the locks from pyproject.toml (needs uv)"

install: $(RUNTIME)
	@echo "Ready: $(BIN)/huiyin"

demo: $(RUNTIME)
	$(BIN)/huiyin demo

# Two more than there are processors: tests of services and browsers wait as much as they work.
WORKERS := $(shell echo $$(( $$(nproc 2>/dev/null || echo 2) + 2 )))
# Whatever keeps Python from writing down what it compiled makes each worker compile it all anew.
unexport PYTHONDONTWRITEBYTECODE
test: $(DEV)
	$(BIN)/pytest --numprocesses=$(WORKERS) --maxprocesses=5 --dist=worksteal $(ARGS)

thorough: ARGS += --thorough
thorough: export HYPOTHESIS_PROFILE ?= searching
thorough: test

ROUNDS ?= 100
SECONDS_EACH ?= 300
MESSAGES ?= 1000
CHAOS_SEED ?= $(shell date +%s)
chaos: $(DEV)
	CHAOS_ROUNDS=$(ROUNDS) CHAOS_SEED=$(CHAOS_SEED) STORM_MESSAGES=$(MESSAGES) $(BIN)/pytest --numprocesses=2 \
	  tests/e2e/test_kill.py tests/e2e/test_campaign_kill.py tests/e2e/test_concurrency.py $(ARGS)
	CHAOS_SECONDS=$(SECONDS_EACH) CHAOS_SEED=$(CHAOS_SEED) $(BIN)/pytest -s tests/chaos $(ARGS)

drill: $(DEV)
	$(BIN)/python -m tests.drill $(KEEP)

HOSTILE ?= 100000
HOSTILE_SEED ?= 7
hostile: $(DEV)
	HOSTILE_REQUESTS=$(HOSTILE) HOSTILE_SEED=$(HOSTILE_SEED) $(BIN)/pytest -s tests/hostile $(ARGS)

SURVEY_HOMES ?= 1200
SURVEY_DRAWN ?= 400
campaign: $(DEV)
	SURVEY_HOMES=$(SURVEY_HOMES) SURVEY_DRAWN=$(SURVEY_DRAWN) $(BIN)/pytest -s \
	  tests/e2e/test_campaign.py $(ARGS)

HOMES ?= 200
DAYS ?= 365
SEEDS ?= 4
FIRST_SEED ?= 1
REPORTS ?= 4
simulation: $(DEV)
	HOMES=$(HOMES) DAYS=$(DAYS) SEEDS=$(SEEDS) FIRST_SEED=$(FIRST_SEED) REPORTS=$(REPORTS) \
	  $(BIN)/python -m tests.simulation.many_seeds $(KEEP)

mutants: $(DEV)
	$(BIN)/python -m tests.planted $(KEEP)

# PART: step, peers, growth, due, sender, flood, start, desk. Other bots live in a Python of their own.
bench: PART = all
bench: SIZE = full
bench: $(DEV)
	$(if $(filter all peers,$(PART)),$(MAKE) $(PEERS))
	$(if $(filter-out desk,$(PART)),$(BIN)/python -m tests.benchmarks $(PART) --size $(SIZE) $(KEEP))
	$(if $(filter all desk,$(PART)),$(BIN)/python -m tests.benchmarks.invitations)
	$(if $(filter all desk,$(PART)),$(BIN)/python -m tests.benchmarks.reports)
	$(if $(filter all desk,$(PART)),$(BIN)/python -m tests.benchmarks.figures)
	$(if $(filter all desk,$(PART)),$(BIN)/python -m tests.benchmarks.pages $(KEEP))

PEERS := .venv-peers/.installed
$(PEERS): tests/benchmarks/peers/requirements.txt
	$(PYTHON) -m venv --clear .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

# The desk in a browser, each page by keyboard and by touch, over the whole seeded estate.
pages: $(DEV)
	DESK_HOMES=2000 DESK_CASES=5000 DESK_UNFINISHED=60 $(BIN)/pytest tests/e2e/test_seeded_desk.py $(ARGS)

understanding: PART = dev
understanding: $(DEV)
	$(BIN)/python -m tests.understanding_figures $(PART)

# Only a database that is named for it: one in the environment is somebody's service.
ifeq ($(origin DATABASE_URL),command line)
FROM_STAFF = --from-staff
endif
model: $(TRAIN)
	$(BIN)/python -m bot.model_training $(FROM_STAFF)

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

LOCK = uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --no-header pyproject.toml

lock:
	$(LOCK) --output-file requirements.lock
	$(LOCK) --extra dev --output-file requirements-dev.lock
	$(LOCK) --extra train --output-file requirements-train.lock

$(BASE):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Huiyin needs Python 3.11 or newer; name yours: make install PYTHON=python3.13" >&2; exit 1; }
	@$(CREATE) || { rm -rf $(VENV); \
	  echo "No virtual environment could be made. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

$(RUNTIME): requirements.lock pyproject.toml | $(BASE)
	@echo "Installing what Huiyin runs on; this takes about a minute."
	@$(INSTALL) --require-hashes --requirement requirements.lock
	@$(ITSELF)
	@touch $@

$(DEV): requirements-dev.lock pyproject.toml | $(BASE)
	@echo "Installing what Huiyin and its tests run on; this takes about a minute."
	@$(INSTALL) --require-hashes --requirement requirements-dev.lock
	@$(ITSELF)
	@touch $@ $(RUNTIME)

$(TRAIN): requirements-train.lock pyproject.toml | $(BASE)
	@echo "Installing what the weights are learnt with; this takes about a minute."
	@$(INSTALL) --require-hashes --requirement requirements-train.lock
	@$(ITSELF)
	@touch $@ $(RUNTIME)
