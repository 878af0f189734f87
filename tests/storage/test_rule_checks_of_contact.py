"""`huiyin audit` of who was seen again, and when: R51, R55, R57, R58 and R71, kept and broken."""

import json
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from flows.forms.built_in import built_in
from flows.forms.writing import form_content
from flows.reports.rule_findings import Finding, RuleStanding
from flows.rules.survey.words import CampaignState
from flows.rules.vocabulary import CaseKind, DeadlineKind, DeadlineState, Role, Source, Urgency
from storage.call_tasks import open_call_task
from storage.campaigns import Campaign, CampaignReport, newest_report
from storage.cases import lock_case
from storage.deadlines import Deadline
from storage.estates import Estate, Home
from storage.keys import keyring
from storage.residents import Residence
from storage.tasks import TaskKind, TaskReason
from tests.campaigns import Survey
from tests.estate import CHEN, LI, Garden
from tests.storage.test_rule_checks import finding, number
from tests.storage.test_rule_checks_of_surveys import NUMBER, change, homes, rewrite, survey

LONG_AGO = date(2025, 1, 1)


def found(garden: Garden, rule: str, since: date = LONG_AGO) -> Finding:
    return finding(garden, rule, since)


def spoken_to(garden: Garden, home: str, by: str = "zhou") -> None:
    """Staff reach somebody of a home by phone."""
    case_id = garden.report(home=home, source=Source.PHONE)
    with garden.changing() as session:
        case = lock_case(session, case_id)
        task_id = open_call_task(
            session, case, reason=TaskReason.UNDELIVERED, role=Role.ASSISTANT, text="回访",
            now=garden.now, kind=TaskKind.CALL,
        ).id  # fmt: skip
    garden.record(task_id, by, reached=True)


def founded(garden: Garden, at: datetime) -> None:
    with garden.changing() as session:
        estate = session.get_one(Estate, garden.id)
        estate.created_at = at
        session.add(estate)


def test_another_matter_is_revisited_in_a_week_and_a_repair_in_a_month(garden: Garden) -> None:
    repair = garden.report(kind=CaseKind.REPAIR, urgency=Urgency.NORMAL, source=Source.PHONE)
    other = garden.report("服务差", home=None, source=Source.PHONE)
    for case in (repair, other):
        garden.resolve(case)

    def revisited(after: timedelta) -> None:
        with garden.changing() as session:
            for case in (repair, other):
                query = select(Deadline).where(
                    Deadline.case_id == case, Deadline.kind == DeadlineKind.REVISIT
                )
                promise = session.exec(query).one()
                promise.state, promise.met_at = DeadlineState.MET, promise.made_at + after
                session.add(promise)

    revisited(timedelta(days=6))
    assert finding(garden, "R51").broken == ()
    assert len(finding(garden, "R51").kept) == 2
    revisited(timedelta(days=20))
    assert finding(garden, "R51").broken == (number(garden, other),)
    revisited(timedelta(days=31))
    assert len(finding(garden, "R51").broken) == 2


def test_each_home_is_seen_in_a_year_and_a_key_client_by_a_leader(garden: Garden) -> None:
    founded(garden, garden.now - timedelta(days=300))
    assert found(garden, "R55").standing is RuleStanding.NOT_COVERED
    spoken_to(garden, CHEN, "xiao.lin")
    spoken_to(garden, LI, "xiao.lin")
    founded(garden, garden.now - timedelta(days=400))
    garden.now += timedelta(days=50)

    assert found(garden, "R55").kept == (f"{CHEN} 2026",)
    assert found(garden, "R55").broken == (f"{LI} 2026",), "a key client is the lead's"
    garden.now -= timedelta(days=40)
    spoken_to(garden, LI, "zhou")
    garden.now += timedelta(days=40)
    assert found(garden, "R55").broken == ()


def test_whoever_moved_in_is_seen_after_a_week_a_month_and_three_months(garden: Garden) -> None:
    with garden.changing() as session:
        query = select(Residence).join(Home, col(Home.id) == col(Residence.home_id))
        residence = session.exec(query.where(Home.code == CHEN)).one()
        residence.moved_in = moved = garden.now.date()
        session.add(residence)
    assert found(garden, "R57").standing is RuleStanding.NOT_COVERED
    garden.now += timedelta(days=8)
    spoken_to(garden, CHEN)
    garden.now += timedelta(days=120)

    assert found(garden, "R57").kept == (f"{CHEN} {moved} +7",)
    assert found(garden, "R57").broken == (f"{CHEN} {moved} +30", f"{CHEN} {moved} +90")


def test_a_survey_is_three_points_better_than_the_one_a_year_before(garden: Garden) -> None:
    survey(garden, homes(8, 2))
    assert found(garden, "R58").standing is RuleStanding.NOT_COVERED
    earlier = Survey(garden)
    earlier.move_to(CampaignState.CLOSED)
    with garden.changing() as session:
        before = session.get_one(Campaign, earlier.id)
        now = session.exec(select(Campaign).where(Campaign.number == NUMBER)).one()
        assert now.closed_at is not None
        before.closed_at = now.closed_at - timedelta(days=360)
        session.add(before)
        _report_as(session, before, now, part=5, base=10)
    assert "50.0% → 100.0%" in found(garden, "R58").kept[0]

    def worse(told: dict[str, dict[str, dict[str, int]]]) -> None:
        told["whole"]["total"]["part"] = told["whole"]["total"]["base"] // 2

    rewrite(garden, worse)
    assert NUMBER in found(garden, "R58").broken[0]


def _report_as(
    session: Session, campaign: Campaign, like: Campaign, *, part: int, base: int
) -> None:
    """A report like another's, but for how many were satisfied."""
    row = newest_report(session, like.id)
    assert row is not None
    content = json.loads(keyring(session).open(row.content_sealed))
    content["whole"]["total"] |= {"part": part, "base": base}
    values = row.model_dump(exclude={"id"})
    values |= {
        "campaign_id": campaign.id,
        "content_sealed": keyring(session).seal(json.dumps(content)),
    }
    session.add(CampaignReport(**values))


def test_a_visit_by_questionnaire_asks_about_every_topic(garden: Garden) -> None:
    survey(garden, homes(1, 1))
    assert found(garden, "R71").standing is RuleStanding.NOT_COVERED
    whole = json.loads(form_content(built_in("visit_topics")))

    def ask(_session: Session, campaign: Campaign) -> None:
        campaign.form_content = json.dumps(whole)

    change(garden, ask)
    assert found(garden, "R71").kept == (NUMBER,)
    whole["sections"][0]["items"] = whole["sections"][0]["items"][1:]
    change(garden, ask)
    assert found(garden, "R71").broken == (NUMBER,)
