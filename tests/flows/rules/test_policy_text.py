import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.resources import read_text
from flows.rules.policy import Policy
from flows.rules.policy_kinds import Carries, TemplateField
from flows.rules.policy_reading import PolicyError, Problem
from flows.rules.policy_text import (
    POLICY_CHARACTERS_MAX,
    PROFILES,
    packaged,
    parse_policy,
    policy_from_values,
    policy_values,
    render_policy,
)
from flows.rules.policy_time import ResponseMode
from tests.each import each
from tests.flows.rules.policies import leaves, policies, set_value


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(PolicyError) as caught:
        parse_policy(text)
    return caught.value.problems


def test_the_packaged_default_is_exactly_what_an_export_of_it_writes() -> None:
    assert render_policy(packaged("strict")) == read_text("flows.rules", "profiles/strict.toml")


def test_every_number_of_an_exported_policy_stands_under_its_rule() -> None:
    lines = render_policy(packaged("strict")).splitlines()

    for path, leaf in leaves():
        if leaf.note:
            assert leaf.note.startswith("R"), path
            assert f"# {leaf.note}" in lines


def test_the_office_differs_from_the_default_in_how_the_first_response_is_counted() -> None:
    strict, office = policy_values(packaged("strict")), policy_values(packaged("office"))

    assert office["first_response"].pop("mode") == ResponseMode.WORKING_DAY
    assert strict["first_response"].pop("mode") == ResponseMode.CLOCK
    assert office == strict


def test_a_profile_that_is_not_packaged_is_not_found() -> None:
    with pytest.raises(KeyError, match="lenient"):
        packaged("lenient")


@given(policies())
def test_an_exported_policy_is_read_back_as_it_was(policy: Policy) -> None:
    assert parse_policy(render_policy(policy)) == policy


@given(policies())
def test_a_stored_policy_is_read_back_as_it_was(policy: Policy) -> None:
    assert policy_from_values(json.loads(json.dumps(policy_values(policy)))) == policy


@pytest.mark.parametrize("profile", PROFILES)
def test_an_estate_may_change_one_number_and_keep_the_rest_of_a_profile(profile: str) -> None:
    policy = parse_policy(f'extends = "{profile}"\n[rounds]\ngeneral_manager_from = 4')

    assert policy.rounds.general_manager_from == 4
    assert policy.rounds.close_from == packaged(profile).rounds.close_from
    assert policy.first_response == packaged(profile).first_response


def test_a_template_that_an_estate_names_replaces_the_packaged_one_as_a_whole() -> None:
    policy = parse_policy('extends = "strict"\n[templates.case]\nthing1 = "summary"')

    assert policy.templates.case == (TemplateField("thing1", Carries.SUMMARY),)
    assert policy.subscriptions == packaged("strict").subscriptions


def test_a_policy_that_extends_nothing_must_be_whole() -> None:
    whole = render_policy(packaged("strict"))
    without = whole.replace("photos_max = 9\n", "")

    found = problems(without)

    assert [problem.path for problem in found] == ["conversation.photos_max"]
    assert without.splitlines()[found[0].line - 1] == "[conversation]"
    assert "is missing" in found[0].reason


def test_an_empty_policy_lacks_every_table() -> None:
    assert {problem.path for problem in problems("")} == set(policy_values(packaged("strict")))


def test_all_mistakes_are_told_at_once_each_with_its_line() -> None:
    text = """extends = "strict"
[first_response]
mode = "sometimes"
clock_hours = "24"
emergency_minutes = 0

[escalation.first_response]
handler_at = 0.9
lead_at = 0.5

[calendar]
extra_holidays = [
    2027-02-08,
    2027-02-07,
]
week.saturday = ["09:00-12:00", "11:00-13:00"]
week.sunday = ["18:00-08:00"]

[conversatoin]
photos_max = 3
"""

    assert problems(text) == (
        Problem(3, "first_response.mode", "'sometimes' is none of clock, working_day"),
        Problem(4, "first_response.clock_hours", "'24' is not a whole number"),
        Problem(5, "first_response.emergency_minutes", "0 is not between 1 and 1440"),
        Problem(
            9,
            "escalation.first_response.lead_at",
            "fractions must rise: the lead is told after the handler",
        ),
        Problem(
            12,
            "calendar.extra_holidays",
            "2027-02-07 stands after 2027-02-08: dates must rise",
        ),
        Problem(
            16,
            "calendar.week.saturday",
            "11:00-13:00 overlaps 09:00-12:00 or stands out of order",
        ),
        Problem(17, "calendar.week.sunday", "18:00-08:00 does not end after it begins"),
        Problem(19, "conversatoin", "is not known; the nearest known key is conversation"),
    )


def test_the_message_of_a_mistake_names_file_line_key_and_reason() -> None:
    with pytest.raises(PolicyError) as caught:
        parse_policy('extends = "strict"\n[rounds]\nclose_form = 2', name="estate.toml")

    expected = "estate.toml:3: rounds.close_form: is not known; the nearest known key is close_from"
    assert str(caught.value) == expected


@each(
    ("text", "line", "reason"),
    [
        ("a = [\n1\n", 3, "not TOML"),
        ("a = 1\n[b\n", 2, "not TOML"),
        ("a = 1\na = 2\n", 2, "not TOML"),
        ("a = 2027-02-30\n", 1, "not TOML"),
        ("a = " + "[" * 5000, 1, "nested too deeply"),
        ("a = " + "9" * 5000, 1, "not TOML"),
        ("#" * (POLICY_CHARACTERS_MAX + 1), 1, "characters are more than"),
    ],
)
def test_what_is_not_toml_is_told_with_its_line(text: str, line: int, reason: str) -> None:
    (problem,) = problems(text)

    assert problem.line == line
    assert reason in problem.reason


@each(
    ("change", "path", "reason"),
    [
        ("extends = 3", "extends", "3 is none of strict, office"),
        ("rounds = 3", "rounds", "is not a table"),
        ("[calendar]\ncountry = 'China'", "calendar.country", "a country code of two capitals"),
        ("[calendar]\ncountry = 'XX'", "calendar.country", "holidays of XX are not known"),
        ("[calendar]\nsubdivision = 'GD'", "calendar.subdivision", "CN has no subdivision GD"),
        ("[calendar]\nmake_up_day = []", "calendar.make_up_day", "needs at least one span"),
        ("[calendar]\nextra_workdays = ['soon']", "calendar.extra_workdays", "not a date"),
        ("[calendar]\nextra_workdays = [7]", "calendar.extra_workdays", "7 is not a date"),
        (
            "[calendar]\nextra_workdays = [2027-01-02]\nextra_holidays = [2027-01-02]",
            "calendar.extra_workdays",
            "2027-01-02 is an extra holiday too",
        ),
        ("[calendar.week]\nmonday = '08:30'", "calendar.week.monday", "is not a list"),
        ("[calendar.week]\nmonday = ['8-12']", "calendar.week.monday", "not a span"),
        ("[calendar.week]\nmonday = ['22:00-24:30']", "calendar.week.monday", "not a span"),
        ("[calendar.week]\nmonday = [[1]]", "calendar.week.monday", "not a span"),
        (
            "[calendar.week]\n"
            + "\n".join(f"{day}day = []" for day in ("mon", "tues", "wednes"))
            + "\nthursday = []\nfriday = []",
            "calendar.week.monday",
            "no day of the week is a working day",
        ),
        ("[deadlines]\nsolution_days = true", "deadlines.solution_days", "true is not a whole"),
        ("[deadlines]\nsolution_days = 1", "deadlines.key_solution_hours", "gets more time"),
        ("[revisit.complaint]\ndue_hours = 24", "revisit.complaint.ask_after_hours", "already due"),
        ("[revisit.repair]\ndue_hours = 24", "revisit.repair.ask_after_days", "already due"),
        ("[revisit]\nextension_days = 1", "revisit.extension_days", "before the ordinary one"),
        ("[approval]\nclasses = ['trees']", "approval.classes", "'trees' is none of service"),
        ("[approval]\nclasses = ['other', 'other']", "approval.classes", "twice"),
        ("[major]\nkey_clients = 1", "major.key_clients", "1 is not true or false"),
        ("[repeat]\nsimilarity = 1.0", "repeat.similarity", "1.0 is not between 0 and 1"),
        ("[repeat]\nsimilarity = nan", "repeat.similarity", "nan is not between 0 and 1"),
        ("[repeat]\nsimilarity = 1", "repeat.similarity", "1 is not a fraction"),
        (
            "[escalation.emergency]\nmanager_after_minutes = 10",
            "escalation.emergency.general_manager_after_minutes",
            "must be more than manager_after_minutes",
        ),
        (
            "[first_response]\nemergency_minutes = 10",
            "escalation.emergency.general_manager_after_minutes",
            "after the emergency's first response is due",
        ),
        ("[quiet_hours]\nstaff = '09:00-09:00'", "quiet_hours.staff", "at the same time"),
        ("[quiet_hours]\nstaff = '00:00-24:00'", "quiet_hours.staff", "at the same time"),
        ("[conversation]\nexpiry_hours = 1\nidle_minutes = 60", "conversation.idle_minutes", ""),
        ("[postman]\nbackoff_base_seconds = 3600\nbackoff_cap_minutes = 1", "postman", "less than"),
        ("[postman.not_after_hours]\nstaff = 10", "postman.not_after_hours.staff", "quiet hours"),
        ("[postman.not_after_hours]\nnotice = 12", "postman.not_after_hours.notice", "20:30-09:00"),
        ("[survey]\nneutral = []", "survey.passing", "neutral stands 0 times"),
        ("[sampling]\nmedium_orders_max = 20", "sampling.medium_orders_max", "more than small"),
        ("[sampling]\nlarge_orders_max = 50", "sampling.large_orders_max", "more than medium"),
        ("[templates]\ncase = 'thing1'", "templates.case", "a table of template fields"),
        ("[templates.case]", "templates.case", "1 to 12 fields, not 0"),
        ("[templates.case]\nthing1 = 'name'", "templates.case", "thing1: 'name' is none of number"),
        ("[templates.case]\n'thing 1' = 'time'", "templates.case", "cannot be the name"),
    ],
)
def test_a_mistake_in_a_policy_is_named(change: str, path: str, reason: str) -> None:
    text = change if change.startswith("extends") else f'extends = "strict"\n{change}'

    found = problems(text)

    assert len(found) == 1
    assert found[0].path.startswith(path)
    assert reason in found[0].reason


@given(st.text())
def test_any_text_is_a_policy_or_says_why_not(text: str) -> None:
    for problem in problems(f"{text}\nx = 1"):
        assert problem.line >= 1
        assert problem.reason


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from([path for path, _ in leaves()]), ANY_JSON)
def test_whatever_is_stored_is_a_policy_or_is_refused_by_its_name(
    path: tuple[str, ...], value: object
) -> None:
    values = policy_values(packaged("strict"))
    set_value(values, path, value)

    try:
        policy = policy_from_values(values)
    except PolicyError as wrong:
        refused = wrong
    else:
        assert policy_from_values(policy_values(policy)) == policy
        return

    assert {problem.line for problem in refused.problems} == {0}
    assert str(refused).startswith("stored policy: ")


def test_a_policy_stored_by_an_older_version_gets_new_numbers_from_the_default() -> None:
    values = policy_values(packaged("office"))
    del values["wechat"], values["conversation"]["photos_max"]

    assert policy_from_values(values) == packaged("office")


def test_a_policy_stored_by_a_newer_version_keeps_working_in_an_older_one() -> None:
    values: Mapping[str, Any] = {**policy_values(packaged("office")), "drones": {"fly": True}}

    assert policy_from_values(values) == packaged("office")
