from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import ChannelName
from flows.rules import reach
from flows.rules.reach import (
    CALL,
    ROBOT,
    SMS,
    WECHAT,
    WECHAT_SUBSCRIBE,
    WECHAT_TEMPLATE,
    WECOM,
    Address,
    AddressKind,
    Rung,
    Ways,
    ladder_to_resident,
    ladder_to_room,
    ladder_to_staff,
)
from flows.rules.vocabulary import Purpose

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
EVERYTHING = Ways(
    configured=frozenset({WECHAT, WECHAT_SUBSCRIBE, WECHAT_TEMPLATE, SMS, WECOM, ROBOT}),
    with_template=frozenset({WECHAT_SUBSCRIBE, WECHAT_TEMPLATE}),
)
OWN_CASES = (Purpose.CASE, Purpose.REVISIT, Purpose.SAFETY)

OPENID = Address(WECHAT, AddressKind.IDENTITY, 1, heard_at=NOON, quota_left=5, subscribed=True)
NUMBER = Address(SMS, AddressKind.IDENTITY, 2)
IN_DIRECTORY = Address(SMS, AddressKind.DIRECTORY_PHONE)


def channels(
    *addresses: Address,
    purpose: Purpose = Purpose.CASE,
    ways: Ways = EVERYTHING,
    consented: bool = False,
    taken_before: frozenset[str] = frozenset(),
) -> list[str]:
    ladder = ladder_to_resident(
        addresses, purpose, ways, consented=consented, taken_before=taken_before
    )
    return [rung.channel for rung in ladder]


def test_the_whole_ladder_goes_from_wechat_to_a_call() -> None:
    assert channels(OPENID, NUMBER) == [WECHAT, WECHAT_SUBSCRIBE, WECHAT_TEMPLATE, SMS, CALL]


def test_whoever_wrote_by_sms_last_is_answered_by_sms_first() -> None:
    number = Address(SMS, AddressKind.IDENTITY, 2, heard_at=NOON + timedelta(minutes=1))

    assert channels(OPENID, number)[:2] == [SMS, WECHAT]


def test_a_number_from_which_nobody_can_answer_comes_after_all_that_can_be_answered() -> None:
    heard = NOON + timedelta(minutes=1)
    number = Address(SMS, AddressKind.IDENTITY, 2, heard_at=heard, one_way=True)

    assert channels(OPENID, number)[0] == WECHAT
    assert channels(number) == [SMS, CALL]


def test_of_two_numbers_the_one_that_can_answer_is_taken() -> None:
    number = Address(SMS, AddressKind.IDENTITY, 2, heard_at=NOON, one_way=True)

    ladder = ladder_to_resident(
        [number, IN_DIRECTORY], Purpose.REVISIT, EVERYTHING, consented=False
    )

    assert ladder[0] == Rung(SMS, AddressKind.DIRECTORY_PHONE)


def test_outside_the_window_wechat_needs_a_template() -> None:
    silent = Address(WECHAT, AddressKind.IDENTITY, 1, heard_at=NOON, subscribed=True)

    assert channels(silent, NUMBER) == [WECHAT_SUBSCRIBE, WECHAT_TEMPLATE, SMS, CALL]


def test_a_subscription_message_needs_a_consent_that_is_left() -> None:
    silent = Address(WECHAT, AddressKind.IDENTITY, 1, heard_at=NOON)

    assert channels(silent, NUMBER) == [WECHAT_TEMPLATE, SMS, CALL]


def test_a_template_that_only_says_how_it_begins_comes_after_sms_but_before_a_call() -> None:
    silent = Address(WECHAT, AddressKind.IDENTITY, 1, heard_at=NOON, subscribed=True)
    both = EVERYTHING.with_template
    ways = Ways(EVERYTHING.configured, with_template=both, shortening=both)

    assert channels(silent, NUMBER, ways=ways) == [SMS, WECHAT_SUBSCRIBE, WECHAT_TEMPLATE, CALL]


def test_a_used_up_quota_closes_the_window() -> None:
    written_to = Address(WECHAT, AddressKind.IDENTITY, 1, heard_at=NOON)

    assert WECHAT not in channels(written_to)


def test_without_a_template_for_the_purpose_the_ladder_goes_from_wechat_to_sms() -> None:
    ways = Ways(configured=EVERYTHING.configured)

    assert channels(OPENID, IN_DIRECTORY, ways=ways) == [WECHAT, SMS, CALL]


def test_a_resident_who_never_wrote_gets_an_sms_to_the_number_in_the_directory() -> None:
    ladder = ladder_to_resident([IN_DIRECTORY], Purpose.CASE, EVERYTHING, consented=False)

    assert ladder == (
        Rung(SMS, AddressKind.DIRECTORY_PHONE),
        Rung(CALL, AddressKind.NOBODYS),
    )


def test_the_number_that_a_resident_writes_from_goes_before_the_one_in_the_directory() -> None:
    number = Address(SMS, AddressKind.IDENTITY, 2, heard_at=NOON)

    (first, *_) = ladder_to_resident(
        [IN_DIRECTORY, number], Purpose.CASE, EVERYTHING, consented=False
    )

    assert first == Rung(SMS, AddressKind.IDENTITY, 2)


def test_an_opt_out_closes_one_address_and_no_other() -> None:
    left = Address(SMS, AddressKind.IDENTITY, 2, heard_at=NOON, opted_out=True)

    ladder = ladder_to_resident([left, IN_DIRECTORY], Purpose.CASE, EVERYTHING, consented=False)

    assert ladder[0] == Rung(SMS, AddressKind.DIRECTORY_PHONE)


def test_an_alarm_goes_to_those_who_opted_out_too() -> None:
    left = Address(SMS, AddressKind.IDENTITY, 2, heard_at=NOON, opted_out=True)

    assert channels(left, purpose=Purpose.SAFETY) == [SMS, CALL]
    assert channels(left, purpose=Purpose.REVISIT) == [CALL]


@pytest.mark.parametrize("purpose", [Purpose.SURVEY, Purpose.NOTICE])
def test_mass_messages_need_consent_and_are_never_a_call(purpose: Purpose) -> None:
    assert channels(OPENID, NUMBER, purpose=purpose) == []
    assert CALL not in channels(OPENID, NUMBER, purpose=purpose, consented=True)
    assert channels(OPENID, NUMBER, purpose=purpose, consented=True)[0] == WECHAT


def test_a_refusal_closes_the_channel_for_all_addresses() -> None:
    other = Address(WECHAT, AddressKind.IDENTITY, 3, quota_left=5)
    ways = Ways(EVERYTHING.configured, refused=frozenset({WECHAT}))

    assert channels(OPENID, other, ways=ways) == [CALL]


def test_a_reminder_goes_by_the_next_channel_and_by_the_first_one_only_before_a_call() -> None:
    before = frozenset({WECHAT})

    assert channels(OPENID, NUMBER, purpose=Purpose.REVISIT, taken_before=before) == [
        WECHAT_SUBSCRIBE,
        WECHAT_TEMPLATE,
        SMS,
        WECHAT,
        CALL,
    ]


def test_a_reminder_to_somebody_with_one_channel_goes_by_that_one_again() -> None:
    before = frozenset({SMS})

    assert channels(NUMBER, purpose=Purpose.REVISIT, taken_before=before) == [SMS, CALL]


def test_a_reminder_leaves_even_the_channel_where_they_were_last_heard() -> None:
    number = Address(SMS, AddressKind.IDENTITY, 2, heard_at=NOON + timedelta(minutes=1))
    before = frozenset({SMS})

    assert channels(OPENID, number, taken_before=before)[0] == WECHAT


def test_staff_are_pushed_in_wecom_and_by_sms_as_the_last_resort() -> None:
    assert [rung.channel for rung in ladder_to_staff(EVERYTHING, has_phone=True)] == [WECOM, SMS]
    assert [rung.channel for rung in ladder_to_staff(EVERYTHING, has_phone=False)] == [WECOM]
    assert ladder_to_staff(Ways(frozenset()), has_phone=True) == ()


def test_a_room_has_its_robot_or_nothing() -> None:
    assert ladder_to_room(EVERYTHING) == (Rung(ROBOT, AddressKind.ROOM),)
    assert ladder_to_room(Ways(frozenset({WECOM}))) == ()


def test_the_ladder_names_channels_as_the_api_does() -> None:
    rungs = {reach.WECHAT, reach.WECHAT_SUBSCRIBE, reach.WECHAT_TEMPLATE, reach.SMS}

    assert rungs | {reach.WECOM, reach.ROBOT, reach.CALL} < set(ChannelName)


@st.composite
def known_addresses(draw: st.DrawFn) -> Address:
    return Address(
        channel=draw(st.sampled_from([WECHAT, SMS])),
        kind=AddressKind.IDENTITY,
        identity_id=draw(st.integers(1, 9)),
        heard_at=draw(st.none() | st.datetimes(timezones=st.just(UTC))),
        quota_left=draw(st.integers(0, 5)),
        opted_out=draw(st.booleans()),
        subscribed=draw(st.booleans()),
    )


CHANNELS = st.frozensets(st.sampled_from(sorted(EVERYTHING.configured)))


@given(
    addresses=st.lists(known_addresses(), unique_by=lambda one: one.identity_id, max_size=5),
    purpose=st.sampled_from([one for one in Purpose if one is not Purpose.STAFF]),
    ways=st.builds(Ways, CHANNELS, CHANNELS, CHANNELS, CHANNELS),
    consented=st.booleans(),
    taken_before=CHANNELS,
)
def test_no_rung_is_ever_a_closed_one(
    addresses: list[Address],
    purpose: Purpose,
    ways: Ways,
    consented: bool,
    taken_before: frozenset[str],
) -> None:
    ladder = ladder_to_resident(
        addresses, purpose, ways, consented=consented, taken_before=taken_before
    )

    by_id = {one.identity_id: one for one in addresses}
    for rung in ladder:
        if rung.channel == CALL:
            continue
        address = by_id[rung.identity_id]
        assert rung.channel in ways.configured - ways.refused
        assert purpose is Purpose.SAFETY or not address.opted_out
        assert purpose in OWN_CASES or consented
        assert address.channel == (SMS if rung.channel == SMS else WECHAT)
        assert rung.channel != WECHAT or address.quota_left
        assert rung.channel != WECHAT_SUBSCRIBE or address.subscribed
        assert rung.channel in ways.with_template | {WECHAT, SMS}
    assert (ladder[-1:] == (Rung(CALL, AddressKind.NOBODYS),)) == (purpose in OWN_CASES)
    assert len({rung.channel for rung in ladder}) == len(ladder)
