"""Whether the answers of a campaign are true: what is looked at after its close (R16, R22)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlmodel import Session, col, select

from flows.rules.policy import Policy
from flows.rules.refusals import NotAllowed, Why
from flows.rules.survey.invitations import Known
from flows.rules.survey.truth import Audit, Mark, audit_draw, audit_state, unreturned_draw
from flows.rules.survey.words import CampaignKind
from flows.rules.vocabulary import Role
from flows.wording.say import plain, say
from storage.campaigns import Campaign, campaign_policy, estates_of
from storage.estates import Home
from storage.inserting import insert_into
from storage.invitations import Invitation, named_homes
from storage.prizes import draw_prizes
from storage.response_checks import ResponseCheck, checks_of, unchecked
from storage.responses import FormResponse
from storage.rungs import of_estate
from storage.staff import Staff, in_chain, with_role
from storage.survey_calls import open_survey_call
from storage.survey_news import push_to_staff
from storage.tasks import TaskReason

COMPANY_OFFICE = (Role.AUDITOR, Role.GENERAL_MANAGER)
CALLS_CHECKED = Role.LEAD
"""Who telephones: a rung above those who collect answers."""
ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class AuditCount:
    """How the check of a campaign stands: so many responses to compare, and what was found."""

    state: Audit
    drawn: int
    marks: Mapping[Mark, int]


class Checker(Protocol):
    """Who compares, and the role that it is done with."""

    @property
    def member(self) -> Staff:
        """The member of staff."""

    @property
    def role(self) -> Role:
        """Their own role, or that of a door that allows less."""


def after_close(session: Session, campaign: Campaign, now: datetime) -> None:
    """Draw by the campaign's seed: homes to telephone, responses to compare, and prizes.

    In the transaction that closes it, once. A follow-up of a few homes is not looked into (R21).
    """
    if campaign.kind is CampaignKind.FOLLOW_UP:
        return
    policy = campaign_policy(session, campaign.id, now)
    _call_unreturned(session, campaign, policy, now)
    _draw_checks(session, campaign, policy, now)
    _tell_office(session, campaign, now)
    draw_prizes(session, campaign, now)


def audit_count(session: Session, campaign_id: int) -> AuditCount:
    """How the check of a campaign stands."""
    checks = checks_of(session, campaign_id)
    marks = {str(one.response_id): one.mark for one in checks if one.mark is not None}
    state = audit_state([str(one.response_id) for one in checks], marks)
    return AuditCount(state, len(checks), Counter(marks.values()))


def mark_check(
    session: Session,
    campaign: Campaign,
    check: ResponseCheck,
    checker: Checker,
    *,
    mark: Mark,
    remark: str,
    now: datetime,
) -> None:
    """Say what was found of a response beside its original. Raises NotAllowed.

    The caller holds the campaign. The first falsification has all responses compared, and the
    general manager is told (R16).
    """
    response = session.get_one(FormResponse, check.response_id)
    member = checker.member
    if checker.role not in COMPANY_OFFICE:
        raise NotAllowed(Why.NO_CHECK_OF_YOURS)
    if not any(in_chain(member, one.id) for one in estates_of(session, campaign.id)):
        raise NotAllowed(Why.OTHER_ESTATE)
    if response.collector_id == member.id:
        raise NotAllowed(Why.OWN_COLLECTION)
    was_true = audit_count(session, campaign.id).state is not Audit.CHECK_ALL
    check.mark, check.remark = mark, remark
    check.by_id, check.marked_at = member.id, now
    session.add(check)
    session.flush()
    if mark is Mark.FALSIFIED and was_true:
        _check_all(session, campaign, response, now)


def _call_unreturned(session: Session, campaign: Campaign, policy: Policy, now: datetime) -> None:
    silent = named_homes(session, campaign.id, Known.ISSUED, Known.REACHED)
    for name in unreturned_draw(policy, campaign.seed, silent):
        open_survey_call(session, silent[name], TaskReason.UNRETURNED, CALLS_CHECKED, now)


def _draw_checks(session: Session, campaign: Campaign, policy: Policy, now: datetime) -> None:
    """What staff keyed in has no message behind it: the home is asked by voice (R22)."""
    chosen = audit_draw(policy, campaign.seed, map(str, _responses(session, campaign.id)))
    ids = [int(one) for one in chosen]
    _add_checks(session, campaign.id, ids, of_all=False)
    for start in range(0, len(ids), ROWS_AT_ONCE):
        keyed_in = (
            select(FormResponse, Invitation)
            .join(Invitation, col(Invitation.id) == col(FormResponse.invitation_id))
            .where(
                col(FormResponse.id).in_(ids[start : start + ROWS_AT_ONCE]),
                col(FormResponse.collector_id).is_not(None),
            )
            .order_by(col(FormResponse.id))
        )
        for response, invitation in session.exec(keyed_in).all():
            open_survey_call(
                session, invitation, TaskReason.CHECK, CALLS_CHECKED, now, response=response
            )


def _tell_office(session: Session, campaign: Campaign, now: datetime) -> None:
    """Whoever compares hears what was drawn: the result waits for them."""
    drawn = unchecked(session, campaign.id)
    if not drawn:
        return
    sentence = say(
        "survey.checks_drawn", title=plain(campaign.title), number=campaign.number, drawn=drawn
    )
    estates = estates_of(session, campaign.id)
    office = {
        member.id: member
        for role in COMPANY_OFFICE
        for estate in estates
        for member in with_role(session, estate.id, role)
    }
    push_to_staff(session, campaign, office.values(), sentence, key="checks", now=now)


def _check_all(session: Session, campaign: Campaign, response: FormResponse, now: datetime) -> None:
    _add_checks(session, campaign.id, _responses(session, campaign.id), of_all=True)
    home = "" if response.home_id is None else session.get_one(Home, response.home_id).code
    sentence = say(
        "survey.falsified", title=plain(campaign.title), number=campaign.number, home=plain(home)
    )
    told = [
        member
        for estate in estates_of(session, campaign.id)
        for member in of_estate(session, estate.id, Role.GENERAL_MANAGER, now)
    ]
    push_to_staff(session, campaign, told, sentence, key="falsified", now=now)


def _responses(session: Session, campaign_id: int) -> Sequence[int]:
    """The ids of the questionnaires that came back and were not withdrawn since."""
    query = (
        select(FormResponse.id)
        .join(Invitation, col(Invitation.id) == col(FormResponse.invitation_id))
        .where(Invitation.campaign_id == campaign_id, Invitation.known == Known.COMPLETED)
        .order_by(col(FormResponse.id))
    )
    return session.exec(query).all()


def _add_checks(
    session: Session, campaign_id: int, response_ids: Iterable[int], *, of_all: bool
) -> None:
    """Add those that are not compared already."""
    rows = [
        {"campaign_id": campaign_id, "response_id": one, "of_all": of_all, "remark": ""}
        for one in response_ids
    ]
    insert, _ = insert_into(session, "response_check")
    statement = insert.on_conflict_do_nothing(index_elements=["campaign_id", "response_id"])
    if rows:
        session.execute(statement, rows)
    session.flush()
