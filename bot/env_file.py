"""The `.env` file: one NAME=value a line, taken literally.

Nothing in it is expanded: a `$` in a password is a `$`.
"""

from pathlib import Path

from dotenv.parser import parse_stream


def read_env_file(path: Path) -> tuple[list[str], dict[str, str]]:
    """The problems of the file, a sentence each, and what it sets: nothing, if it is missing."""
    try:
        with path.open(encoding="utf-8-sig") as stream:
            bindings = list(parse_stream(stream))
    except FileNotFoundError:
        return [], {}
    except (OSError, UnicodeDecodeError) as error:
        return [f"{path}: cannot be read ({type(error).__name__})"], {}
    problems = []
    values: dict[str, str] = {}
    for binding in bindings:
        line = f"{path}: line {binding.original.line}"
        if binding.error or (binding.key is not None and binding.value is None):
            problems.append(f"{line} is not NAME=value")
        elif binding.key in values:
            problems.append(f"{line} sets {binding.key} a second time")
        elif binding.key is not None and binding.value is not None:
            values[binding.key] = binding.value
    return problems, values
