"""Who let whom see a home stands in the audit log, by numbers alone (S18, R66)."""

import pytest
from sqlmodel import select

from bot.staff_enrolment import decide_enrolment
from flows.rules.vocabulary import CaseKind, Role
from storage.audit import AuditEntry
from storage.cases import lock_case
from storage.enrolment import EnrolmentRequest, request_about
from storage.estates import homes_written
from storage.keys import keyring
from storage.residents import find_identity
from storage.staff import with_role
from tests.estate import CHEN, Garden

NAME = "路过的人"


@pytest.mark.parametrize("granted", [True, False])
def test_a_decided_wish_to_be_linked_is_kept_with_who_decided_it(
    garden: Garden, granted: bool
) -> None:
    wish = garden.report("想绑定房屋", kind=CaseKind.HELP)
    with garden.changing() as session:
        identity = find_identity(session, "wechat", "gh", "openid-li")
        assert identity is not None
        (home, *_) = homes_written(session, CHEN)
        request = EnrolmentRequest(
            identity_id=identity.id, home_id=home.id, case_id=wish, role="tenant",
            name_sealed=keyring(session).seal(NAME), made_at=garden.now,
        )  # fmt: skip
        session.add(request)

    with garden.changing() as session:
        case = lock_case(session, wish)
        open_request = request_about(session, wish)
        assert open_request is not None
        (lead, *_) = with_role(session, garden.id, Role.LEAD)
        decide_enrolment(
            session, case, open_request, lead, garden.now, granted=granted, reason="证件不符"
        )

    with garden.looking() as session:
        (entry,) = session.exec(
            select(AuditEntry).where(AuditEntry.subject == f"case {case.number}")
        ).all()
    assert (entry.by, entry.via) == ("zhou", "chat")
    assert entry.action == ("enrolment_granted" if granted else "enrolment_denied")
    assert entry.details == {"identity": identity.id, "home": home.id}
    assert NAME not in str(entry)
