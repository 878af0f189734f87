"""Values typed into a form: what they say of a policy is what its text would say."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.policy_edit import STRETCH_DAYS_MAX, values_of, with_values
from flows.rules.policy_reading import PolicyError
from flows.rules.policy_text import packaged, parse_policy
from flows.rules.wall_clock import Span
from tests.each import each

STRICT = packaged("strict")
VALUES = values_of(STRICT)
OFF = "calendar.extra_holidays"


def test_every_value_typed_as_it_is_shown_changes_nothing() -> None:
    typed = {path: value.typed for path, value in VALUES.items()}

    assert len(typed) > 150
    assert parse_policy(with_values(STRICT, typed)) == STRICT


def test_days_are_typed_one_by_one_or_as_a_stretch() -> None:
    typed = "2027-02-10\n2027-02-06..2027-02-08，2027-02-07 2027-10-01至2027-10-02"
    policy = parse_policy(with_values(STRICT, {OFF: typed}))

    assert policy.calendar.extra_holidays == (
        date(2027, 2, 6),
        date(2027, 2, 7),
        date(2027, 2, 8),
        date(2027, 2, 10),
        date(2027, 10, 1),
        date(2027, 10, 2),
    )


def test_hours_are_typed_with_any_dash_and_none_is_a_day_off() -> None:
    typed = {"calendar.week.saturday": "09:00–12:00", "calendar.week.monday": ""}
    week = parse_policy(with_values(STRICT, typed)).calendar.week

    assert week.saturday == (Span(540, 720),)
    assert week.monday == ()


def test_words_numbers_and_truths_are_read_as_what_they_are() -> None:
    typed = {
        "revisit.unreachable_records": " 3 ",
        "publication.shown": "false",
        "escalation.other.handler_at": "0.9",
        "contact_card.wechat_account": '回音"花园"',
        "major.urgencies": "emergency, key",
        "review.contacts": "街道办，三楼\n\n12345",
    }
    policy = parse_policy(with_values(STRICT, typed))

    assert policy.revisit.unreachable_records == 3
    assert policy.publication.shown is False
    assert policy.escalation.other.handler_at == 0.9
    assert policy.contact_card.wechat_account == '回音"花园"'
    assert policy.review.contacts == ("街道办，三楼", "12345")


@each(
    ("path", "typed", "named"),
    [
        (OFF, "2027-02-30", "2027-02-30"),
        (OFF, "2027-02-30..2027-03-02", "2027-02-30..2027-03-02"),
        (OFF, "2027-03-02..2027-02-01", "2027-03-02..2027-02-01"),
        (OFF, "2027-01-01..2027-12-31", "2027-01-01..2027-12-31"),
        ("calendar.week.monday", "morning", "morning"),
        ("revisit.unreachable_records", "three", "three"),
        ("revisit.unreachable_records", "1\n[x]", "[x]"),
        ("publication.shown", "yes", "yes"),
    ],
)
def test_what_is_no_such_value_is_named_with_its_key(path: str, typed: str, named: str) -> None:
    with pytest.raises(PolicyError) as refused:
        parse_policy(with_values(STRICT, {path: typed}))

    (problem,) = refused.value.problems
    assert problem.path.startswith(path)
    assert named in problem.reason.encode().decode("unicode_escape") or named in problem.reason


@each("path", ["", "calendar", "nothing.here", "templates.case"])
def test_what_is_no_value_has_no_form(path: str) -> None:
    with pytest.raises(KeyError):
        with_values(STRICT, {path: "1"})


@given(st.sampled_from(sorted(VALUES)), st.text(max_size=40))
def test_whatever_is_typed_touches_its_own_value_alone(path: str, typed: str) -> None:
    try:
        policy = parse_policy(with_values(STRICT, {path: typed}))
    except PolicyError:
        return
    before, after = values_of(STRICT), values_of(policy)
    assert {name for name in before if before[name].typed != after[name].typed} <= {path}


def test_a_stretch_has_a_limit() -> None:
    policy = replace(STRICT)
    typed = "2027-01-01..2027-03-01"
    days = parse_policy(with_values(policy, {OFF: typed})).calendar.extra_holidays
    assert len(days) == STRETCH_DAYS_MAX
