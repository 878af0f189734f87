"""`huiyin audit` of a survey: planted breaches of R2-R23, each found by its number."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, select

from flows.reports.rule_findings import Finding, RuleStanding
from flows.rules.survey.invitations import Known
from flows.rules.survey.truth import Mark
from flows.rules.survey.words import CampaignState, MeasureKind, MeasureState, Reviewer
from flows.rules.vocabulary import DeadlineKind, DeadlineState, Role, Source
from storage.audit import audit
from storage.campaign_reports import make_report
from storage.campaigns import Campaign, CampaignSignature, newest_report
from storage.deadlines import Deadline
from storage.estates import PolicyVersion, homes_written
from storage.invitations import Invitation
from storage.keys import keyring
from storage.measures import Measure
from storage.prizes import Prize
from storage.response_checks import ResponseCheck
from storage.responses import FormResponse
from storage.staff import find_staff
from storage.tasks import Task, TaskKind, TaskReason, TaskRecord, TaskState
from tests.campaign_rows import Asked, build, closed_campaign, the_campaign
from tests.estate import Garden
from tests.storage.test_rule_checks import finding

HERE = "回音花园"
NUMBER = "DC-20261116-0001"
MET, NOT_MET, NOT_COVERED = RuleStanding.MET, RuleStanding.NOT_MET, RuleStanding.NOT_COVERED
Alter = Callable[[Session, Campaign], None]


def homes(answered: int, silent: int, grade: str = "satisfied") -> tuple[Asked, ...]:
    """Homes of building 9: so many answered, and so many did not."""
    there = [
        Asked(
            HERE, f"9-1-{room}", {"overall": grade, "repairs": grade}, after=timedelta(hours=room)
        )
        for room in range(1, answered + 1)
    ]
    away = [
        Asked(HERE, f"9-1-{room}", known=Known.REACHED)
        for room in range(answered + 1, answered + silent + 1)
    ]
    return (*there, *away)


def survey(garden: Garden, asked: tuple[Asked, ...], *, with_report: bool = True) -> None:
    """A survey of these homes that was made as it should be, as far as it has got."""
    with garden.changing() as session:
        build(session, HERE, "9", len(asked), garden.now)
        campaign = closed_campaign(session, NUMBER, asked, garden.now)
        campaign.frozen_at = garden.now - timedelta(days=20)
        campaign.started_at = garden.now - timedelta(days=7)
        session.add(campaign)
        if with_report:
            make_report(session, campaign, "wang", garden.now)
    garden.now += timedelta(hours=1)


def change(garden: Garden, alter: Alter) -> None:
    """What no verb would do, and only a mistake in one."""
    with garden.changing() as session:
        campaign = the_campaign(session, NUMBER)
        alter(session, campaign)
        session.add(campaign)


def broken(garden: Garden, rule: str) -> tuple[str, ...]:
    return finding(garden, rule).broken


def is_met(found: Finding) -> bool:
    return found.standing is MET and NUMBER in found.kept[0]


def rewrite(garden: Garden, told: Callable[[dict[str, Any]], None]) -> None:
    """Change what the report says, behind everybody's back."""

    def alter(session: Session, campaign: Campaign) -> None:
        row = newest_report(session, campaign.id)
        assert row is not None
        content = json.loads(keyring(session).open(row.content_sealed))
        told(content)
        row.content_sealed = keyring(session).seal(json.dumps(content))
        session.add(row)

    change(garden, alter)


def test_six_of_ten_are_enough_and_five_are_not(garden: Garden) -> None:
    survey(garden, homes(6, 4))
    assert is_met(finding(garden, "R2"))

    def lose(session: Session, campaign: Campaign) -> None:
        query = select(Invitation).where(Invitation.campaign_id == campaign.id)
        one = session.exec(query.order_by(Invitation.id)).first()  # type: ignore[arg-type]  # a column
        assert one is not None
        one.known = Known.REACHED
        session.add(one)

    change(garden, lose)
    assert broken(garden, "R2") == (f"{NUMBER} (5/10)",)


def test_a_survey_as_it_should_be_breaks_nothing_about_its_making(garden: Garden) -> None:
    survey(garden, homes(6, 4))
    for rule in ("R4", "R5", "R6", "R8", "R9", "R10", "R11", "R12", "R13", "R14"):
        assert is_met(finding(garden, rule)), rule


def test_homes_without_a_lot_and_lists_that_came_too_late_are_found(garden: Garden) -> None:
    survey(garden, homes(6, 4))

    def hurry(_session: Session, campaign: Campaign) -> None:
        campaign.frame_digest = None
        campaign.frozen_at = garden.now - timedelta(days=8)

    change(garden, hurry)
    assert broken(garden, "R4") == (NUMBER,)
    assert broken(garden, "R5") == (NUMBER,)
    with garden.changing() as session:
        audit(session, "start", f"campaign {NUMBER}", by="boss", via="command", now=garden.now,
              why="急", override=True)  # fmt: skip
    assert finding(garden, "R5").standing is MET


def test_a_home_that_was_drawn_twice_in_a_cycle_is_found(garden: Garden) -> None:
    survey(garden, homes(2, 1))

    def again(session: Session, campaign: Campaign) -> None:
        (home,) = homes_written(session, "9-1-1", garden.id)
        other = Campaign(
            number="DC-20261117-0001",
            title="again",
            kind=campaign.kind,
            state=CampaignState.RUNNING,
            form_content=campaign.form_content,
            size=1,
            seed="s",
            starts_on=campaign.starts_on,
            last_day=campaign.last_day,
            drafted_at=garden.now,
        )
        session.add(other)
        session.flush()
        session.add(Invitation(campaign_id=other.id, home_id=home.id, cycle=1))

    change(garden, again)
    assert broken(garden, "R6") == (f"{NUMBER} 9-1-1",)


def test_answers_that_were_keyed_in_by_nobody_are_found(garden: Garden) -> None:
    survey(garden, homes(1, 0))

    def key_in(session: Session, _campaign: Campaign) -> None:
        row = session.exec(select(FormResponse)).one()
        row.mode = Source.PHONE
        session.add(row)

    change(garden, key_in)
    (row,) = broken(garden, "R8")
    assert row.startswith(f"{NUMBER} response ")


def test_a_report_that_was_touched_up_is_found(garden: Garden) -> None:
    survey(garden, homes(3, 1, "dissatisfied"))

    def better(told: dict[str, Any]) -> None:
        for item in told["whole"]["items"]:
            if item["satisfied"] is not None and item["satisfied"]["base"]:
                item["satisfied"]["part"] = item["satisfied"]["base"]

    rewrite(garden, better)
    assert broken(garden, "R11") == (NUMBER,)
    assert broken(garden, "R12") == (NUMBER,)


def test_answers_that_vanish_between_the_bases_are_found(garden: Garden) -> None:
    survey(garden, homes(3, 1))

    def lose(told: dict[str, Any]) -> None:
        told["whole"]["items"][0]["answered"] += 1
        told["returns"]["buildings"][0]["asked"]["returned"] -= 1

    rewrite(garden, lose)
    assert broken(garden, "R10") == (NUMBER,)
    assert broken(garden, "R9") == (NUMBER,)


def test_a_survey_that_nobody_reported_within_a_month_is_found(garden: Garden) -> None:
    survey(garden, homes(3, 1), with_report=False)
    assert finding(garden, "R14").standing is NOT_COVERED
    garden.now += timedelta(days=30)
    assert broken(garden, "R14") == (NUMBER,)


def opinion(session: Session, campaign: Campaign, *, due: datetime, met: datetime | None) -> None:
    response = session.exec(select(FormResponse)).first()
    policy = session.exec(select(PolicyVersion.id)).first()
    assert response is not None
    assert policy is not None
    task = Task(
        campaign_id=campaign.id,
        invitation_id=response.invitation_id,
        response_id=response.id,
        kind=TaskKind.CALL,
        reason=TaskReason.OPINION,
        role=Role.ASSISTANT,
        state=TaskState.OPEN,
        created_at=response.handed_in_at,
        due_at=due,
    )
    session.add(task)
    session.flush()
    session.add(
        Deadline(
            kind=DeadlineKind.OPINION_CALLBACK,
            campaign_id=campaign.id,
            task_id=task.id,
            round=1,
            policy_version_id=policy,
            made_at=response.handed_in_at,
            due_at=due,
            state=DeadlineState.PENDING if met is None else DeadlineState.MET,
            met_at=met,
        )
    )


def test_an_opinion_that_was_called_back_too_late_or_may_wait_too_long_is_found(
    garden: Garden,
) -> None:
    survey(garden, homes(1, 0))
    handed_in = garden.now - timedelta(days=7)
    due = handed_in + timedelta(days=15)
    change(
        garden,
        lambda session, campaign: opinion(session, campaign, due=due, met=due + timedelta(hours=1)),
    )
    change(
        garden,
        lambda session, campaign: opinion(
            session, campaign, due=due + timedelta(days=5), met=handed_in
        ),
    )
    garden.now += timedelta(days=20)
    assert len(broken(garden, "R15")) == 2


def test_a_survey_that_nobody_checked_is_found_and_a_falsification_wants_all(
    garden: Garden,
) -> None:
    survey(garden, homes(4, 1))
    assert broken(garden, "R16") == (NUMBER,)

    def check(session: Session, campaign: Campaign) -> None:
        response = session.exec(select(FormResponse)).first()
        silent = session.exec(select(Invitation).where(Invitation.known == Known.REACHED)).one()
        assert response is not None
        session.add(ResponseCheck(campaign_id=campaign.id, response_id=response.id))
        session.add(
            Task(
                campaign_id=campaign.id,
                invitation_id=silent.id,
                kind=TaskKind.CALL,
                reason=TaskReason.UNRETURNED,
                role=Role.ASSISTANT,
                state=TaskState.OPEN,
                created_at=garden.now,
                due_at=garden.now,
            )
        )

    change(garden, check)
    assert finding(garden, "R16").standing is MET

    def find_it_false(session: Session, _campaign: Campaign) -> None:
        row = session.exec(select(ResponseCheck)).one()
        row.mark = Mark.FALSIFIED
        session.add(row)

    change(garden, find_it_false)
    assert broken(garden, "R16") == (NUMBER,)


def measure(kind: MeasureKind, state: MeasureState, **more: Any) -> Alter:  # noqa: ANN401 - columns
    def make(session: Session, campaign: Campaign) -> None:
        session.add(
            Measure(
                campaign_id=campaign.id,
                kind=kind,
                state=state,
                made_at=campaign.closed_at or campaign.drafted_at,
                **more,
            )
        )

    return make


def test_an_estate_below_its_target_without_anything_to_put_right_is_found(
    garden: Garden,
) -> None:
    survey(garden, homes(4, 1, "dissatisfied"))
    assert broken(garden, "R17") == (NUMBER,)
    with garden.looking() as session:
        wang = find_staff(session, "wang")
    assert wang is not None
    day = garden.now.date() + timedelta(days=30)
    adopted = measure(MeasureKind.RECTIFICATION, MeasureState.ADOPTED, owner_id=wang.id, due_on=day)
    change(garden, adopted)
    assert finding(garden, "R17").standing is MET
    change(garden, measure(MeasureKind.IMPROVEMENT, MeasureState.ADOPTED))
    (undertaken,) = broken(garden, "R67")
    assert undertaken.startswith(f"{NUMBER} measure ")


def test_a_review_without_all_three_signatures_is_found(garden: Garden) -> None:
    survey(garden, homes(4, 1))

    def sign(session: Session, campaign: Campaign, *reviewers: Reviewer) -> None:
        row, wang = newest_report(session, campaign.id), find_staff(session, "wang")
        assert row is not None
        assert wang is not None
        campaign.reviewed_at = garden.now
        session.add_all(
            CampaignSignature(report_id=row.id, reviewer=one, staff_id=wang.id, at=garden.now)
            for one in reviewers
        )

    two, last = (Reviewer.SERVICE, Reviewer.MANAGEMENT), Reviewer.EXECUTIVE
    change(garden, lambda session, campaign: sign(session, campaign, *two))
    assert broken(garden, "R18") == (NUMBER,)
    change(garden, lambda session, campaign: sign(session, campaign, last))
    assert finding(garden, "R18").standing is MET


def test_what_did_not_improve_twice_and_is_not_studied_is_found(garden: Garden) -> None:
    survey(garden, homes(4, 1))
    rewrite(garden, lambda told: told.update(without_improvement=["repairs"]))
    assert broken(garden, "R19") == (NUMBER,)
    change(garden, measure(MeasureKind.STUDY, MeasureState.PROPOSED, about="repairs"))
    assert finding(garden, "R19").standing is MET


def test_results_that_stay_in_a_drawer_and_refusals_without_reason_are_found(
    garden: Garden,
) -> None:
    survey(garden, homes(4, 1))
    assert finding(garden, "R20").standing is NOT_COVERED
    garden.now += timedelta(days=30)
    assert broken(garden, "R20") == (NUMBER,)

    def publish(_session: Session, campaign: Campaign) -> None:
        campaign.published_at = garden.now

    change(garden, publish)
    assert finding(garden, "R20").standing is MET
    change(garden, measure(MeasureKind.IMPROVEMENT, MeasureState.NOT_ADOPTED))
    assert broken(garden, "R20") == (NUMBER,)


def test_whoever_raised_what_is_done_by_now_and_was_never_asked_is_found(garden: Garden) -> None:
    survey(garden, homes(4, 1))
    change(garden, measure(MeasureKind.IMPROVEMENT, MeasureState.DONE, done_at=garden.now))
    garden.now += timedelta(days=29)
    assert finding(garden, "R21").standing is NOT_COVERED
    garden.now += timedelta(days=1)
    (never_asked,) = broken(garden, "R21")
    assert never_asked.startswith(f"{NUMBER} measure ")


def test_a_rating_that_was_denied_and_not_looked_into_is_found(garden: Garden) -> None:
    survey(garden, homes(1, 0))

    def deny(session: Session, campaign: Campaign) -> None:
        opinion(session, campaign, due=garden.now + timedelta(days=9), met=None)
        session.flush()
        call = session.exec(select(Task.id)).one()
        session.add(
            TaskRecord(task_id=call, at=garden.now, by="xiao.lin", reached=True, confirmed=False)
        )

    change(garden, deny)
    (denied,) = broken(garden, "R22")
    assert denied.startswith(f"{NUMBER} task ")


def test_a_prize_for_a_home_that_did_not_answer_is_found(garden: Garden) -> None:
    survey(garden, homes(1, 1))

    def draw(session: Session, campaign: Campaign, known: Known) -> None:
        campaign.prizes = 1
        winner = session.exec(select(Invitation).where(Invitation.known == known)).one()
        session.add(
            Prize(campaign_id=campaign.id, place=1, invitation_id=winner.id, drawn_at=garden.now)
        )

    change(garden, lambda session, campaign: draw(session, campaign, Known.REACHED))
    assert broken(garden, "R23") == (NUMBER,)
