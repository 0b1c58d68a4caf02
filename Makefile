# Each line is what a person would type. `make setup` leaves everything inside this folder.
PORT ?= 8000
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)

.PHONY: setup setup-dev demo test check fix bench soak docs

.venv/run.stamp: requirements/run.txt pyproject.toml
	@command -v $(UV) >/dev/null 2>&1 || { python3 -m venv .tools && .tools/bin/pip install -q uv; } || \
	  { echo "需要 python3（带 venv）和可下载 uv 的网络 · needs python3 with venv and a network where uv can be fetched"; exit 1; }
	@test -x .venv/bin/python || $(UV) venv -q .venv || \
	  { echo "需要 Python 3.12：装好它，或给 uv 一个能下载它的网络 · needs Python 3.12, installed or fetched by uv"; exit 1; }
	@test -f .venv/dev.stamp || $(UV) pip sync -q requirements/run.txt
	@$(UV) pip install -q --no-deps -e .
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/run.stamp
	@$(UV) pip sync -q requirements/dev.txt
	@$(UV) pip install -q --no-deps -e .
	@touch $@

setup: .venv/run.stamp

setup-dev: .venv/dev.stamp

demo: setup
	@.venv/bin/shanhai demo --port $(PORT)

test: setup-dev
	.venv/bin/python -m tests.run

check: setup-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/djlint --lint --quiet shanhai
	.venv/bin/python -m django makemigrations --check --dry-run --settings tests.production
	.venv/bin/python -m django check --deploy --fail-level WARNING --settings tests.production

fix: setup-dev
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

bench: setup-dev
	.venv/bin/python -m benchmarks

soak: setup-dev
	.venv/bin/python -m tests.soak $(N)

docs: setup-dev
	.venv/bin/mkdocs build --quiet --strict
