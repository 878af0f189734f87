"""A rating that its giver does not know of is looked into above those who had it (R22)."""

from sqlmodel import Session

from flows.rules.vocabulary import Role
from flows.wording.say import Say
from storage.cases import Case, CaseEvent
from storage.response_checks import look_into
from storage.rungs import on_rung
from storage.telling import tell_staff_of


def doubt_rating(
    session: Session, case: Case, event: CaseEvent, response_id: int | None, sentence: Say
) -> None:
    """Tell the manager of what was said at a case's revisit, and have the answer compared.

    Without a response the rating was that of an earlier case, which nobody compares.
    """
    tell_staff_of(session, case, event, on_rung(session, case, Role.MANAGER, event.at), sentence)
    if response_id is not None:
        look_into(session, response_id)
