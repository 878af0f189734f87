"""By the service's clock alone: a survey starts, asks, closes, is called about and followed up."""

from sqlmodel import Session, col, select

from flows.forms.answers import Given, Response
from flows.forms.built_in import built_in
from flows.forms.writing import form_digest
from flows.rules.survey.words import CampaignKind, CampaignState, CampaignVerb, MeasureState
from flows.rules.vocabulary import DeadlineState, Purpose, Source
from storage.campaigns import Campaign, find_campaign
from storage.deadlines import Deadline
from storage.handing_in import hand_in
from storage.invitations import Invitation
from storage.measures import Measure
from storage.outgoing import Outgoing
from storage.responses import FormResponse
from storage.staff import Staff, find_staff
from storage.survey_measures import Change, change_measure
from storage.tasks import Task, TaskReason
from tests.estate import Garden
from tests.storage.test_survey_measures import By
from tests.survey_estate import draft, people, run

FORM = built_in("quarter")
UNHAPPY = 4


def test_a_survey_goes_to_its_end_and_beyond_by_the_clock(garden: Garden) -> None:
    people(garden, [f"{building}-{room}" for building in (1, 2) for room in range(101, 108)])
    number = draft(garden, 14)
    run(garden, CampaignVerb.FREEZE, number)

    happened = garden.wait(days=13)
    assert "start" in {one.action for one in happened if one.kind == "campaign"}
    with garden.changing() as session:
        asked = invitations(session, the(session, number))
        assert all(one.issued_at is not None for one in asked)
        for one in asked[:UNHAPPY]:
            answer(session, one, garden)
    happened = garden.wait(days=14)
    assert "close" in {one.action for one in happened if one.kind == "campaign"}

    with garden.looking() as session:
        calls = session.exec(select(Task).where(Task.reason == TaskReason.UNRETURNED)).all()
        silent = {one.id for one in asked[UNHAPPY:]}
        assert len(calls) == 3
        assert {one.invitation_id for one in calls} <= silent
    garden.wait(days=2)  # nobody calls
    with garden.looking() as session:
        late = session.exec(select(Deadline).where(col(Deadline.task_id).is_not(None))).all()
        assert {one.state for one in late} == {DeadlineState.FIRED}
        manager = find_staff(session, "wang")
        assert manager is not None
        told = session.exec(select(Outgoing.text).where(Outgoing.staff_id == manager.id)).all()
        assert any(number in text for text in told)

    run(garden, CampaignVerb.REPORT, number)
    garden.wait(days=20)
    with garden.changing() as session:
        measure = session.exec(select(Measure)).one()
        actor = By(member(session, "wang"), member(session, "wang").role)
        done = Change(state=MeasureState.DONE, result="增加了保洁")
        change_measure(session, measure, actor, done, garden.now)
    garden.wait(days=1)
    with garden.looking() as session:
        after = session.exec(select(Campaign).where(Campaign.kind == CampaignKind.FOLLOW_UP)).one()
        asked_again = invitations(session, after)
        assert {one.home_id for one in asked_again} == {one.home_id for one in asked[:UNHAPPY]}
        ids = [one.id for one in asked_again]
        sent = select(Outgoing).where(
            col(Outgoing.invitation_id).in_(ids), Outgoing.purpose == Purpose.SURVEY
        )
        assert {one.invitation_id for one in session.exec(sent)} == set(ids)
    garden.wait(days=10)
    with garden.looking() as session:
        assert session.get_one(Campaign, after.id).state is CampaignState.CLOSED


def the(session: Session, number: str) -> Campaign:
    found = find_campaign(session, number)
    assert found is not None
    return found


def member(session: Session, userid: str) -> Staff:
    found = find_staff(session, userid)
    assert found is not None
    return found


def invitations(session: Session, campaign: Campaign) -> list[Invitation]:
    query = select(Invitation).where(Invitation.campaign_id == campaign.id)
    return list(session.exec(query.order_by(col(Invitation.id))))


def answer(session: Session, invitation: Invitation, garden: Garden) -> None:
    """A home is dissatisfied with everything."""
    answers = tuple(
        (item.id, Given("dissatisfied")) for item in FORM.items if "dissatisfied" in item.values
    )
    row = FormResponse(
        resident_id=invitation.resident_id, mode=Source.WECHAT, handed_in_at=garden.now
    )
    hand_in(session, invitation, Response(FORM.id, FORM.version, form_digest(FORM), answers), row)
