"""The front door: `flask --app app ...`, any WSGI server (`app:app`), and `python app.py`, which serves the site."""

import os
import subprocess
import sys
from pathlib import Path

from quizapp.operation.console import make_safe, say
from quizapp.operation.first_install import environment_python

make_safe(sys.stdout, sys.stderr)

try:
    from quizapp.application import create_app
    from quizapp.operation.serving import serve
except ModuleNotFoundError as missing:
    # Started by a Python without our packages: go on with the one that has them.
    ours = environment_python(Path(__file__).resolve().parent / ".venv")
    if __name__ != "__main__" or (missing.name or "").startswith("quizapp"):
        raise
    if not ours.exists() or ours.parent.parent == Path(sys.prefix):
        say(
            f"Chưa cài các gói cần thiết (thiếu {missing.name}): trên Windows hãy bấm đúp tệp chay.bat, "
            "trên Linux hãy chạy  make run.  / Packages are missing: double-click chay.bat, or run: make run",
            sys.stderr,
        )
        sys.exit(1)
    command = [str(ours), str(Path(__file__).resolve()), *sys.argv[1:]]
    if sys.platform == "win32":
        sys.exit(subprocess.call(command))
    os.execv(ours, command)  # noqa: S606  our own interpreter

app = create_app()

if __name__ == "__main__":
    sys.exit(serve(app, sys.argv[1:]))
