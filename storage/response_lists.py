"""What came back of a survey as a list, the newest first, and one response of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from sqlalchemy import and_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from storage.estates import Estate, Home
from storage.invitations import Invitation
from storage.response_checks import ResponseCheck
from storage.responses import FormResponse

PAGE_RESPONSES = 50
Found: TypeAlias = Select[FormResponse, str, str, ResponseCheck]


class ResponseShelf(StrEnum):
    """Which responses: all, those drawn and not yet compared, or those that were (R16)."""

    ALL = "all"
    TO_CHECK = "to_check"
    CHECKED = "checked"


@dataclass(frozen=True)
class ResponseRow:
    """A response with its home; without a check it was not drawn to be compared."""

    response: FormResponse
    home: str
    estate: str
    check: ResponseCheck | None


@dataclass(frozen=True)
class ResponsePage:
    """Rows, and the id before which the next page begins, if there is one."""

    rows: tuple[ResponseRow, ...]
    next: int | None


def list_responses(
    session: Session, campaign_id: int, shelf: ResponseShelf, *, before: int | None = None
) -> ResponsePage:
    """One page of the responses to a survey."""
    query = _responses(campaign_id)
    match shelf:
        case ResponseShelf.ALL:
            pass
        case ResponseShelf.TO_CHECK:
            is_waiting = col(ResponseCheck.id).is_not(None) & col(ResponseCheck.mark).is_(None)
            query = query.where(is_waiting)
        case ResponseShelf.CHECKED:
            query = query.where(col(ResponseCheck.mark).is_not(None))
    if before is not None:
        query = query.where(col(FormResponse.id) < before)
    query = query.order_by(col(FormResponse.id).desc()).limit(PAGE_RESPONSES + 1)
    rows = [ResponseRow(*found) for found in session.exec(query)]
    shown = tuple(rows[:PAGE_RESPONSES])
    is_more = len(rows) > PAGE_RESPONSES
    return ResponsePage(shown, shown[-1].response.id if is_more else None)


def find_response(session: Session, campaign_id: int, response_id: int) -> ResponseRow | None:
    """One response to a survey."""
    query = _responses(campaign_id).where(col(FormResponse.id) == response_id)
    found = session.exec(query).first()
    return None if found is None else ResponseRow(*found)


def _responses(campaign_id: int) -> Found:
    is_of_response = and_(
        col(ResponseCheck.response_id) == col(FormResponse.id),
        col(ResponseCheck.campaign_id) == campaign_id,
    )
    return (
        select(FormResponse, Home.code, Estate.name, ResponseCheck)
        .join(Invitation, col(Invitation.id) == col(FormResponse.invitation_id))
        .join(Home, col(Home.id) == col(Invitation.home_id))
        .join(Estate, col(Estate.id) == col(Home.estate_id))
        .outerjoin(ResponseCheck, is_of_response)
        .where(Invitation.campaign_id == campaign_id)
    )
