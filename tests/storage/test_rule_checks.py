"""`huiyin audit`: what was kept is found kept, and every planted breach is found."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from flows.reports.rule_findings import Audited, Finding, RuleStanding
from flows.rules.vocabulary import (
    CaseClass,
    CaseKind,
    CaseState,
    DeadlineKind,
    DeadlineState,
    MessageState,
    Purpose,
    Role,
    Source,
    Urgency,
    Verb,
)
from storage.audit import READ, audit
from storage.cases import Case, CaseEvent
from storage.consents import Given, record_consent
from storage.deadlines import Deadline
from storage.estates import Estate
from storage.outgoing import Attempt, Outgoing
from storage.residents import Resident
from storage.rule_checks.registry import CHECKS
from storage.rule_checks.running import audit_rule, audit_rules, look_at
from storage.staff import Staff
from storage.tasks import Task, records
from tests.estate import LI, Garden

RULES = Path(__file__).parents[2] / "docs" / "rules.md"
CODE = Path(__file__).parents[2] / "storage" / "rule_checks"
SINCE = date(2026, 11, 1)
MET, NOT_MET, NOT_COVERED = (
    RuleStanding.MET,
    RuleStanding.NOT_MET,
    RuleStanding.NOT_COVERED,
)
KEPT_NO_ROWS = frozenset({"R53", "R54", "R59", "R61", "R63", "R65", "R68"})
"""What the house cannot prove yet. A rule that leaves this list gets a check and a test."""


def audited(garden: Garden, since: date = SINCE) -> Audited:
    with garden.looking() as session:
        return audit_rules(session, session.get_one(Estate, garden.id), since, garden.now)


def finding(garden: Garden, rule: str, since: date = SINCE) -> Finding:
    with garden.looking() as session:
        look = look_at(session, session.get_one(Estate, garden.id), since, garden.now)
        return audit_rule(look, rule)


def standing(garden: Garden, rule: str) -> RuleStanding:
    return finding(garden, rule).standing


def number(garden: Garden, case_id: int) -> str:
    return garden.case(case_id).number


def change(garden: Garden, case_id: int, alter: Callable[[Session, Case], None]) -> None:
    """What no verb would do, and only a mistake in one."""
    with garden.changing() as session:
        case = session.get_one(Case, case_id)
        alter(session, case)
        session.add(case)


def deadline(session: Session, case: Case, kind: DeadlineKind) -> Deadline:
    query = select(Deadline).where(Deadline.case_id == case.id, Deadline.kind == kind)
    return session.exec(query).one()


def events(session: Session, case: Case, kind: str) -> list[CaseEvent]:
    query = select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.kind == kind)
    return list(session.exec(query))


def letters(session: Session, case: Case) -> list[Outgoing]:
    return list(session.exec(select(Outgoing).where(Outgoing.case_id == case.id)))


def well_handled(garden: Garden) -> int:
    """A complaint as it should be: answered, solved, asked about, confirmed by phone."""
    case = garden.report(source=Source.PHONE)
    change(garden, case, _written_down_by("xiao.lin"))
    garden.wait(hours=1)
    garden.do(Verb.RESPOND, case, "xiao.lin", text="今天来看")
    garden.wait(hours=3)
    garden.resolve(case)
    garden.wait(hours=30)
    garden.do(Verb.REVISIT, case, "zhou", via="phone", fixed=True, satisfaction="satisfied")
    garden.wait(days=1)
    return case


def _written_down_by(userid: str) -> Callable[[Session, Case], None]:
    def write(session: Session, case: Case) -> None:
        (opened,) = events(session, case, "opened")
        opened.by = userid
        session.add(opened)

    return write


def test_every_rule_of_the_house_stands_in_the_registry_in_its_order() -> None:
    rules = re.findall(r"^\| (R[0-9]+) \|", RULES.read_text("utf-8"), flags=re.MULTILINE)
    assert list(CHECKS) == rules
    assert {rule for rule, (_, check) in CHECKS.items() if check is None} == KEPT_NO_ROWS


def test_the_audit_calls_nothing_that_it_audits() -> None:
    """Tables, words and what opens a seal: else a mistake would be judged by itself."""
    allowed = re.compile(
        r"from (storage\.(rule_checks|database|keys)[\w.]* import"
        r"|storage\.\w+ import [A-Z]"
        r"|flows\.(reports\.rule_findings|rules\.vocabulary|rules\.survey\.\w+) import [A-Z])"
    )
    for file in CODE.glob("*.py"):
        text = re.sub(r"import \(\s*", "import ", file.read_text("utf-8"))
        for line in re.findall(r"^from (?:storage|flows|scheduler).*", text, flags=re.MULTILINE):
            assert allowed.match(line), f"{file.name}: {line}"


def test_a_quiet_time_proves_nothing_but_what_always_holds(garden: Garden) -> None:
    found = audited(garden)
    assert {one.rule for one in found.of(MET)} == {"R47"}
    assert {one.rule for one in found.of(NOT_MET)} == {"R27"}  # nobody has entered a number to ring
    assert len(found.findings) == 71


def test_a_case_as_it_should_be_breaks_no_rule(garden: Garden) -> None:
    case = well_handled(garden)

    found = audited(garden)

    assert {one.rule for one in found.of(NOT_MET)} == {"R27"}
    proved = {one.rule for one in found.of(MET) if number(garden, case) in one.kept}
    assert {"R25", "R26", "R29", "R31", "R32", "R33", "R38", "R40", "R41", "R48"} <= proved


def test_what_lies_before_the_day_is_not_looked_at(garden: Garden) -> None:
    garden.report(source=Source.PHONE)
    garden.wait(days=40)
    assert standing(garden, "R32") is NOT_MET
    found = audited(garden, since=date(2026, 12, 25))
    assert next(one for one in found.findings if one.rule == "R32").standing is NOT_COVERED


def test_a_report_that_nobody_answered_is_found_once_its_time_is_over(garden: Garden) -> None:
    case = garden.report(source=Source.PHONE)
    garden.wait(hours=23)
    assert standing(garden, "R32") is NOT_COVERED
    garden.wait(hours=2)
    assert finding(garden, "R32").broken == (number(garden, case),)


def test_an_answer_of_the_machine_meets_no_deadline(garden: Garden) -> None:
    """Planted: the deadline says met, but nobody of the staff has said anything."""
    case = garden.report(source=Source.PHONE)

    def pretend(session: Session, planted: Case) -> None:
        promise = deadline(session, planted, DeadlineKind.FIRST_RESPONSE)
        promise.state, promise.met_at = DeadlineState.MET, garden.now
        promise.next_at = None
        session.add(promise)

    change(garden, case, pretend)
    garden.wait(days=2)
    assert finding(garden, "R32").broken == (number(garden, case),)


def test_an_answer_that_reached_nobody_is_none(garden: Garden) -> None:
    case = garden.report(source=Source.PHONE, home=None)
    garden.do(Verb.RESPOND, case, "xiao.lin", text="来了")
    assert "response_undelivered" in garden.story(case)
    garden.wait(hours=25)
    assert finding(garden, "R32").broken == (number(garden, case),)


def test_a_deadline_that_was_quietly_made_longer_is_found(garden: Garden) -> None:
    case = garden.report(source=Source.PHONE)

    def lengthen(session: Session, planted: Case) -> None:
        promise = deadline(session, planted, DeadlineKind.FIRST_RESPONSE)
        promise.due_at += timedelta(days=3)
        session.add(promise)

    change(garden, case, lengthen)
    garden.wait(days=2)
    garden.do(Verb.RESPOND, case, "xiao.lin", text="来了")
    assert finding(garden, "R32").broken == (number(garden, case),)


def test_a_report_without_any_deadline_is_found(garden: Garden) -> None:
    case = garden.report(source=Source.PHONE)
    change(
        garden,
        case,
        lambda session, planted: session.delete(
            deadline(session, planted, DeadlineKind.FIRST_RESPONSE)
        ),
    )
    assert finding(garden, "R32").broken == (number(garden, case),)


def test_a_deadline_that_passed_and_was_told_to_nobody_is_found(garden: Garden) -> None:
    told, untold = garden.report("漏水", source=Source.PHONE), garden.report("灯坏了")
    garden.wait(hours=25)

    def hush(session: Session, planted: Case) -> None:
        for one in letters(session, planted):
            if " deadline " in one.unique_key:
                session.delete(one)

    change(garden, untold, hush)
    found = finding(garden, "R36")
    assert found.kept == (number(garden, told),)
    assert found.broken == (number(garden, untold),)


def test_a_promise_that_was_broken_is_found(garden: Garden) -> None:
    case = garden.report(source=Source.PHONE)
    garden.do(Verb.RESPOND, case, "xiao.lin", text="明天来",
              promised_at=garden.now + timedelta(hours=20))  # fmt: skip
    garden.wait(hours=19)
    assert standing(garden, "R35") is NOT_COVERED
    garden.wait(hours=2)
    assert finding(garden, "R35").broken == (number(garden, case),)


def test_a_key_issue_that_took_too_long_is_found(garden: Garden) -> None:
    quick = garden.report("停电了", urgency=Urgency.KEY, source=Source.PHONE)
    slow = garden.report("积水了", urgency=Urgency.KEY, home=None, source=Source.PHONE)
    garden.wait(hours=40)
    garden.resolve(quick)
    garden.wait(hours=9)
    found = finding(garden, "R34")
    assert (found.kept, found.broken) == ((number(garden, quick),), (number(garden, slow),))


def test_too_few_problems_solved_in_their_month_are_found(garden: Garden) -> None:
    solved = [garden.report(f"第 {n} 件", home=None) for n in range(8)]
    waiting = [garden.report(f"还有第 {n} 件", home=None) for n in range(2)]
    for case in solved:
        garden.resolve(case)
    garden.now += timedelta(days=31)
    assert set(finding(garden, "R34").broken) == {number(garden, case) for case in waiting}
    garden.now -= timedelta(days=31)
    garden.resolve(waiting[0])
    garden.now += timedelta(days=31)
    assert standing(garden, "R34") is MET


def test_a_plan_that_its_own_author_approved_is_found(garden: Garden) -> None:
    case = garden.report(case_class=CaseClass.MANAGEMENT, source=Source.PHONE)
    garden.do(Verb.PROPOSE, case, "xiao.lin", plan="换人")
    garden.do(Verb.APPROVE, case, "wang", decision="approve")
    garden.do(Verb.RESOLVE, case, "xiao.lin", result="好", measures="好", improvement="好")
    assert standing(garden, "R37") is MET

    def by_the_author(session: Session, planted: Case) -> None:
        for one in events(session, planted, "plan_approve"):
            one.by = "xiao.lin"
            session.add(one)

    change(garden, case, by_the_author)
    assert finding(garden, "R37").broken == (number(garden, case),)


def test_a_case_that_was_done_without_what_must_be_written_is_found(garden: Garden) -> None:
    case = well_handled(garden)

    def empty(_session: Session, planted: Case) -> None:
        planted.improvement = ""

    change(garden, case, empty)
    assert finding(garden, "R41").broken == (number(garden, case),)


def test_a_resident_who_was_not_told_that_it_is_done_is_found(garden: Garden) -> None:
    case = well_handled(garden)

    def withhold(session: Session, planted: Case) -> None:
        (done,) = events(session, planted, "resolved")
        for one in letters(session, planted):
            if one.resident_id is not None and one.created_at == done.at:
                session.delete(one)

    change(garden, case, withhold)
    assert finding(garden, "R38").broken == (number(garden, case),)


def test_a_confirmation_that_nobody_signed_is_found(garden: Garden) -> None:
    case = well_handled(garden)

    def unsign(session: Session, planted: Case) -> None:
        for one in events(session, planted, "confirmation_told"):
            session.delete(one)

    change(garden, case, unsign)
    assert finding(garden, "R40").broken == (number(garden, case),)


def test_a_round_without_measures_in_time_is_found(garden: Garden) -> None:
    case = garden.report(source=Source.PHONE)
    garden.resolve(case)
    garden.do(Verb.REVISIT, case, "zhou", via="phone", fixed=False, satisfaction="dissatisfied",
              remark="没修好")  # fmt: skip
    assert standing(garden, "R42") is MET

    change(
        garden,
        case,
        lambda session, planted: session.delete(
            deadline(session, planted, DeadlineKind.SPECIAL_MEASURES)
        ),
    )
    assert finding(garden, "R42").broken == (number(garden, case),)


def test_a_repeat_that_nobody_noticed_is_found(garden: Garden) -> None:
    first = garden.report(source=Source.PHONE)
    again = garden.report(source=Source.PHONE)
    garden.do(Verb.RESPOND, again, "xiao.lin", text="马上来")
    found = finding(garden, "R44")
    assert (found.kept, found.broken) == ((number(garden, again),), ())

    def unlink(_session: Session, planted: Case) -> None:
        planted.repeat_of_id = None

    change(garden, again, unlink)
    assert finding(garden, "R44").broken == (number(garden, again),)
    assert number(garden, first) not in finding(garden, "R44").kept


def test_a_flag_without_a_leader_behind_it_is_found(garden: Garden) -> None:
    case = garden.report(source=Source.PHONE)

    def flag(_session: Session, planted: Case) -> None:
        planted.flag_reason, planted.flagged_by = "无理取闹", "xiao.lin"

    change(garden, case, flag)
    assert finding(garden, "R45").broken == (number(garden, case),)


def test_a_revisit_that_was_never_promised_and_one_that_came_late_are_found(
    garden: Garden,
) -> None:
    forgotten, late = garden.report("漏水", source=Source.PHONE), garden.report("灯坏了", home=LI)
    for case in (forgotten, late):
        garden.resolve(case)
    change(
        garden,
        forgotten,
        lambda session, planted: session.delete(deadline(session, planted, DeadlineKind.REVISIT)),
    )
    garden.wait(days=4)
    assert set(finding(garden, "R48").broken) == {number(garden, forgotten), number(garden, late)}


def test_a_major_case_without_its_visit_is_found(garden: Garden) -> None:
    case = garden.report(urgency=Urgency.KEY, source=Source.PHONE)
    garden.resolve(case)
    assert standing(garden, "R49") is NOT_COVERED
    garden.wait(days=2)
    assert finding(garden, "R49").broken == (number(garden, case),)

    other = garden.report("积水", urgency=Urgency.KEY, home=LI)
    garden.resolve(other)
    (visit,) = garden.tasks(other)
    garden.record(visit.id, "zhou", reached=True, why="住户在楼下")
    assert finding(garden, "R49").kept == (number(garden, other),)


def test_a_month_of_repairs_that_staff_hardly_asked_about_is_found(garden: Garden) -> None:
    cases = [garden.report(f"第 {n} 件", kind=CaseKind.REPAIR, home=None) for n in range(6)]
    for case in cases:
        garden.resolve(case)
    garden.do(Verb.REVISIT, cases[0], "xiao.lin", via="phone", fixed=True, satisfaction="satisfied")
    garden.wait(days=9)

    assert "2026-11 (1/6)" in finding(garden, "R50").broken
    assert finding(garden, "R52").broken == ("2026-11 (1/6)",)


def test_a_visit_that_nobody_had_agreed_on_is_found(garden: Garden) -> None:
    case = garden.report(urgency=Urgency.KEY, source=Source.PHONE)
    garden.resolve(case)
    (visit,) = garden.tasks(case)
    garden.record(visit.id, "zhou", reached=True, why="住户在楼下")
    assert standing(garden, "R56") is MET

    with garden.changing() as session:
        planted = session.get_one(Task, visit.id)
        for record in records(session, planted.id):
            record.without_appointment = None
            session.add(record)
    assert finding(garden, "R56").broken == (f"{number(garden, case)} task {visit.id}",)


def test_an_emergency_that_waited_for_the_morning_is_found(garden: Garden) -> None:
    case = garden.report("电梯困人", urgency=Urgency.EMERGENCY, source=Source.PHONE)
    garden.wait(minutes=6)
    assert standing(garden, "R64") is MET

    def calm(session: Session, planted: Case) -> None:
        for one in letters(session, planted):
            one.urgent = False
            session.add(one)

    change(garden, case, calm)
    assert finding(garden, "R64").broken == (number(garden, case),)


def test_a_report_that_was_passed_on_to_nobody_is_found(garden: Garden) -> None:
    case = garden.report(source=Source.PHONE)
    garden.wait(minutes=6)
    assert standing(garden, "R31") is MET

    def keep(session: Session, planted: Case) -> None:
        for one in letters(session, planted):
            session.delete(one)

    change(garden, case, keep)
    assert finding(garden, "R31").broken == (number(garden, case),)


def test_whoever_is_complained_of_and_reads_along_is_found(garden: Garden) -> None:
    garden.employ("xiao.wu", Role.ASSISTANT, "zhou")
    case = garden.report("小吴骂人", about="xiao.wu", source=Source.PHONE)
    assert standing(garden, "R70") is MET

    def push(session: Session, planted: Case) -> None:
        (first, *_) = [one for one in letters(session, planted) if one.staff_id is not None]
        accused = session.exec(select(Staff.id).where(Staff.userid == "xiao.wu")).one()
        first.staff_id = accused
        session.add(first)

    change(garden, case, push)
    assert finding(garden, "R70").broken == (number(garden, case),)


def test_a_survey_sent_to_somebody_who_said_no_or_at_night_is_found(garden: Garden) -> None:
    with garden.changing() as session:
        resident = session.exec(select(Resident)).first()
        assert resident is not None
        given = Given("wechat")
        record_consent(session, resident.id, Purpose.SURVEY, given, granted=False, now=garden.now)
        at_night = garden.now + timedelta(hours=13)
        message = Outgoing(
            unique_key="test survey",
            resident_id=resident.id,
            estate_id=garden.id,
            purpose=Purpose.SURVEY,
            text="请填问卷",
            state=MessageState.DELIVERED,
            not_before=garden.now,
            created_at=garden.now,
        )
        session.add(message)
        session.flush()
        session.add(
            Attempt(
                outgoing_id=message.id, channel="wechat", started_at=at_night, outcome="accepted"
            )
        )
        row = f"message {message.id}"
    garden.now += timedelta(days=1)
    assert finding(garden, "R66").broken == (row,)
    assert finding(garden, "R7").broken == (row,)


def test_a_suggestion_that_nobody_decided_on_is_found(garden: Garden) -> None:
    case = garden.report("装个充电桩", kind=CaseKind.SUGGESTION, source=Source.PHONE)
    garden.wait(days=29)
    assert standing(garden, "R60") is NOT_COVERED
    garden.wait(days=2)
    assert finding(garden, "R60").broken == (number(garden, case),)


def test_a_suggestion_that_was_declined_with_a_reason_was_answered(garden: Garden) -> None:
    case = garden.report("装个充电桩", kind=CaseKind.SUGGESTION)
    garden.do(Verb.ADOPT, case, "zhou", decision="declined", reason="消防不允许")
    garden.wait(days=31)
    assert finding(garden, "R32").kept == (number(garden, case),)
    assert finding(garden, "R60").kept == (number(garden, case),)


def test_a_half_year_without_a_survey_is_found(garden: Garden) -> None:
    garden.now = datetime(2027, 7, 1, 2, tzinfo=garden.now.tzinfo)
    assert finding(garden, "R1").broken == ("回音花园 2027-1/2",)
    assert finding(garden, "R3").standing is NOT_COVERED
    garden.now = datetime(2027, 12, 1, 2, tzinfo=garden.now.tzinfo)
    assert finding(garden, "R3").broken == ("回音花园",)


def test_a_month_whose_figures_nobody_wrote_out_is_found(garden: Garden) -> None:
    garden.now = datetime(2027, 3, 31, 15, tzinfo=garden.now.tzinfo)
    with garden.changing() as session:
        for month in ("2026-12", "2027-01"):
            subject = f"figures {garden.id}-{month}"
            audit(session, READ, subject, by="wang", via="console", now=garden.now)
    found = finding(garden, "R62")
    assert found.kept == ("回音花园 2026-12", "回音花园 2027-01")
    assert found.broken == ("回音花园 2027-02",)
    garden.now += timedelta(days=1)
    assert finding(garden, "R62").broken == (
        "回音花园 2027-02",
        "回音花园 2027-03",
        "回音花园 2027-Q1",
    )


@pytest.mark.parametrize("rule", sorted(KEPT_NO_ROWS))
def test_of_a_rule_without_rows_the_audit_says_that_it_cannot_know(
    garden: Garden, rule: str
) -> None:
    well_handled(garden)
    found = finding(garden, rule)
    assert (found.standing, found.is_kept) == (NOT_COVERED, False)


def test_a_signed_file_whose_case_is_open_again_is_found(garden: Garden) -> None:
    case = well_handled(garden)
    garden.do(Verb.ARCHIVE, case, "wang")
    assert finding(garden, "R46").kept == (number(garden, case),)

    def reopen(_session: Session, planted: Case) -> None:
        planted.state, planted.closure = CaseState.OPEN, None

    change(garden, case, reopen)
    assert finding(garden, "R46").broken == (number(garden, case),)


def test_a_message_without_its_original_and_a_call_that_nobody_wrote_down_are_found(
    garden: Garden,
) -> None:
    written, called = garden.report("漏水"), garden.report("灯坏了", source=Source.PHONE)
    assert finding(garden, "R25").broken == (number(garden, written),)
    assert finding(garden, "R26").broken == (number(garden, called),)
