"""`huiyin form`: a questionnaire is checked and shown without a database."""

import re

import pytest

from flows.resources import read_text
from tests.bot.commands_typed import Ran, Run, WriteFile


def test_a_questionnaire_is_checked_and_shown_without_a_database(
    typed: Run, file: WriteFile
) -> None:
    half_year = read_text("flows.forms", "built_in/half_year.yaml")
    good = file("good.yaml", half_year.replace("\n", "\r\n").encode("utf-8-sig"))

    assert typed("form", "check", good) == Ran(
        0, "good.yaml: no mistakes, half_year version 2, 11 items\n", ""
    )
    shown = typed("form", "preview", good, "--language", "en")
    assert shown == typed("form", "preview", "half_year", "--language", "en")
    assert "Question 1 of 11: How satisfied are you with the power supply?" in shown.out
    assert "half_year" in typed("form", "list").out


def test_a_questionnaire_with_mistakes_is_refused_with_their_lines(
    typed: Run, file: WriteFile
) -> None:
    half_year = read_text("flows.forms", "built_in/half_year.yaml")
    wrong = file("wrong.yaml", half_year.replace("kind: text", "kind: poem").encode())

    refused = typed("form", "check", wrong)

    assert (refused.code, refused.out) == (1, "")
    assert re.fullmatch(r"wrong\.yaml:\d+: opinion\.kind: 'poem' is none of [^\n]*\n", refused.err)
    assert typed("form", "preview", wrong).code == 1


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("check", "nowhere.yaml"), "nowhere.yaml: No such file or directory"),
        (("preview", "yearly"), "yearly: there is no such file, and no form but half_year, "),
        (("check", "latin.yaml"), "latin.yaml:2: is not UTF-8"),
        (("check", "huge.yaml"), "huge.yaml: larger than 500,000 bytes"),
    ],
)
def test_a_questionnaire_that_cannot_be_read_at_all_is_refused_with_the_reason(
    typed: Run, file: WriteFile, arguments: tuple[str, ...], reason: str
) -> None:
    file("latin.yaml", b"id: a\ntitle: \xe9\n")
    file("huge.yaml", b"x" * 500_001)

    refused = typed("form", *arguments)

    assert refused.code == 2
    assert refused.err.startswith(reason)
