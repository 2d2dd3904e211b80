# The one command surface of swnd; `make help` lists it. What takes more than a line lives in .ci/.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := build

PYTHON ?= python3
PREFIX ?= /usr/local
DESTDIR ?=
ISA ?= $(shell .ci/isa)
ISAS = $(shell .ci/isa --all)
ARGS ?=
run_python = SWND_ISA=$(ISA) PYTHONPATH=python .venv/bin/python

.PHONY: deps build build-all generate demo tiny test test-without-opencl test-long check docs format bench install \
    uninstall wheel clean help

deps: ## install what is missing: Debian packages, the virtual environment .venv
	@PYTHON='$(PYTHON)' .ci/deps

build: deps ## build the library for this processor
	@.ci/build $(ISA)

build-all: deps ## build the library for every instruction set
	@for isa in $(ISAS); do .ci/build $$isa; done

generate: deps ## write the files that are made from the operator declarations
	@.ci/generate $(ISA)

demo: build ## run the tutorial, then train a network on handwritten digits
	@$(run_python) examples/python/demo.py $(ARGS)

tiny: build ## the tests that take seconds
	@.venv/bin/python .ci/test tiny $(ISA)

test: build ## all tests, for this processor and this Python
	@.venv/bin/python .ci/test normal $(ISA)

test-without-opencl: build ## C and Python tests with the OpenCL loader hidden
	@.venv/bin/python .ci/test without-opencl $(ISA)

test-long: build-all ## all tests at full length, for every instruction set and every Python found
	@.venv/bin/python .ci/test long $(ISA)

check: build ## formatting, types, headers, exported symbols, module arrows, generated files
	@.ci/check $(ISA)

docs: build ## build the documentation of the Swift library: .build/docs
	@.ci/docs $(ISA)

format: deps ## format all sources in place
	@.ci/format

bench: build ## compare speed with other libraries; ARGS= goes to Tests/bench/run.py (CTX=gpu: gpu.py)
	@$(run_python) Tests/bench/$(if $(filter gpu,$(CTX)),gpu,run).py $(ARGS)

install: build-all ## install headers, libraries and swnd.pc under DESTDIR/PREFIX
	@.ci/install '$(DESTDIR)' '$(abspath $(PREFIX))' $(ISAS)

uninstall: ## remove exactly what install put there
	@.ci/install --remove '$(DESTDIR)' '$(abspath $(PREFIX))'

wheel: build-all ## make the Python wheel with every variant in dist/
	@.ci/wheel $(ISAS)

clean: ## remove everything that was built, but not .venv
	@rm -rf .build* build dist out python/swnd/lib python/dist
	@find . -name __pycache__ -not -path './.venv*' -prune -exec rm -rf {} +

help: ## list these targets
	@awk -F ':[^#]*## ' '/^[a-z-]+:.*## /{printf "  %-10s %s\n", $$1, $$2}' Makefile
