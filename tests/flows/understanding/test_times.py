"""Moments to come as staff write them; whatever may mean two things is asked again."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.understanding.time_figures import UnreadableTime
from flows.understanding.times import read_moment, read_moment_and_rest
from tests.each import each

SHANGHAI = ZoneInfo("Asia/Shanghai")
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=SHANGHAI)
REASONS = {"unclear", "past", "no_hour"}
WORDS = st.sampled_from(
    "明天 后天 今天 昨天 下周 周五 星期天 上午 下午 晚上 凌晨 中午 3点 三点半 12点 0点 25:61 15:00 "
    "2小时后 半 11月25日 2-30 31号 99天内 下个月 来 tomorrow 3pm in 2 hours next friday".split()
)
NOWS = st.datetimes(
    datetime(2020, 1, 1),  # noqa: DTZ001 - the zone is drawn beside it
    datetime(2035, 1, 1),  # noqa: DTZ001 - "
    timezones=st.sampled_from([UTC, SHANGHAI]),
)
TEXTS = st.lists(WORDS, max_size=6)


def reason_of(text: str, now: datetime = TUESDAY) -> str:
    with pytest.raises(UnreadableTime) as unreadable:
        read_moment(text, now)
    return unreadable.value.reason


@each(
    ("text", "moment"),
    [
        ("明天下午3点", "11-25 15:00"),
        ("明天下午３點", "11-25 15:00"),
        ("明天下午三点半", "11-25 15:30"),
        ("明天下午3点一刻", "11-25 15:15"),
        ("明天下午3点15", "11-25 15:15"),
        ("明天 15:00", "11-25 15:00"),
        ("11-25 15:00", "11-25 15:00"),
        ("11月25日下午3点", "11-25 15:00"),
        ("2026-11-25 15:00", "11-25 15:00"),
        ("25号下午3点", "11-25 15:00"),
        ("20号下午3点", "12-20 15:00"),
        ("下个月5号上午10点", "12-05 10:00"),
        ("后天中午12点", "11-26 12:00"),
        ("后天中午1点", "11-26 13:00"),
        ("大后天上午10:30", "11-27 10:30"),
        ("周五上午10点", "11-27 10:00"),
        ("下周一9点", "11-30 09:00"),
        ("下下周一9点", "12-07 09:00"),
        ("周二下午3点", "11-24 15:00"),
        ("今晚8点", "11-24 20:00"),
        ("晚上12点", "11-25 00:00"),
        ("明天凌晨2点", "11-25 02:00"),
        ("明天8点", "11-25 08:00"),
        ("3点", "11-24 15:00"),
        ("明天3:30", "11-25 15:30"),
        ("12:30", "11-24 12:30"),
        ("2小时后", "11-24 12:00"),
        ("兩個鐘後", "11-24 12:00"),
        ("半小时后", "11-24 10:30"),
        ("一个半小时后", "11-24 11:30"),
        ("3天内", "11-27 10:00"),
        ("3天后下午3点", "11-27 15:00"),
        ("聽日下晝3點", "11-25 15:00"),
        ("tomorrow at 3pm", "11-25 15:00"),
        ("Friday 10 am", "11-27 10:00"),
        ("next Friday 10 am", "12-04 10:00"),
        ("25 Nov 3pm", "11-25 15:00"),
        ("Nov 25 3:30 pm", "11-25 15:30"),
        ("in 2 hours", "11-24 12:00"),
        ("师傅明天下午3点来", "11-25 15:00"),
        ("8号楼明天下午3点", "11-25 15:00"),
    ],
)
def test_a_moment_is_read_in_the_words_of_every_day(text: str, moment: str) -> None:
    assert read_moment(text, TUESDAY).strftime("%m-%d %H:%M") == moment


@each(
    ("text", "moment"),
    [
        ("明早", "11-25 10:00"),
        ("周五上午", "11-27 12:00"),
        ("今天下午", "11-24 18:00"),
        ("明天下班前", "11-25 18:00"),
        ("今晚", "11-24 21:00"),
    ],
)
def test_a_part_of_the_day_means_its_end(text: str, moment: str) -> None:
    assert read_moment(text, TUESDAY).strftime("%m-%d %H:%M") == moment


@each(
    ("text", "reason"),
    [
        ("", "unclear"),
        ("尽快", "unclear"),
        ("20分钟", "unclear"),
        ("周末", "unclear"),
        ("每天下午3点", "unclear"),
        ("下午3-4点", "unclear"),
        ("明天9:00-11:00", "unclear"),
        ("明天上午9点到11点", "unclear"),
        ("2-3天后", "unclear"),
        ("两三天后", "unclear"),
        ("明天上午或者后天下午", "unclear"),
        ("明天下午3点多", "unclear"),
        ("晚上2点", "unclear"),
        ("2月30日下午3点", "unclear"),
        ("13月1日上午9点", "unclear"),
        ("明天25点", "unclear"),
        ("in 9999 days", "unclear"),
        ("99999999999天后", "unclear"),
        ("明天", "no_hour"),
        ("11月25日", "no_hour"),
        ("8点", "past"),
        ("09:30", "past"),
        ("昨天下午3点", "past"),
        ("上周五下午3点", "past"),
        ("本周一上午9点", "past"),
        ("周二上午9点", "past"),
    ],
)
def test_what_is_no_one_moment_to_come_is_asked_again_with_its_reason(
    text: str, reason: str
) -> None:
    assert reason_of(text) == reason


def test_a_day_that_has_passed_this_year_is_next_year() -> None:
    assert read_moment("1月5日上午9点", TUESDAY) == datetime(2027, 1, 5, 9, tzinfo=SHANGHAI)


def test_a_leap_day_is_read_only_where_there_is_one() -> None:
    assert reason_of("2月29日上午9点") == "unclear"
    assert read_moment("2月29日上午9点", datetime(2028, 1, 1, tzinfo=SHANGHAI)).day == 29


@each(
    ("text", "rest"),
    [
        ("明天下午3点 师傅上门", "师傅上门"),
        ("明天 下午3点 师傅上门", "师傅上门"),
        ("明天下午 3点，师傅上门", "师傅上门"),
        ("明天下午3点师傅上门", "师傅上门"),
        ("明天下午3点之前给您答复", "给您答复"),
        ("在明天下午3点，2个师傅来 ", "2个师傅来"),
        ("明天下午3点", ""),
        ("tomorrow 3 pm the plumber comes", "the plumber comes"),
        ("师傅明天下午3点上门", "师傅明天下午3点上门"),
    ],
)
def test_the_words_behind_the_time_are_what_is_promised(text: str, rest: str) -> None:
    moment, said = read_moment_and_rest(text, TUESDAY)

    assert (moment.day, moment.hour) == (25, 15)
    assert said == rest


def test_a_promise_without_a_time_is_refused() -> None:
    with pytest.raises(UnreadableTime):
        read_moment_and_rest("师傅尽快上门", TUESDAY)


@given(TEXTS.map("".join) | TEXTS.map(" ".join) | st.text(), NOWS)
def test_any_text_names_a_moment_to_come_or_says_why_not(text: str, now: datetime) -> None:
    try:
        moment = read_moment(text, now)
        again, _ = read_moment_and_rest(text, now)
    except UnreadableTime as unreadable:
        assert unreadable.reason in REASONS  # noqa: PT017 - both ends of the contract
    else:
        assert now < moment <= now + timedelta(days=366 * 11)
        assert again > now


@given(st.integers(1, 999))
def test_so_many_minutes_later_is_exactly_that(minutes: int) -> None:
    assert read_moment(f"{minutes}分钟后", TUESDAY) == TUESDAY + timedelta(minutes=minutes)
