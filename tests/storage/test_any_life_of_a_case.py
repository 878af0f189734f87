"""Whatever staff and residents do, in whatever order and however late: the house stays in order."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from flows.rules.refusals import NotAllowed
from flows.rules.verb_fields import Decision, Via
from flows.rules.vocabulary import (
    CaseClass,
    CaseKind,
    CaseState,
    DeadlineKind,
    Satisfaction,
    Urgency,
    Verb,
)
from storage.case_answering import take_back_response
from storage.case_rounds import hear_fixed, hear_not_fixed, hear_satisfaction
from storage.cases import RESIDENT, lock_case
from storage.tasks import TaskState
from tests.case_laws import broken_laws
from tests.estate import CHEN, LI, RESOLVED, plant

STAFF = st.sampled_from(["xiao.lin", "zhou", "wang", "boss", "gong", "shen", "liu"])
HOURS = st.sampled_from([0.1, 0.3, 1, 5, 13, 25, 49, 100, 250])
TEXT = st.sampled_from(["", "好", "马上到"])


class LifeOfACase(RuleBasedStateMachine):
    """One case from its report on; every verb may be tried at any time by anyone."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.garden = plant(f"sqlite:///{Path(self.folder.name) / 'huiyin.db'}")
        self.cases: list[int] = []

    def teardown(self) -> None:
        self.garden.close()
        self.folder.cleanup()

    @initialize(
        urgency=st.sampled_from(Urgency),
        home=st.sampled_from([CHEN, LI, None]),
        about=st.sampled_from(["", "", "zhou"]),
    )
    def a_resident_reports(self, urgency: Urgency, home: str | None, about: str) -> None:
        self.cases.append(self.garden.report(urgency=urgency, home=home, about=about))

    @precondition(lambda self: len(self.cases) < 2)
    @rule(kind=st.sampled_from(CaseKind))
    def they_report_again(self, kind: CaseKind) -> None:
        self.cases.append(self.garden.report(kind=kind))

    @rule(
        verb=st.sampled_from(
            [Verb.ACCEPT, Verb.APPROVE, Verb.WITHDRAW, Verb.CLOSE, Verb.REVIEW, Verb.ASSIGN]
        ),
        by=STAFF,
        handler=STAFF,
        decision=st.sampled_from(Decision),
        reason=TEXT,
    )
    def staff_decide(
        self, verb: Verb, by: str, handler: str, decision: Decision, reason: str
    ) -> None:
        named: dict[str, object] = {"reason": reason}
        if verb is Verb.ACCEPT:
            named = {}
        if verb is Verb.ASSIGN:
            named = {"handler": handler}
        if verb is Verb.APPROVE:
            named |= {"decision": decision}
        self._do(verb, by, **named)

    @rule(
        by=STAFF,
        text=TEXT,
        via=st.sampled_from([None, *Via]),
        hours=st.sampled_from([None, -1, 2, 30]),
    )
    def staff_answer(self, by: str, text: str, via: Via | None, hours: int | None) -> None:
        promised_at = None if hours is None else self.garden.now + timedelta(hours=hours)
        self._do(Verb.RESPOND, by, text=text, via=via, promised_at=promised_at)

    @rule(by=STAFF)
    def staff_plan(self, by: str) -> None:
        self._do(Verb.PROPOSE, by, plan="换整根管子")

    @rule(by=STAFF)
    def staff_say_it_is_done(self, by: str) -> None:
        self._do(Verb.RESOLVE, by, **RESOLVED)

    @rule(
        by=STAFF,
        urgency=st.sampled_from([None, *Urgency]),
        case_class=st.sampled_from([None, CaseClass.MANAGEMENT, CaseClass.FACILITY]),
    )
    def staff_reclassify(
        self, by: str, urgency: Urgency | None, case_class: CaseClass | None
    ) -> None:
        self._do(Verb.RECLASSIFY, by, **{"urgency": urgency, "class": case_class})

    @rule(by=STAFF, kind=st.sampled_from(DeadlineKind), days=st.sampled_from([1, 4, 40]))
    def a_lead_extends(self, by: str, kind: DeadlineKind, days: int) -> None:
        until = self.garden.now + timedelta(days=days)
        self._do(Verb.EXTEND, by, kind=kind, until=until, reason="等配件")

    @rule(
        by=STAFF,
        via=st.sampled_from(Via),
        fixed=st.booleans(),
        satisfaction=st.sampled_from([None, *Satisfaction]),
    )
    def staff_record_a_revisit(
        self, by: str, via: Via, fixed: bool, satisfaction: Satisfaction | None
    ) -> None:
        why = {"without_appointment": "在楼下遇到"}
        self._do(Verb.REVISIT, by, via=via, fixed=fixed, satisfaction=satisfaction, **why)

    @precondition(lambda self: self._is_said_done())
    @rule(fixed=st.booleans(), satisfaction=st.sampled_from([None, *Satisfaction]))
    def the_resident_answers(self, fixed: bool, satisfaction: Satisfaction | None) -> None:
        with self.garden.changing() as session:
            case = lock_case(session, self.cases[0])
            if not fixed:
                hear_not_fixed(session, case, by=RESIDENT, now=self.garden.now)
            elif case.state is CaseState.RESOLVED:
                hear_fixed(session, case, by=RESIDENT, now=self.garden.now)
            hear_satisfaction(session, case, satisfaction, by=RESIDENT, now=self.garden.now)

    @rule()
    def no_channel_delivers_the_last_answer(self) -> None:
        answers = [one for one in self.garden.messages(self.cases[0]) if one.answers_respond]
        if answers:
            self.garden.lose(answers[-1].id)
            with self.garden.changing() as session:
                take_back_response(session, lock_case(session, self.cases[0]), self.garden.now)

    @rule(by=st.sampled_from(["xiao.lin", "zhou"]), reached=st.booleans())
    def somebody_calls(self, by: str, reached: bool) -> None:
        for task in self.garden.tasks(self.cases[0]):
            if task.state is TaskState.OPEN:
                self.garden.record(task.id, by, reached=reached, why="在楼下遇到")
                return

    @rule(hours=HOURS)
    def time_goes_by(self, hours: float) -> None:
        case = self.garden.case(self.cases[0])
        is_ringing = case.urgency is Urgency.EMERGENCY and case.accepted_at is None
        # An emergency that nobody accepts rings every five minutes: a day of it takes long to try.
        self.garden.wait(hours=min(hours, 1) if is_ringing else hours)

    @rule(hours=HOURS)
    def the_house_is_down(self, hours: float) -> None:
        self.garden.now += timedelta(hours=hours)
        self.garden.sweep()

    @invariant()
    def every_case_is_in_order(self) -> None:
        assert [law for case in self.cases for law in broken_laws(self.garden, case)] == []

    def _is_said_done(self) -> bool:
        done = {CaseState.RESOLVED, CaseState.CLOSED}
        return bool(self.cases) and self.garden.state(self.cases[0]) in done

    def _do(self, verb: Verb, by: str, **fields: object) -> None:
        with suppress(NotAllowed):
            self.garden.do(verb, self.cases[0], by, **fields)


LifeOfACase.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=20,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to shrink takes minutes with real rows
    suppress_health_check=list(HealthCheck),
)
TestAnyLifeOfACase = LifeOfACase.TestCase
