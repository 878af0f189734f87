"""What came after a survey's report: measures with their owners, and signatures (R17, R18)."""

from typing import Any

from pydantic import TypeAdapter
from sqlmodel import Session, col, select

from flows.forms.form import Texts
from flows.reports.survey_since import Signed, SinceReport, Undertaken
from flows.rules.vocabulary import Language
from storage.campaigns import Campaign, CampaignReport, signatures_of
from storage.measure_news import in_brief
from storage.measures import Measure, measures_of
from storage.staff import Staff, staff_name
from storage.telling import in_words

_CONTENT = TypeAdapter(SinceReport)


def since_report(session: Session, campaign: Campaign, row: CampaignReport) -> SinceReport:
    """As it stands now; a report that is written again has no signatures yet."""
    measures = measures_of(session, campaign.id)
    signatures = signatures_of(session, row.id)
    ids = {one.owner_id for one in measures} | {one.staff_id for one in signatures}
    query = select(Staff).where(col(Staff.id).in_(ids - {None}))
    names = {member.id: staff_name(session, member) for member in session.exec(query)}
    return SinceReport(
        tuple(
            Undertaken(
                _brief(session, campaign, one),
                one.state,
                "" if one.owner_id is None else names[one.owner_id],
                one.due_on,
                one.result,
            )
            for one in measures
        ),
        tuple(Signed(one.reviewer, names[one.staff_id], one.at) for one in signatures),
    )


def since_values(since: SinceReport) -> dict[str, Any]:
    """It as JSON has it."""
    values: dict[str, Any] = _CONTENT.dump_python(since, mode="json")
    return values


def _brief(session: Session, campaign: Campaign, measure: Measure) -> Texts:
    brief = in_brief(session, campaign, measure)
    return Texts(*(in_words(session, brief, language) for language in Language))
