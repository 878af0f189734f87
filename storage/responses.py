"""What residents answered to a questionnaire: sealed, and tied to the version that they read."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, Session, SQLModel

from flows.forms.answers import Answer, Given, Response
from flows.forms.kept import answers_in, answers_text
from flows.rules.survey.words import Abstention
from flows.rules.vocabulary import Source
from storage.columns import identifier, instant, reference, sealed, word
from storage.forms import FormVersion
from storage.keys import keyring


class FormResponse(SQLModel, table=True):
    """One form that was handed in; `mode` is how it came, `collector_id` who keyed it in (R8).

    `home_id` is the home that it counts for, where the person lives in one alone. One home has one
    vote in a campaign: there is one response to an invitation. `original_sealed` says where the
    paper or recording lies that was keyed in (R16, R25).
    """

    __tablename__ = "form_response"

    id: int = identifier()
    form_version_id: int = reference("form_version.id")
    resident_id: int | None = reference("resident.id", nullable=True)
    conversation_id: int | None = reference("conversation.id", nullable=True)
    home_id: int | None = reference("home.id", nullable=True)
    invitation_id: int | None = Field(
        default=None, foreign_key="invitation.id", unique=True, nullable=True
    )
    collector_id: int | None = reference("staff.id", nullable=True)
    mode: Source = word(Source)
    answers_sealed: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    original_sealed: bytes | None = sealed()
    handed_in_at: datetime = instant(index=True)


def keep_response(
    session: Session, version: FormVersion, response: Response, row: FormResponse
) -> FormResponse:
    """Write a response down; `row` says whose it is and how it came."""
    row.form_version_id = version.id
    row.answers_sealed = keyring(session).seal_quickly(answers_text(response.answers))
    session.add(row)
    session.flush()
    return row


def answers_to(session: Session, row: FormResponse) -> dict[str, dict[str, Any]]:
    """The answers by item: `{"value", "remark"?}` or `{"abstained"}`; none once erased."""
    if row.answers_sealed is None:
        return {}
    return answers_in(keyring(session).open(row.answers_sealed))


def given_to(session: Session, row: FormResponse) -> dict[str, Answer]:
    """The same as they were given, by item."""
    return {item: _read(kept) for item, kept in answers_to(session, row).items()}


def _read(kept: dict[str, Any]) -> Answer:
    if "abstained" in kept:
        return Abstention(kept["abstained"])
    value = kept["value"]
    return Given(tuple(value) if isinstance(value, list) else value, kept.get("remark", ""))
