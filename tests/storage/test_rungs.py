from collections.abc import Callable

import pytest
from sqlmodel import Session

from flows.rules.vocabulary import Role
from storage.cases import Case
from storage.rungs import above, on_rung
from storage.staff import Staff, find_staff
from tests.estate import Garden

Look = Callable[[Session, Case], list[Staff]]


def seen(garden: Garden, case: int, look: Look) -> list[str]:
    with garden.looking() as session:
        return [one.userid for one in look(session, session.get_one(Case, case))]


def next_above(garden: Garden, userid: str, about: str = "") -> list[str]:
    case = garden.report(about=about)
    return seen(
        garden,
        case,
        lambda session, row: above(session, row, find_staff(session, userid), garden.now),
    )


@pytest.mark.parametrize(
    ("userid", "superior"),
    [("xiao.lin", "zhou"), ("zhou", "wang"), ("wang", "boss"), ("gong", "zhou"), ("", "zhou")],
)
def test_one_rung_up_is_whom_somebody_reports_to_and_above_nobody_the_lead(
    garden: Garden, userid: str, superior: str
) -> None:
    assert next_above(garden, userid) == [superior]


def test_at_the_top_it_stays_even_beside_another_general_manager(garden: Garden) -> None:
    garden.employ("vice", Role.GENERAL_MANAGER)

    assert next_above(garden, "boss") == ["boss"]


def test_who_reports_to_nobody_has_the_estate_s_next_role_above_them(garden: Garden) -> None:
    garden.employ("xiao.mei", Role.ASSISTANT)
    garden.employ("sun", Role.LEAD)

    assert next_above(garden, "xiao.mei") == ["zhou", "sun"]


@pytest.mark.parametrize("gone", [["zhou"], ["zhou", "wang"]])
def test_a_missing_rung_is_stepped_over(garden: Garden, gone: list[str]) -> None:
    garden.dismiss(*gone)

    assert next_above(garden, "xiao.lin") == [["wang"], ["boss"]][len(gone) - 1]


@pytest.mark.parametrize("superior", ["shen", "gong", "liu", "nobody", "xiao.mei"])
def test_who_cannot_handle_a_case_is_nobody_s_next_rung(garden: Garden, superior: str) -> None:
    garden.employ("xiao.mei", Role.ASSISTANT, superior)

    assert next_above(garden, "xiao.mei") == ["zhou"]


def test_a_circle_of_reports_comes_to_an_end(garden: Garden) -> None:
    garden.employ("jia", Role.TECHNICIAN, "yi")
    garden.employ("yi", Role.TECHNICIAN, "jia")

    assert next_above(garden, "jia") == ["zhou"]


def test_whoever_is_complained_of_is_passed_by_to_their_own_superior(garden: Garden) -> None:
    assert next_above(garden, "xiao.lin", about="zhou") == ["wang"]
    assert next_above(garden, "zhou", about="wang") == ["boss"]


def test_an_empty_rung_is_represented_by_the_next_one_up(garden: Garden) -> None:
    case = garden.report()
    garden.dismiss("zhou")

    assert seen(
        garden, case, lambda session, row: on_rung(session, row, Role.LEAD, garden.now)
    ) == ["wang"]


def test_above_an_empty_house_is_nobody(garden: Garden) -> None:
    case = garden.report()
    garden.dismiss("xiao.lin", "zhou", "wang", "boss")

    assert (
        seen(garden, case, lambda session, row: on_rung(session, row, Role.LEAD, garden.now)) == []
    )
    assert seen(garden, case, lambda session, row: above(session, row, None, garden.now)) == []
