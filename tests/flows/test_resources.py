"""Packaged data is read by its package and name."""

from collections.abc import Callable

import pytest

from flows.resources import read_bytes, read_lines, read_text


def test_a_packaged_file_is_read_as_text_and_as_bytes() -> None:
    text = read_text("flows.rules.profiles", "strict.toml")

    assert text.encode() == read_bytes("flows.rules.profiles", "strict.toml")
    assert text


def test_a_file_is_read_line_by_line_without_its_line_ends() -> None:
    text = read_text("flows.rules.profiles", "strict.toml")

    assert list(read_lines("flows.rules.profiles", "strict.toml")) == text.splitlines()


@pytest.mark.parametrize("read", [read_text, read_bytes])
def test_a_file_that_was_not_packaged_is_an_error(read: Callable[[str, str], object]) -> None:
    with pytest.raises(FileNotFoundError):
        read("flows.rules.profiles", "lenient.toml")
