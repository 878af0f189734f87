"""Every verb, by every role, of the own and of another estate, in every state of a case."""

from itertools import product

import pytest

from bot.api.errors import STATUSES
from flows.rules.case_life import OF_KIND
from flows.rules.refusals import NotAllowed
from flows.rules.vocabulary import CaseKind, CaseState, Role, Verb
from storage.case_verbs import perform
from storage.cases import lock_case
from storage.staff import find_staff
from tests.estate import Garden
from tests.gardens import Ground
from tests.permissions import WHEN, WHO
from tests.storage.test_case_refusals import SAID

OWN, FOREIGN = "own", "foreign"
BY_PERSON = {"refused.other_estate", "refused.role"}
BY_PERMISSION = {"refused.other_estate", "refused.role", "refused.kind", "refused.state"}


@pytest.fixture
def staffed(grounds: dict[str, Ground]) -> Garden:
    """A garden with one member of each role, here and next door; who may do what asks no SQL."""
    garden = grounds["sqlite"].garden()
    for role in Role:
        garden.employ(f"{OWN}.{role}", role)
        garden.employ(f"{FOREIGN}.{role}", role, next_door=True)
    return garden


def case_in(garden: Garden, state: CaseState) -> int:
    """A case that stands in a state."""
    case = garden.report(state)
    if state is CaseState.WITHDRAWN:
        garden.do(Verb.WITHDRAW, case, "zhou", reason="误报")
    if state not in {CaseState.OPEN, CaseState.WITHDRAWN}:
        garden.do(Verb.RESPOND, case, "xiao.lin", text="稍等")
    if state in {CaseState.RESOLVED, CaseState.CLOSED}:
        garden.resolve(case)
    if state is CaseState.CLOSED:
        garden.do(Verb.REVISIT, case, "xiao.lin", via="phone", fixed=True)
    assert garden.state(case) is state
    return case


def attempt(garden: Garden, verb: Verb, case_id: int, by: str) -> NotAllowed | None:
    """Why the verb is refused; None if it would be done. Nothing stays done."""
    with garden.looking() as session:
        member = find_staff(session, by)
        assert member is not None
        try:
            perform(session, verb, lock_case(session, case_id), member, SAID[verb], garden.now)
        except NotAllowed as refusal:
            return refusal
        finally:
            session.rollback()
    return None


def expected(verb: Verb, role: Role, estate: str, state: CaseState) -> str | None:
    """The key of the refusal that the table asks for; None where it allows the verb."""
    if estate == FOREIGN:
        return "refused.other_estate"
    if role not in WHO[verb]:
        return "refused.role"
    if OF_KIND.get(verb, CaseKind.COMPLAINT) is not CaseKind.COMPLAINT:
        return "refused.kind"
    return None if state in WHEN[verb] else "refused.state"


def test_the_table_speaks_of_every_verb() -> None:
    assert set(WHO) == set(WHEN) == set(Verb) == set(SAID)


@pytest.mark.parametrize("state", CaseState)
def test_a_verb_is_refused_by_role_estate_and_state_as_the_table_says_and_nothing_changes(
    staffed: Garden, state: CaseState
) -> None:
    case = case_in(staffed, state)
    before = staffed.rows()

    for verb, role, estate in product(Verb, Role, (OWN, FOREIGN)):
        refusal = attempt(staffed, verb, case, f"{estate}.{role}")
        wanted = expected(verb, role, estate, state)
        where = f"{verb} by {estate} {role} of a case that is {state}"
        if wanted is None:
            assert refusal is None or refusal.key not in BY_PERMISSION, where
        else:
            assert refusal is not None, where
            assert refusal.key == wanted, where
            assert STATUSES[refusal.code] == (403 if wanted in BY_PERSON else 409), where

    assert staffed.rows() == before
