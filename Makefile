# The two commands everybody needs: make run, make test. Paths are relative and quoted: the project may lie in a
# folder with spaces and Vietnamese letters. Tools start as `python -m`: a script's first line breaks on such a path.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run class demo test check lint format types imports breaks wheelhouse wheels venv venv-dev

PY := .venv/bin/python
ifeq ($(WHEELHOUSE),)
FROM :=
else
FROM := --wheelhouse "$(WHEELHOUSE)"
endif

# The first Python 3.11-3.13 that can make a virtual environment; else the first one at all, which then says what it lacks.
FIND = fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; found=; \
	for name in $(PYTHON) python3 python3.13 python3.12 python3.11 python; do \
	  "$$name" -c "$$fits" 2>/dev/null || continue; \
	  found="$${found:-$$name}"; \
	  if "$$name" -c 'import venv, ensurepip' 2>/dev/null; then found="$$name"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Máy chưa có Python 3.11, 3.12 hoặc 3.13: hãy chạy  sudo apt install python3 python3-venv  rồi chạy lại. / Python 3.11, 3.12 or 3.13 is missing." >&2; \
	  exit 1; \
	fi

help:
	@echo "make run         chạy trang trên máy này: http://127.0.0.1:8000"
	@echo "make class       chạy và mở cho cả lớp qua mạng nội bộ"
	@echo "make demo        chạy thử với một lớp mẫu 94 học viên"
	@echo "make test        kiểm tra toàn bộ;  make check  phần nhanh"
	@echo "make lint | format | types | imports | breaks | wheels | wheelhouse"

venv:
	@$(FIND); "$$found" -m quizapp.operation.first_install $(FROM)

venv-dev:
	@$(FIND); "$$found" -m quizapp.operation.first_install --dev $(FROM)

run: venv
	@exec $(PY) app.py

class: venv
	@exec $(PY) app.py --class

# A database of its own; with the site's schema and bank, filled by the command demo, which prints the sign-ins.
# A demo that people have been added to by hand is not filled again (the command says so), but it is still served.
demo: venv
	@DATABASE_URL="sqlite:///$$PWD/instance/demo.sqlite"; export DATABASE_URL; \
	  $(PY) -m flask --app app init && { $(PY) -m flask --app app demo || :; } && exec $(PY) app.py

lint: venv-dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m djlint --lint --quiet templates

format: venv-dev
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

types: venv-dev
	$(PY) -m mypy

imports: venv-dev
	$(PY) -c "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"

test: lint types imports
	$(PY) -m pytest -q -n auto

check: lint types imports
	$(PY) -m pytest -q -n auto -m "not slow and not browser"

breaks: venv-dev
	$(PY) -m tests.breaks

# Every pin has a wheel for Windows and Linux on each Python we name.
wheels: venv-dev
	$(PY) -m pytest -q -n auto tests/architecture/test_wheels.py

# A folder of wheels for Windows and Linux on each Python: copy it beside the project on a machine without network.
wheelhouse: venv
	@$(PY) -m quizapp.operation.wheelhouse
