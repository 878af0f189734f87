"""R31: a report goes at once to the team in charge of its class, in its estate."""

from dataclasses import replace

import pytest

from flows.rules.policy_cases import Routing
from flows.rules.policy_text import packaged
from flows.rules.vocabulary import CaseClass, DeadlineKind, Role, Urgency, Verb
from tests.estate import Garden

STRICT = packaged("strict")


def routed(garden: Garden, *names: str) -> None:
    """Matters of the facilities go to these from now on."""
    routing = replace(STRICT.routing, facility=names)
    garden.govern(replace(STRICT, routing=routing))


def first_push(garden: Garden, case: int) -> list[str]:
    return [userid for _, userid in garden.told(case, "opened")]


def test_the_team_of_the_class_gets_the_first_push_instead_of_the_assistants(
    garden: Garden,
) -> None:
    garden.employ("ma", Role.TECHNICIAN, department="工程部")
    garden.employ("qin", Role.ASSISTANT, department="工程部")
    routed(garden, "工程部")

    assert first_push(garden, garden.report()) == ["ma", "qin"]
    assert first_push(garden, garden.report(case_class=CaseClass.SERVICE)) == ["xiao.lin", "qin"]


def test_single_members_are_named_by_their_userid(garden: Garden) -> None:
    routed(garden, "Gong")

    assert first_push(garden, garden.report()) == ["gong"]


@pytest.mark.parametrize("gone", ["工程部", "nobody"])
def test_without_anybody_of_the_team_the_assistants_hear(garden: Garden, gone: str) -> None:
    routed(garden, gone)

    assert first_push(garden, garden.report()) == ["xiao.lin"]


def test_who_of_a_team_is_on_leave_is_told_nothing_and_where_all_are_assistants_hear(
    garden: Garden,
) -> None:
    for userid in ("ma", "qin"):
        garden.employ(userid, Role.TECHNICIAN, department="工程部")
    routed(garden, "工程部")
    garden.send_away("ma")
    assert first_push(garden, garden.report()) == ["qin"]
    garden.send_away("qin")

    assert first_push(garden, garden.report("楼道灯坏了", home=None)) == ["xiao.lin"]


def test_whoever_the_complaint_is_about_is_passed_by(garden: Garden) -> None:
    routed(garden, "gong")

    assert first_push(garden, garden.report(about="gong")) == ["xiao.lin"]


def test_an_emergency_goes_to_everybody_as_ever(garden: Garden) -> None:
    routed(garden, "gong")
    case = garden.report(urgency=Urgency.EMERGENCY)
    garden.sweep()

    told = {userid for _, userid in garden.warned(case, DeadlineKind.FIRST_RESPONSE)}
    assert told == {"xiao.lin", "zhou"}


def test_another_class_brings_it_to_another_team_while_nobody_has_it(garden: Garden) -> None:
    routed(garden, "gong")
    case = garden.report(case_class=CaseClass.SERVICE)

    garden.do(Verb.RECLASSIFY, case, "xiao.lin", **{"class": "facility"})

    event = garden.events(case, "reclassified")[0]
    assert [userid for _, userid in garden.told(case, f"event {event.id}")] == ["gong"]


def test_a_case_that_somebody_has_stays_with_them(garden: Garden) -> None:
    routed(garden, "gong")
    case = garden.report(case_class=CaseClass.SERVICE)
    garden.do(Verb.ACCEPT, case, "xiao.lin")

    garden.do(Verb.RECLASSIFY, case, "xiao.lin", **{"class": "facility"})

    event = garden.events(case, "reclassified")[0]
    assert garden.told(case, f"event {event.id}") == []


def test_every_class_has_its_line() -> None:
    assert {STRICT.routing.of(case_class) for case_class in CaseClass} == {()}
    assert Routing(("a",), ("b",), ("c",), ("d",), ("e",)).of(CaseClass.SAFETY) == ("c",)
