from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from flows.rules.case_life import CaseFacts, StaffFacts
from flows.rules.policy_text import packaged
from flows.rules.refusals import NotAllowed, Refusal
from flows.rules.verb_fields import FIELDS, check_fields
from flows.rules.vocabulary import CaseClass, CaseState, DeadlineKind, Role, Urgency, Verb
from tests.each import each

STRICT = packaged("strict")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
LATER = NOW + timedelta(hours=3)
LATEST = NOW + timedelta(hours=6)
LEAD = StaffFacts("li", Role.LEAD)
ASSISTANT = StaffFacts("chen", Role.ASSISTANT)
TECHNICIAN = StaffFacts("zhou", Role.TECHNICIAN)
CASE = CaseFacts(
    CaseState.HANDLING,
    1,
    CaseClass.FACILITY,
    Urgency.KEY,
    handler="chen",
    about="wu",
    resolved_at=NOW - timedelta(days=1),
    pending={
        DeadlineKind.SOLUTION: NOW + timedelta(days=2),
        DeadlineKind.REVISIT: NOW + timedelta(days=2),
    },
)

COMPLETE: Mapping[Verb, Mapping[str, object]] = {
    Verb.ACCEPT: {},
    Verb.RESPOND: {"text": "今天下午来修", "promised_at": LATER, "via": "phone"},
    Verb.ASSIGN: {"handler": "zhou"},
    Verb.PROPOSE: {"plan": "更换水管"},
    Verb.APPROVE: {"decision": "approve"},
    Verb.RESOLVE: {"result": "修好了", "measures": "换了水管", "improvement": "每月检查"},
    Verb.RECLASSIFY: {"class": "safety", "urgency": "emergency"},
    Verb.EXTEND: {"kind": "solution", "until": NOW + timedelta(days=9), "reason": "等配件"},
    Verb.WITHDRAW: {"reason": "重复"},
    Verb.REVISIT: {
        "via": "phone",
        "fixed": True,
        "satisfaction": "satisfied",
        "remark": "谢谢",
        "without_appointment": "在楼下遇到",
    },
    Verb.CLOSE: {"reason": "多次沟通无果"},
    Verb.REVIEW: {"handler": "zhou", "reason": "住户申请"},
    Verb.ADOPT: {"decision": "adopted", "reason": "下月装路灯"},
    Verb.CREDIT: {"staff": "chen, zhou"},
    Verb.FLAG: {"reason": "反复报同一件假事", "lifted": False},
    Verb.COORDINATE: {"unit": "供水公司", "reason": "主管爆裂", "until": LATER},
    Verb.FORWARD: {"text": "楼道灯坏了", "urgency": "key"},
    Verb.HAND_BACK: {"reason": "超出权限", "proposal": "更换整根管子"},
    Verb.SIGN_OFF: {"satisfied": True, "remark": "谢谢"},
    Verb.ARCHIVE: {},
    Verb.ARRANGE: {"at": LATER, "via": "letter", "ends_at": LATEST, "text": "带梯子"},
    Verb.REARRANGE: {"at": LATER, "via": "phone", "ends_at": LATEST, "text": "带梯子"},
    Verb.CALL_OFF: {"reason": "住户出门", "via": "visit"},
    Verb.JOIN: {"into": "BX-20261124-0001"},
    Verb.ADD: {"text": "现在天花板也滴水", "via": "phone"},
}


def judge(
    verb: Verb,
    fields: Mapping[str, object],
    *,
    actor: StaffFacts | None = LEAD,
    case: CaseFacts = CASE,
    named: StaffFacts | None = TECHNICIAN,
) -> None:
    check_fields(verb, case, actor, fields, policy=STRICT, now=NOW, named=named)


def refusal(
    verb: Verb,
    fields: Mapping[str, object],
    *,
    actor: StaffFacts | None = LEAD,
    named: StaffFacts | None = TECHNICIAN,
) -> NotAllowed:
    with pytest.raises(NotAllowed) as caught:
        judge(verb, fields, actor=actor, named=named)
    return caught.value


@each("verb", list(Verb))
def test_a_verb_that_says_all_it_has_to_say_is_let_through(verb: Verb) -> None:
    judge(verb, COMPLETE[verb])


@each("verb", list(Verb))
def test_optional_fields_may_be_left_out_or_empty(verb: Verb) -> None:
    if verb is not Verb.RECLASSIFY:
        judge(verb, {name: COMPLETE[verb][name] for name in FIELDS[verb].required})
        judge(verb, {**COMPLETE[verb], **dict.fromkeys(FIELDS[verb].optional)})


@each(("verb", "field"), [(verb, name) for verb in Verb for name in FIELDS[verb].required])
@each("nothing", [None, "", " \n"])
def test_a_required_field_that_says_nothing_is_asked_for_by_name(
    verb: Verb, field: str, nothing: object
) -> None:
    refused = refusal(verb, {**COMPLETE[verb], field: nothing})

    assert refused.code is Refusal.MISSING_FIELD
    assert refused.params == {"field": field}


def test_a_case_is_resolved_with_result_measures_and_improvement() -> None:
    assert FIELDS[Verb.RESOLVE].required == ("result", "measures", "improvement")


@each("verb", list(Verb))
def test_a_field_that_a_verb_does_not_have_is_refused_and_not_overlooked(verb: Verb) -> None:
    refused = refusal(verb, {**COMPLETE[verb], "promise_at": LATER})

    assert refused.code is Refusal.BAD_VALUE
    assert refused.reason == f"{verb} has no field promise_at"


@each(
    ("verb", "field", "value", "reason"),
    [
        (Verb.RESPOND, "text", 7, "text is not a text"),
        (Verb.RESPOND, "text", "长" * 2001, "text is longer than 2000 characters"),
        (Verb.RESPOND, "via", "pigeon", "via is none of message, phone, visit"),
        (Verb.REVISIT, "via", "message", "via is none of phone, visit"),
        (Verb.REVISIT, "via", True, "via is none of phone, visit"),
        (Verb.REVISIT, "fixed", "yes", "fixed is none of True, False"),
        (Verb.REVISIT, "fixed", 1, "fixed is none of True, False"),
        (Verb.REVISIT, "satisfaction", "great", "satisfaction is none of very_satisfied"),
        (Verb.APPROVE, "decision", "maybe", "decision is none of approve, return"),
        (Verb.RECLASSIFY, "class", "weather", "class is none of service"),
        (Verb.RECLASSIFY, "urgency", ["key"], "urgency is none of normal"),
        (Verb.EXTEND, "kind", "for_ever", "kind is none of first_response"),
        (Verb.EXTEND, "kind", "promise", "no deadline of the kind promise is pending"),
        (Verb.EXTEND, "until", "tomorrow", "until is not a time with a zone"),
        (Verb.EXTEND, "until", NOW.replace(tzinfo=None), "until is not a time with a zone"),
        (Verb.EXTEND, "until", LATER, "until is not later than 2026-11-25T09:00:00+08:00"),
        (Verb.RESPOND, "promised_at", NOW, "promised_at is not later than 2026-11-23T09:00:00"),
        (Verb.RESPOND, "promised_at", NOW + timedelta(days=367), "promised_at is later than"),
        (
            Verb.RESPOND,
            "promised_at",
            datetime.max.replace(tzinfo=ZoneInfo("America/Los_Angeles")),
            "promised_at is later than",
        ),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_the_name_of_its_field(
    verb: Verb, field: str, value: object, reason: str
) -> None:
    refused = refusal(verb, {**COMPLETE[verb], field: value})

    assert refused.code is Refusal.BAD_VALUE
    assert refused.reason.startswith(reason)


def test_a_plan_is_sent_back_with_a_reason() -> None:
    refused = refusal(Verb.APPROVE, {"decision": "return"})

    assert refused.code is Refusal.MISSING_FIELD
    assert refused.params == {"field": "reason"}
    judge(Verb.APPROVE, {"decision": "return", "reason": "太贵"})


def test_a_resident_takes_a_report_back_without_a_reason() -> None:
    judge(Verb.WITHDRAW, {}, actor=None)
    assert refusal(Verb.WITHDRAW, {}).code is Refusal.MISSING_FIELD


def test_anybody_may_raise_the_urgency_and_a_lead_may_lower_it() -> None:
    judge(Verb.RECLASSIFY, {"urgency": "emergency"}, actor=TECHNICIAN)
    judge(Verb.RECLASSIFY, {"urgency": "normal"}, actor=LEAD)

    refused = refusal(Verb.RECLASSIFY, {"urgency": "normal"}, actor=ASSISTANT)
    assert refused.code is Refusal.WRONG_ROLE
    assert refused.reason == (
        "lowering the urgency from key to normal takes a lead, not the role assistant"
    )


def test_anybody_may_change_the_class() -> None:
    judge(Verb.RECLASSIFY, {"class": "safety"}, actor=ASSISTANT)


def test_a_reclassification_says_what_changes() -> None:
    assert refusal(Verb.RECLASSIFY, {}).code is Refusal.MISSING_FIELD
    same = refusal(Verb.RECLASSIFY, {"class": "facility", "urgency": "key"})
    assert same.key == "refused.nothing_changes"


@each("verb", [Verb.ASSIGN, Verb.REVIEW])
@each(
    ("named", "key"),
    [
        (None, "refused.no_such_staff"),
        (StaffFacts("qian", Role.AUDITOR), "refused.unfit_handler"),
        (StaffFacts("wu", Role.MANAGER), "refused.unfit_handler"),
    ],
)
def test_a_case_goes_to_somebody_who_exists_and_may_handle_it(
    verb: Verb, named: StaffFacts | None, key: str
) -> None:
    refused = refusal(verb, {"handler": "x"}, named=named)

    assert refused.code is Refusal.BAD_VALUE
    assert refused.key == key


def test_a_re_review_is_another_handler_s() -> None:
    refused = refusal(Verb.REVIEW, {"handler": "chen"}, named=ASSISTANT)

    assert refused.key == "refused.unfit_handler"
    judge(Verb.ASSIGN, {"handler": "chen"}, named=ASSISTANT)


def test_a_revisit_is_extended_to_five_days_after_the_work_and_no_further() -> None:
    fifth_day = NOW + timedelta(days=4)
    extension = {"kind": "revisit", "until": fifth_day, "reason": "住户出差"}

    judge(Verb.EXTEND, extension)
    refused = refusal(Verb.EXTEND, {**extension, "until": fifth_day + timedelta(seconds=1)})

    assert refused.key == "refused.too_late"
    assert refused.params["latest"] == fifth_day.astimezone(UTC)


def test_an_extension_needs_no_revisit() -> None:
    judge(Verb.EXTEND, COMPLETE[Verb.EXTEND], case=replace(CASE, resolved_at=None))


@each(
    ("verb", "rule", "needed"),
    [
        (Verb.RESOLVE, "R41", {"result", "measures", "improvement"}),
        (Verb.EXTEND, "R48", {"kind", "until", "reason"}),
        (Verb.WITHDRAW, "R25", {"reason"}),
        (Verb.CLOSE, "R42", {"reason"}),
        (Verb.ADOPT, "R20", {"decision", "reason"}),
        (Verb.FLAG, "R45", {"reason"}),
        (Verb.COORDINATE, "R31", {"unit", "reason"}),
        (Verb.HAND_BACK, "R36", {"reason"}),
        (Verb.REVISIT, "R48", {"via", "fixed"}),
        (Verb.SIGN_OFF, "R40", {"satisfied"}),
    ],
)
def test_what_a_rule_wants_said_cannot_be_left_out(verb: Verb, rule: str, needed: set[str]) -> None:
    missing = {
        name
        for name in COMPLETE[verb]
        if _is_refused(verb, {key: one for key, one in COMPLETE[verb].items() if key != name})
    }

    assert missing == needed, rule


def _is_refused(verb: Verb, fields: Mapping[str, object]) -> bool:
    try:
        judge(verb, fields)
    except NotAllowed as refused:
        return refused.code is Refusal.MISSING_FIELD
    return False


@pytest.mark.parametrize(
    ("role", "may"), [(Role.ASSISTANT, False), (Role.LEAD, False), (Role.MANAGER, True)]
)
def test_what_is_for_the_manager_in_person_is_given_to_nobody_below(
    role: Role, *, may: bool
) -> None:
    """R33: the manager may pass it on to another manager or up, never down."""
    case, other = replace(CASE, in_person=True), StaffFacts("zhou", role)
    if may:
        judge(Verb.ASSIGN, {"handler": "zhou"}, case=case, named=other)
        return
    with pytest.raises(NotAllowed, match="manager"):
        judge(Verb.ASSIGN, {"handler": "zhou"}, case=case, named=other)
