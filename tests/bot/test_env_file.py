"""The `.env` file is taken literally, and its example is complete."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load_settings
from tests.bot.given_settings import (
    KEY,
    settings_from,
)

EXAMPLE = Path(__file__).parents[2] / ".env.example"


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text(
        f"# ours\nSECRET_KEY={KEY}\nexport PORT=9001\nHOST='0.0.0.0'\n", encoding="utf-8"
    )

    settings = load_settings({"PORT": "9002"}, env_file)

    assert (settings.host, settings.port) == ("0.0.0.0", 9002)


def test_a_file_that_is_not_there_sets_nothing(tmp_path: Path) -> None:
    settings = load_settings({"SECRET_KEY": KEY}, tmp_path / ".env")

    assert settings == settings_from()


def test_nothing_in_the_file_is_expanded(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("MEDIA_DIR=${HOME}/$media\n", encoding="utf-8")

    settings = load_settings({"SECRET_KEY": KEY, "HOME": "/"}, env_file)

    assert settings.media_dir == Path("${HOME}/$media")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"PORT=1\nPORT 2\n", "line 2 is not NAME=value"),
        (b"PORT=1\n=2\n", "line 2 is not NAME=value"),
        (b"PORT\n", "line 1 is not NAME=value"),
        (b"PORT=1\nHOST=localhost\nPORT=2\n", "line 3 sets PORT a second time"),
        (b"\xff\xfe\n", "cannot be read (UnicodeDecodeError)"),
    ],
)
def test_a_broken_line_of_the_file_is_named(tmp_path: Path, content: bytes, problem: str) -> None:
    env_file = tmp_path / ".env"
    env_file.write_bytes(content)

    with pytest.raises(SettingsError, match=re.escape(problem)):
        load_settings({"SECRET_KEY": KEY}, env_file)


def test_a_folder_in_place_of_the_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings({"SECRET_KEY": KEY}, tmp_path)


def example_lines() -> dict[str, tuple[str, str]]:
    """Each setting of .env.example with its value and the comment above its group."""
    found: dict[str, tuple[str, str]] = {}
    comment = ""
    for line in EXAMPLE.read_text(encoding="utf-8").splitlines():
        if setting := re.fullmatch(r"#?([A-Z][A-Z_]+)=(.*)", line):
            found[setting[1]] = (setting[2], comment)
        elif line.startswith("# "):
            comment += line.removeprefix("#")
        else:
            comment = ""
    return found


def test_the_example_lists_every_setting_with_a_comment_and_nothing_else() -> None:
    example = example_lines()

    assert set(example) == {name.upper() for name in Settings.model_fields}
    assert [name for name, (_, comment) in example.items() if len(comment) < 20] == []


def test_the_example_shows_the_defaults() -> None:
    shown = {name.lower(): value for name, (value, _) in example_lines().items() if value}

    settings = Settings.model_validate({"secret_key": KEY, **shown})

    assert settings == settings_from()
    assert set(shown) == {
        name
        for name, field in Settings.model_fields.items()
        if not field.is_required() and field.default not in (None, ())
    }


def test_the_example_becomes_a_working_file_by_adding_a_key(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    text = EXAMPLE.read_text(encoding="utf-8")
    env_file.write_text(text.replace("\nSECRET_KEY=", f"\nSECRET_KEY={KEY}"), encoding="utf-8")

    assert load_settings({}, env_file) == settings_from()
