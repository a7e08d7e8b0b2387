# Two commands matter: the README's first one (cargo run) and `make test`.
CACHE ?= $(HOME)/.cache/errpredict
export CARGO_TARGET_DIR ?= $(CACHE)/target

.PHONY: test
test:
	cargo test --workspace
