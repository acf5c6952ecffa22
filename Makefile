# Every target sets itself up: Python >= 3.11 with venv, make and the package registries are all it needs.

PYTHON ?= python3
BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1
# The library for IndexedDB, as `make vendor` gets it from npm.
IDB := 8.0.4

.PHONY: help serve build check test audit office bench vendor clean

help:
	@echo "make serve   show the site while you edit        边改边看"
	@echo "make build   build the site into site/           生成网站"
	@echo "make test    check the code and run all tests    运行全部测试"
	@echo "make check   ruff and mypy alone                 只检查代码"
	@echo "make audit   visit every page in a browser       用浏览器检查每一页"
	@echo "make office  open the downloads in LibreOffice   用LibreOffice检查下载文件"
	@echo "make bench   measure build times                 测量速度"

# What the site needs.
.venv/site: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --use-pep517 --disable-pip-version-check -c constraints.txt -e .
	touch $@

# What the tests need on top of it, a browser included.
.venv/test: .venv/site tests/support/chromium.py
	$(BIN)/python -m pip install --quiet --use-pep517 --disable-pip-version-check -c constraints.txt -e ".[test]"
	$(BIN)/python -m tests.support.chromium
	touch $@

serve: .venv/site
	$(BIN)/mkdocs serve

build: .venv/site
	$(BIN)/mkdocs build --strict

check: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The files of tests are shared out to as many processes as there are processors.
test: check
	$(BIN)/courseware check
	$(BIN)/pytest -n auto --dist loadfile

audit: .venv/test
	$(BIN)/pytest -m audit

office: .venv/test
	$(BIN)/python -m tests.support.office
	$(BIN)/pytest -m office -n auto

bench: .venv/test
	$(BIN)/python bench/build_time.py
	$(BIN)/python bench/quiz_build_time.py
	$(BIN)/python bench/responses_on_a_phone.py

# Needs npm. The licence asks to stand with every copy: as a comment that minifying leaves.
vendor:
	dir=$$(mktemp -d) && (cd $$dir && npm pack --silent idb@$(IDB) && tar xzf idb-$(IDB).tgz) && \
	{ echo "/*! idb $(IDB), https://github.com/jakearchibald/idb"; cat $$dir/package/LICENSE; echo "*/"; cat $$dir/package/build/index.js; } \
	  > plugins/courseware/web/vendor/idb.js && rm -r $$dir

clean:
	rm -rf .venv site audit .pytest_cache .mypy_cache .ruff_cache .hypothesis
