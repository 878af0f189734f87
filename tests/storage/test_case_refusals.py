"""Who may do what to a case, and when; what is refused leaves every row of the house as it was."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from flows.rules.case_life import OF_KIND, VERBS
from flows.rules.refusals import NotAllowed, Refusal
from flows.rules.vocabulary import CaseState, Role, Urgency, Verb
from storage.case_verbs import perform
from storage.cases import lock_case
from storage.staff import find_staff
from tests.estate import MORNING, RESOLVED, Garden
from tests.permissions import WHO

LATER = MORNING + timedelta(days=2)
SAID: Mapping[Verb, Mapping[str, object]] = {
    Verb.ACCEPT: {},
    Verb.RESPOND: {"text": "马上到"},
    Verb.ASSIGN: {"handler": "gong"},
    Verb.PROPOSE: {"plan": "换管"},
    Verb.APPROVE: {"decision": "approve"},
    Verb.RESOLVE: RESOLVED,
    Verb.RECLASSIFY: {"urgency": "key"},
    Verb.EXTEND: {"kind": "solution", "until": MORNING + timedelta(days=60), "reason": "等料"},
    Verb.WITHDRAW: {"reason": "误报"},
    Verb.REVISIT: {"via": "phone", "fixed": True},
    Verb.CLOSE: {"reason": "超出范围"},
    Verb.REVIEW: {"reason": "申请复核"},
    Verb.ADOPT: {"decision": "adopted", "reason": "下月装"},
    Verb.CREDIT: {"staff": "xiao.lin"},
    Verb.FLAG: {"reason": "多次核实不属实"},
    Verb.COORDINATE: {"unit": "供水公司", "reason": "主管爆裂"},
    Verb.FORWARD: {},
    Verb.HAND_BACK: {"reason": "超出权限"},
    Verb.SIGN_OFF: {"satisfied": True},
    Verb.ARCHIVE: {},
    Verb.ARRANGE: {"at": MORNING + timedelta(days=30), "via": "phone"},
    Verb.REARRANGE: {"at": MORNING + timedelta(days=31), "via": "phone"},
    Verb.CALL_OFF: {"reason": "住户出门", "via": "visit"},
    Verb.JOIN: {"into": "BX-20261123-0099"},
    Verb.ADD: {"text": "现在天花板也滴水", "via": "phone"},
}


def refused(
    garden: Garden, verb: Verb, case: int, by: str, fields: Mapping[str, object] | None = None
) -> Refusal:
    """The code of the refusal; and not a row has changed."""
    before = garden.rows()
    with pytest.raises(NotAllowed) as refusal:
        garden.do(verb, case, by, **(SAID[verb] if fields is None else fields))
    assert garden.rows() == before
    return Refusal(refusal.value.code)


@pytest.mark.parametrize("verb", [Verb.REVISIT, Verb.CLOSE, Verb.REVIEW])
def test_an_open_case_is_not_revisited_closed_or_reviewed(garden: Garden, verb: Verb) -> None:
    assert refused(garden, verb, garden.report(), "boss") is Refusal.WRONG_STATE


def test_a_resolved_case_is_not_worked_on(garden: Garden) -> None:
    case = garden.report()
    garden.resolve(case)

    for verb in set(Verb) - VERBS[CaseState.RESOLVED] - set(OF_KIND):
        assert refused(garden, verb, case, "boss") is Refusal.WRONG_STATE
    assert refused(garden, Verb.CLOSE, case, "boss") is Refusal.WRONG_STATE  # the first round


def test_a_closed_case_is_not_worked_on_and_a_withdrawn_one_not_even_reviewed(
    garden: Garden,
) -> None:
    closed, withdrawn = garden.report(), garden.report("灯坏了")
    garden.resolve(closed)
    garden.do(Verb.REVISIT, closed, "xiao.lin", via="phone", fixed=True)
    garden.do(Verb.WITHDRAW, withdrawn, "zhou", reason="误报")

    for verb in set(Verb) - VERBS[CaseState.CLOSED] - set(OF_KIND):
        assert refused(garden, verb, closed, "boss") is Refusal.WRONG_STATE
    for verb in set(Verb) - set(OF_KIND):
        assert refused(garden, verb, withdrawn, "boss") is Refusal.WRONG_STATE
    assert garden.state(closed) is CaseState.CLOSED


@pytest.mark.parametrize("by", ["shen", "gong", "xiao.lin"])
def test_nobody_does_what_takes_a_higher_role(garden: Garden, by: str) -> None:
    case = garden.report()
    garden.do(Verb.RESPOND, case, "xiao.lin", text="稍等")
    role = {"shen": Role.AUDITOR, "gong": Role.TECHNICIAN, "xiao.lin": Role.ASSISTANT}[by]

    for verb in (verb for verb in Verb if role not in WHO[verb]):
        assert refused(garden, verb, case, by) is Refusal.WRONG_ROLE


def test_the_urgency_is_raised_by_anyone_and_lowered_by_a_lead(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.RECLASSIFY, case, "gong", urgency="key")
    lower = {"urgency": "normal"}
    assert refused(garden, Verb.RECLASSIFY, case, "xiao.lin", lower) is Refusal.WRONG_ROLE

    garden.do(Verb.RECLASSIFY, case, "zhou", **lower)

    assert garden.case(case).urgency is Urgency.NORMAL


@pytest.mark.parametrize("verb", list(Verb))
def test_nobody_of_another_estate_touches_a_case(garden: Garden, verb: Verb) -> None:
    assert refused(garden, verb, garden.report(), "liu") is Refusal.WRONG_ROLE


def test_the_company_office_belongs_to_every_estate(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.ACCEPT, case, "boss")

    assert garden.handler(case) == "boss"


@pytest.mark.parametrize("verb", [Verb.ACCEPT, Verb.RESPOND, Verb.RESOLVE, Verb.WITHDRAW])
def test_nobody_acts_on_a_complaint_about_themselves(garden: Garden, verb: Verb) -> None:
    case = garden.report(about="zhou")

    assert refused(garden, verb, case, "zhou") is Refusal.ABOUT_YOU
    assert refused(garden, Verb.ASSIGN, case, "wang", {"handler": "zhou"}) is Refusal.BAD_VALUE


@pytest.mark.parametrize("handler", ["shen", "liu", "nobody", "dismissed"])
def test_a_case_goes_only_to_somebody_of_the_chain_who_can_work(
    garden: Garden, handler: str
) -> None:
    garden.employ("dismissed", Role.ASSISTANT)
    garden.dismiss("dismissed")
    fields = {"handler": handler}

    assert refused(garden, Verb.ASSIGN, garden.report(), "zhou", fields) is Refusal.BAD_VALUE


@pytest.mark.parametrize(
    ("verb", "fields", "code"),
    [
        (Verb.RESPOND, {}, Refusal.MISSING_FIELD),
        (Verb.RESPOND, {"text": "  "}, Refusal.MISSING_FIELD),
        (Verb.RESPOND, {"text": "好", "promised_at": MORNING}, Refusal.BAD_VALUE),
        (Verb.RESPOND, {"text": "好", "promised_at": "明天"}, Refusal.BAD_VALUE),
        (Verb.RESPOND, {"text": "好", "via": "dove"}, Refusal.BAD_VALUE),
        (Verb.RESPOND, {"text": "好" * 2001}, Refusal.BAD_VALUE),
        (Verb.RESOLVE, {"result": "好了", "measures": "换管"}, Refusal.MISSING_FIELD),
        (Verb.RESOLVE, RESOLVED | {"improvement": " "}, Refusal.MISSING_FIELD),
        (Verb.RECLASSIFY, {}, Refusal.MISSING_FIELD),
        (Verb.RECLASSIFY, {"urgency": "normal"}, Refusal.BAD_VALUE),
        (Verb.WITHDRAW, {}, Refusal.MISSING_FIELD),
        (Verb.ACCEPT, {"color": "red"}, Refusal.BAD_VALUE),
        (Verb.EXTEND, {"kind": "solution", "until": LATER, "reason": "等"}, Refusal.BAD_VALUE),
        (Verb.EXTEND, {"kind": "promise", "until": LATER, "reason": "等"}, Refusal.BAD_VALUE),
        (Verb.APPROVE, {"decision": "approve"}, Refusal.PLAN_NEEDED),
    ],
)
def test_what_is_missing_or_cannot_be_is_refused(
    garden: Garden, verb: Verb, fields: Mapping[str, object], code: Refusal
) -> None:
    assert refused(garden, verb, garden.report(), "zhou", fields) is code


def test_a_revisit_is_extended_to_five_days_and_no_further(garden: Garden) -> None:
    case = garden.report()
    garden.resolve(case)
    most = MORNING + timedelta(days=5)
    fields = {"kind": "revisit", "until": most + timedelta(minutes=1), "reason": "雨天看不出"}
    assert refused(garden, Verb.EXTEND, case, "zhou", fields) is Refusal.BAD_VALUE

    garden.do(Verb.EXTEND, case, "zhou", **(fields | {"until": most}))


def test_through_a_door_for_less_nobody_may_do_more(garden: Garden) -> None:
    case = garden.report()
    before = garden.rows()

    with garden.changing() as session:
        zhou = find_staff(session, "zhou")
        assert zhou is not None
        with pytest.raises(NotAllowed, match="withdraw is not for the role assistant"):
            perform(
                session,
                Verb.WITHDRAW,
                lock_case(session, case),
                zhou,
                {"reason": "误报"},
                garden.now,
                bound=Role.ASSISTANT,
            )

    assert garden.rows() == before
