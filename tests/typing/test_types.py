"""The types of answers are a promise to whoever writes a flow, so they are tried as well."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLOWS = "tests/typing/flows.py"


def test_every_question_has_the_type_of_its_answer() -> None:
    # mypy's own --strict refuses an ignore that hides nothing: so the refusals are tried as well.
    command = [sys.executable, "-m", "mypy", "--follow-imports=silent", FLOWS]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert found.stdout == "Success: no issues found in 1 source file\n", found.stderr
