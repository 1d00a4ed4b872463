# Daily helpers for developers. `make` lists them. Everything runs in .venv, which `make set-up` makes.
PY := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help set-up run tests unit integration architecture e2e a11y lint format types imports templates \
        migrations migration content export translations bench relevance addresses locks ci clean

help: ## list these helpers
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

set-up: ## everything the site and the tests need, without running either
	python3 -m tests --collect-only -q > /dev/null

run: ## the site at http://127.0.0.1:8000
	python3 -m webapp

tests: ## every test (what CI runs)
	python3 -m tests

unit: ## tests without an application: seconds
	$(PY) -m pytest -q tests/unit

integration: ## tests with a database
	$(PY) -m pytest -q tests/integration

architecture: ## the rules of the house
	$(PY) -m pytest -q tests/architecture

e2e: ## walks through the site in a real browser
	$(PY) -m pytest -q tests/e2e

a11y: ## accessibility in a real browser
	$(PY) -m pytest -q tests/e2e/a11y

lint: ## style, naming, security
	$(PY) -m ruff check .

format: ## mend what ruff can mend by itself
	$(PY) -m ruff check --fix .

types: ## do the types fit
	$(PY) -m mypy

imports: ## do imports go down
	.venv/bin/lint-imports

templates: ## are the templates tidy
	$(PY) -m djlint webapp --lint --quiet

migrations: ## do models and migrations agree, on both databases
	$(PY) -m pytest -q tests/migrations

migration: ## a new migration from the models: make migration name=0002_more_light
	$(PY) -m flask --app wsgi db revision --autogenerate --rev-id $(firstword $(subst _, ,$(name))) -m "$(name)"

content: ## check the words: links, reading age, long sentences, overdue reviews
	$(PY) -m flask --app wsgi content check

export: ## write live words back into content/
	$(PY) -m flask --app wsgi content export

translations: ## take new words into the catalogues
	$(PY) -m tests.translations

bench: ## how fast, against a hello-world on the same server
	$(PY) -m tests.bench

relevance: ## how well search answers the graded questions
	$(PY) -m tests.relevance.report

addresses: ## write the agreed list of addresses anew
	$(PY) -m pytest -q tests/architecture/test_app_rules.py --update-snapshots

locks: ## lock requirements anew (needs uv)
	for name in base test node; do uv pip compile --universal --generate-hashes --no-header --python-version 3.11 -q \
	  requirements/$$name.in -o requirements/$$name.txt || exit 1; done

ci: ## exactly what CI runs
	.ci/run

clean: ## forget everything this machine made (the database too)
	rm -rf .venv node_modules tests/browser_package/node_modules var webapp/ui/static/build
	find webapp -name '*.mo' -delete
