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
compare: setup ## The main job: run the suite on every panel, then print the matrix, the differences, the size facts and a quick benchmark. OP=createArticleComment prints that operation's code side by side; IMPL=, ENGINE=, BENCH=0 leaves the benchmark out.
	@$(RUN) -m harness compare $(if $(OP),--operation $(OP)) $(if $(IMPL),--impl $(IMPL)) $(if $(ENGINE),--engine $(ENGINE)) $(if $(PICTURE),--picture $(PICTURE))
	@$(if $(OP)$(filter 0,$(BENCH)),:,$(RUN) -m benchmarks run --quick --engine $(or $(firstword $(subst $(comma), ,$(ENGINE))),sqlite) $(if $(IMPL),--impl $(IMPL)))

.PHONY: test
test: setup ## Run the contract suite on every panel, on SQLite and PostgreSQL. IMPL=flask, ENGINE=mariadb, PROFILE=asgi, OP=getTags, K=expression, FILES=shared_tests/panels. For anything else BASE_URL=http://... with CHAPTERS=accounts,articles, LEVEL=should, HTML=, JUNIT=, CTRF=, BADGE=, JSON=, SECRET_KEY=, DEVIATIONS=, K=, OP=.
ifdef BASE_URL
	@OP=$(OP) $(RUN) -m harness check "$(BASE_URL)" $(CHECK_OPTIONS)
else
	@OP=$(OP) $(RUN) -m pytest $(or $(FILES),shared_tests $(if $(OP)$(IMPL)$(PROFILE),,benchmarks/tests reader/tests --ignore reader/tests/browser --ignore reader/tests/learn) --ignore shared_tests/failures $(if $(OP)$(K),,--contract-coverage results/contract-coverage.json)) \
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

.PHONY: load
load: setup ## Open Locust's own web page in front of a panel with a fresh, seeded database. IMPL=flask, BEHAVIOUR=Reader,getArticles, ENGINE=, PROFILE=, USERS=, ARTICLES=; BASE_URL=http://... for anything else.
	@$(RUN) -m benchmarks load $(if $(BASE_URL),--base-url "$(BASE_URL)",--impl $(call needed,IMPL) --users $(USERS) --articles $(ARTICLES)) \
		$(if $(BEHAVIOUR),--behaviour "$(BEHAVIOUR)") $(if $(ENGINE),--engine $(ENGINE)) $(if $(PROFILE),--profile $(PROFILE))

.PHONY: load-worker
load-worker: setup ## Lend this machine to a run that listens for workers elsewhere (docs/distributed-load.md). MASTER=10.0.0.1:5557, WORKERS=2
	@$(RUN) -m benchmarks worker "$(call needed,MASTER)" $(if $(WORKERS),--workers $(WORKERS))

ON_ARTICLES = $(call given,ARTICLES,--articles)

.PHONY: bench
bench: setup ## Compare the panels under load, in interleaved rounds on PostgreSQL; interrupted, the same command goes on. QUICK=1, IMPL=, SCENARIO=getArticles,reader, ENGINE=sqlite, ROUNDS=, SECONDS=, ARTICLES=, SERVER_WORKERS=2, WORKERS=4 (load generators), SEED=; BASE_URL=http://... NAME= PID= for anything else.
	@$(RUN) -m benchmarks run $(if $(QUICK),--quick) $(if $(IMPL),--impl $(IMPL)) $(if $(SCENARIO),--scenario "$(SCENARIO)") \
		$(if $(ENGINE),--engine $(ENGINE)) $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(SECONDS),--seconds $(SECONDS)) \
		$(ON_ARTICLES) $(if $(SEED),--seed $(SEED)) \
		$(if $(SERVER_WORKERS),--server-workers $(SERVER_WORKERS)) $(if $(WORKERS),--workers $(WORKERS)) \
		$(if $(BASE_URL),--base-url "$(BASE_URL)") $(if $(NAME),--name "$(NAME)") $(if $(PID),--pid $(PID))

.PHONY: bench-selftest
bench-selftest: setup ## Prove the instrument: a panel against itself ties, 5% more CPU, stalls, wrong answers and a saturated generator are seen. AA=20 repeats the first, SIMULATED=1 leaves real runs out.
	@$(RUN) -m benchmarks selftest $(if $(AA),--repeats $(AA)) $(if $(SIMULATED),--simulated)

LADDER_OPTIONS = $(if $(QUICK),--quick) $(if $(IMPL),--impl $(IMPL)) $(if $(ROUNDS),--rounds $(ROUNDS)) \
	$(if $(SECONDS),--seconds $(SECONDS)) $(ON_ARTICLES) \
	$(if $(SEED),--seed $(SEED))

.PHONY: bench-ladder
bench-ladder: setup ## Measure what each layer of a framework costs, from the bare one to the panel. QUICK=1, IMPL=flask,django, SCENARIO="getArticles with a token", ROUNDS=, SECONDS=, ARTICLES=, SEED=
	@$(RUN) -m benchmarks ladder $(LADDER_OPTIONS) $(if $(SCENARIO),--scenario "$(SCENARIO)")

.PHONY: bench-grid
bench-grid: setup ## Measure each framework under several servers and worker models. QUICK=1, IMPL=, ROUNDS=, SECONDS=, ARTICLES=, SEED=
	@$(RUN) -m benchmarks grid $(LADDER_OPTIONS)

.PHONY: bench-report
bench-report: setup ## Say what the result files in results/benchmarks mean: report.html and report.md beside them.
	@$(RUN) -m benchmarks report

.PHONY: bench-compare
bench-compare: setup ## Compare two result files of the same study, such as before and after a change. A=old.json B=new.json, ANYWAY=1 where machines or settings differ.
	@$(RUN) -m benchmarks compare "$(call needed,A)" "$(call needed,B)" $(if $(ANYWAY),--anyway)

.PHONY: live
live: setup ## Open the site with every panel behind it: a console on each operation's page sends a request to all of them. IMPL=, ENGINE=, PORT=8090, HOST= (this machine alone by default).
	@$(RUN) -m reader.live $(if $(IMPL),--impl $(IMPL)) $(if $(ENGINE),--engine $(ENGINE)) --host $(HOST) $(call given,PORT,--port)

GROWTH = $(if $(IMPL),--impl $(IMPL)) $(if $(SECONDS),--seconds $(SECONDS)) $(if $(SEED),--seed $(SEED))
REPEATED = $(GROWTH) $(if $(ROUNDS),--rounds $(ROUNDS))

.PHONY: bench-scale
bench-scale: setup ## Measure what requests cost at 1,000, 100,000 and 1,000,000 articles. SIZES=1000,100000, USERS=, IMPL=, ROUNDS=, SECONDS=
	@$(RUN) -m benchmarks scale $(REPEATED) $(if $(SIZES),--sizes $(SIZES)) $(call given,USERS,--users)

.PHONY: bench-workers
bench-workers: setup ## Measure what 1, 2 and 4 server processes reach. SERVER_WORKERS=1,2, IMPL=, ROUNDS=, SECONDS=, ARTICLES=
	@$(RUN) -m benchmarks server-workers $(REPEATED) $(ON_ARTICLES) $(if $(SERVER_WORKERS),--workers $(SERVER_WORKERS))

.PHONY: bench-clients
bench-clients: setup ## Measure throughput and waiting with 1 to 500 clients. CLIENTS=1,50,500, IMPL=, ROUNDS=, SECONDS=, ARTICLES=
	@$(RUN) -m benchmarks clients $(REPEATED) $(ON_ARTICLES) $(if $(CLIENTS),--clients $(CLIENTS))

.PHONY: bench-soak
bench-soak: setup ## Send 200,000 requests to one server and see whether its memory grows. REQUESTS=, IMPL=, SECONDS= (of a round), ARTICLES=
	@$(RUN) -m benchmarks soak $(GROWTH) $(ON_ARTICLES) $(if $(REQUESTS),--requests $(REQUESTS))

.PHONY: plans
plans: setup ## Print how PostgreSQL carries out every statement of a panel, at 100,000 articles. IMPL=, OP=getArticles, ARTICLES=, BRIEF=1, DATABASE_URL=postgresql://... of a seeded one
	@$(RUN) -m benchmarks plans $(if $(IMPL),--impl $(IMPL)) $(if $(OP),--operation $(OP)) $(ON_ARTICLES) \
		$(if $(BRIEF),--brief) $(if $(DATABASE_URL),--database-url "$(DATABASE_URL)")

COUNTED = $(if $(IMPL),--impl $(IMPL)) $(if $(OP),--operation $(OP))

.PHONY: bench-check
bench-check: setup ## Count instructions per request with valgrind, the same on any load; fail where one costs over 2% more or less than accepted. ACCEPT=1, IMPL=, OP=getArticles,getArticle, TOP=30 (the costliest functions).
	@$(RUN) -m benchmarks instructions $(COUNTED) $(if $(ACCEPT),--accept) $(if $(TOP),--top $(TOP))

.PHONY: bench-accept
bench-accept: setup ## Accept today's instructions per request as the baseline that bench-check compares with. IMPL=, OP=
	@$(RUN) -m benchmarks instructions $(COUNTED) --accept

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

.PHONY: read
read: setup ## Build the reader from the working tree and serve it: every operation in three panels, side by side. PORT=8080, HOST=, IMPL=flask,fastapi,django,starlette
	@$(RUN) -m reader serve $(if $(IMPL),--impl $(IMPL)) --host $(HOST) $(call given,PORT,--port)

.PHONY: read-build
read-build: setup ## Build the reader into build/site, for any static host. IMPL=
	@$(RUN) -m reader build $(if $(IMPL),--impl $(IMPL))

.PHONY: read-capture
read-capture: setup ## Capture the SQL that the panels send for every operation, and follow one request by its spans, for the reader to show. IMPL=
	@$(RUN) -m reader capture $(if $(IMPL),--impl $(IMPL))

.PHONY: screenshots
screenshots: read-build ## Take pictures of the reader's main pages at 390 and 1440 pixels, light and dark. PUBLISH=1 renews those in the README.
	@$(RUN) -m reader screenshots $(if $(PUBLISH),--publish)

.PHONY: test-pages
test-pages: setup ## Drive the reader in Chromium: choose panels, search, copy, phone, dark, without JavaScript, WCAG AA.
	@$(RUN) -m pytest reader/tests/browser -n $(PROCESSES) --dist loadfile --no-loadscope-reorder $(if $(K),-k "$(K)")

.PHONY: test-learn
test-learn: setup ## Break what each step of the Learn page says, in a copy, and see the test that it names go red. K=two-at-once
	@$(RUN) -m pytest reader/tests/learn $(if $(K),-k "$(K)")

.PHONY: clean
clean: ## Remove what was installed, cached, built or measured.
	rm -rf .venv .uv .mypy_cache .pytest_cache .ruff_cache build results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find *_impl examples -name '*.db*' -type f -delete

comma := ,
# An option only for what the user has set: a default of this file is not that of every command.
given = $(if $(filter-out file,$(origin $(1))),$(2) $($(1)))
needed = $(or $($(1)),$(error Say which: make $@ $(1)=...))
