# Triptych: every job is one command. `make help` lists them.

PYTHON ?= python3
UV     := $(or $(shell command -v uv 2>/dev/null),.uv/bin/uv)
RUN    := .venv/bin/python
PORT   ?= 8000
HOST   ?= 127.0.0.1
USERS  ?= 100
ARTICLES ?= 1000
PROCESSES ?= 2

export UV_PYTHON_DOWNLOADS := never
# Where a shell forbids bytecode, each of the many processes would compile all of its imports again.
unexport PYTHONDONTWRITEBYTECODE

PYTEST_OPTIONS = -n $(PROCESSES) --dist loadfile --no-loadscope-reorder \
	$(if $(IMPL),--impl $(IMPL)) \
	$(if $(PROFILE),--profile $(PROFILE)) \
	$(if $(K),-k "$(K)")

CHECK_OPTIONS = --processes $(PROCESSES) \
	$(if $(CHAPTERS),--spec-chapters "$(CHAPTERS)") \
	$(if $(LEVEL),--level $(LEVEL)) \
	$(if $(K),-k "$(K)") \
	$(if $(SECRET_KEY),--secret-key "$(SECRET_KEY)") \
	$(if $(DEVIATIONS),--deviations "$(DEVIATIONS)") \
	$(if $(JUNIT),--junit "$(JUNIT)") \
	$(if $(CTRF),--ctrf "$(CTRF)") \
	$(if $(HTML),--html "$(HTML)") \
	$(if $(BADGE),--badge "$(BADGE)") \
	$(if $(JSON),--json "$(JSON)")

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show this list.
	@awk 'BEGIN {FS = ":.*## "} /^[a-z][a-z-]*:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: .venv/.ready ## Install everything into .venv (and uv into .uv where it is missing).

.venv/.ready: uv.lock pyproject.toml $(wildcard *_impl/pyproject.toml) | $(UV)
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed; name one with make PYTHON=...")'
	$(UV) sync --frozen --all-packages --compile-bytecode --python $(PYTHON)
	@touch $@

.uv/bin/uv:
	@$(PYTHON) -m venv .uv || { rm -rf .uv; echo "python3 -m venv does not work here: install Python's venv module (Debian: apt install python3-venv) or uv." >&2; exit 1; }
	.uv/bin/python -m pip install --quiet --disable-pip-version-check uv

.PHONY: compare
compare: setup ## The main job: run the suite on every panel, then print the matrix, the differences and the size facts. OP=createArticleComment prints that operation's code side by side; IMPL=, ENGINE=.
	@$(RUN) -m harness compare $(if $(OP),--operation $(OP)) $(if $(IMPL),--impl $(IMPL)) $(if $(ENGINE),--engine $(ENGINE)) $(if $(PICTURE),--picture $(PICTURE))

.PHONY: test
test: setup ## Run the contract suite on every panel, on SQLite and PostgreSQL. IMPL=flask, ENGINE=mariadb, PROFILE=asgi, OP=getTags, K=expression, FILES=shared_tests/panels. For anything else BASE_URL=http://... with CHAPTERS=accounts,articles, LEVEL=should, HTML=, JUNIT=, CTRF=, BADGE=, JSON=, SECRET_KEY=, DEVIATIONS=, K=, OP=.
ifdef BASE_URL
	@OP=$(OP) $(RUN) -m harness check "$(BASE_URL)" $(CHECK_OPTIONS)
else
	@OP=$(OP) $(RUN) -m pytest $(or $(FILES),shared_tests --ignore shared_tests/failures $(if $(OP)$(K),,--contract-coverage results/contract-coverage.json)) \
		$(PYTEST_OPTIONS) --engine $(or $(ENGINE),sqlite$(comma)postgresql)
endif

.PHONY: test-failures
test-failures: setup ## Take the database away, kill workers, fill the disk: each panel has to get over it.
	@$(RUN) -m pytest shared_tests/failures $(PYTEST_OPTIONS) --engine sqlite,postgresql

.PHONY: out-of-the-box
out-of-the-box: setup ## Measure what the bare frameworks answer, and write docs/out-of-the-box.md.
	@$(RUN) -m shared_tests.defaults.page

.PHONY: failure-modes
failure-modes: setup ## Play every failure on every panel, and write docs/failure-modes.md.
	@$(RUN) -m shared_tests.failures.page

.PHONY: test-mixed
test-mixed: setup ## Run the contract suite against all panels at once, taking turns behind one address on one PostgreSQL database. ENGINE=mariadb for another.
	@$(RUN) -m pytest shared_tests/operations shared_tests/general $(PYTEST_OPTIONS) --mixed $(if $(ENGINE),--engine $(ENGINE))

.PHONY: fuzz
fuzz: setup ## Send at least 2,000 cases drawn from the spec to each panel, alone and in chains. IMPL=, ENGINE=, SEED=, BASE_URL=http://... for anything else.
	@$(RUN) -m harness fuzz $(if $(IMPL),--impl $(IMPL)) $(if $(ENGINE),--engine $(ENGINE)) $(if $(SEED),--seed $(SEED)) $(if $(BASE_URL),--base-url $(BASE_URL))

.PHONY: mutants
mutants: setup ## Calibrate the contract suite: run it against hundreds of damaged servers and fail when it misses one. MUTANT=getTags-stale, FAMILY=paging, IMPL=flask for the healthy panel.
	@$(RUN) -m shared_tests.mutants --processes $(PROCESSES) $(if $(MUTANT),--mutant $(MUTANT)) $(if $(FAMILY),--family $(FAMILY)) $(if $(IMPL),--impl $(IMPL))

.PHONY: lint
lint: setup ## Check style, formatting and the lock file.
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(UV) lock --check --quiet

.PHONY: types
types: setup ## Check types, strictly, each panel from its own folder.
	$(RUN) -m mypy
	@set -e; for folder in *_impl examples/*_impl; do echo "$$folder"; (cd $$folder && $(CURDIR)/$(RUN) -m mypy .); done

.PHONY: check
check: lint types test test-mixed test-failures ## Check style and types, and run all tests on SQLite and PostgreSQL.

.PHONY: serve
serve: setup ## Migrate and run a panel on its production server. IMPL=flask PORT=8001 [PROFILE=asgi] [HOST=] [DATABASE_URL=]
	@$(RUN) -m harness serve $(call needed,IMPL) --host $(HOST) --port $(PORT) $(if $(PROFILE),--profile $(PROFILE))

.PHONY: dev
dev: setup ## Migrate and run a panel with auto-reload. IMPL=flask PORT=8001
	@$(RUN) -m harness dev $(call needed,IMPL) --host $(HOST) --port $(PORT)

.PHONY: seed
seed: setup ## Fill a panel's database with realistic data, the same every time. IMPL=flask USERS=100 ARTICLES=1000 [DATABASE_URL=]
	@$(RUN) -m harness seed $(call needed,IMPL) --users $(USERS) --articles $(ARTICLES)

.PHONY: clean
clean: ## Remove what was installed, cached, built or measured.
	rm -rf .venv .uv .mypy_cache .pytest_cache .ruff_cache build results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find *_impl examples -name '*.db*' -type f -delete

comma := ,
needed = $(or $($(1)),$(error Say which: make $@ $(1)=...))
