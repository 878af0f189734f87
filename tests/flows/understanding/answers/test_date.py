"""Dates as answers: every form is read back, counted from now; what is not sure is asked again."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from flows.understanding.answers.date import read
from flows.understanding.answers.question import Answer, Question, QuestionKind
from tests.each import each

TUESDAY = datetime(2026, 11, 24, 10, 0)  # noqa: DTZ001 - a question's now is the local time
FRIDAY = datetime(2026, 11, 27, 16, 30)  # noqa: DTZ001 - "
WEEKDAYS = "一二三四五六日"
FORMS = (
    "{0.year}-{0.month:02}-{0.day:02}",
    "{0.year}/{0.month}/{0.day}",
    "{0.year}年{0.month}月{0.day}日",
    "{0.year}年{0.month}月{0.day}號",
    "{0.day} {0:%B} {0.year}",
    "{0:%b} {0.day}, {0.year}",
)


def read_at(said: str, now: datetime = TUESDAY) -> Answer:
    return read(Question(QuestionKind.DATE, "请问什么时候上门方便？", now=now), said)


@each(
    ("said", "value"),
    [
        ("明天下午三点半", "2026-11-25T15:30"),
        ("明天三点", "2026-11-25T15:00"),
        ("三点", "2026-11-24T15:00"),
        ("3点一刻", "2026-11-24T15:15"),
        ("15:00", "2026-11-24T15:00"),
        ("下午3点半", "2026-11-24T15:30"),
        ("12月3日", "2026-12-03"),
        ("12/3", "2026-12-03"),
        ("2026-12-03", "2026-12-03"),
        ("2026年12月3日下午2点", "2026-12-03T14:00"),
        ("2026/12/3 15:00", "2026-12-03T15:00"),
        ("2026.12.3", "2026-12-03"),
        ("Dec 3", "2026-12-03"),
        ("3rd of December", "2026-12-03"),
        ("December 3rd at 3pm", "2026-12-03T15:00"),
        ("3 Dec 2026", "2026-12-03"),
        ("Dec. 3", "2026-12-03"),
        ("12月3號", "2026-12-03"),
        ("十二月三号", "2026-12-03"),
        ("十二月二十一", "2026-12-21"),
        ("12.3", "2026-12-03"),
        ("周五", "2026-11-27"),
        ("过两周", "2026-12-08"),
        ("我们过三周来", "2026-12-15"),
        ("师傅过三周来", "2026-12-15"),
        ("大概过三个礼拜", "2026-12-15"),
        ("你过两小时来", "2026-11-24T12:00"),
        ("后儿个呗", "2026-11-26"),
        ("Saturday, 9 in the morning", "2026-11-28T09:00"),
        ("下个礼拜五噻", "2026-12-04"),
        ("明儿个后晌儿", "2026-11-25 afternoon"),
        ("星期天夜里向", "2026-11-29 evening"),
        ("星期三，哎星期三要打针，换星期四", "2026-11-26"),
        ("一星期后的今天", "2026-12-01"),
        ("二零二六年十二月十六日", "2026-12-16"),
        ("元旦当天", "2027-01-01"),
        ("聖誕正日", "2026-12-25"),
        ("Christmas Eve", "2026-12-24"),
        ("Christmas", "2026-12-25"),
        ("圣诞节", "2026-12-25"),
        ("双十二", "2026-12-12"),
        ("day after tomorow 2pm po", "2026-11-26T14:00"),
        ("這禮拜五", "2026-11-27"),
        ("下周三", "2026-12-02"),
        ("下下周一", "2026-12-07"),
        ("禮拜三", "2026-11-25"),
        ("星期天", "2026-11-29"),
        ("周日上午", "2026-11-29 morning"),
        ("next Tuesday", "2026-12-01"),
        ("this Friday", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("on Friday morning please", "2026-11-27 morning"),
        ("Saturday afternoon works for me", "2026-11-28 afternoon"),
        ("今天", "2026-11-24"),
        ("今天下午", "2026-11-24 afternoon"),
        ("今天晚上", "2026-11-24 evening"),
        ("大后天", "2026-11-27"),
        ("两小时后", "2026-11-24T12:00"),
        ("半小时后", "2026-11-24T10:30"),
        ("三天后", "2026-11-27"),
        ("聽日", "2026-11-25"),
        ("後日朝早", "2026-11-26 morning"),
        ("聽日晏晝", "2026-11-25 afternoon"),
        ("聽朝十點", "2026-11-25T10:00"),
        ("今晚", "2026-11-24 evening"),
        ("in two hours", "2026-11-24T12:00"),
        ("in half an hour", "2026-11-24T10:30"),
        ("in an hour", "2026-11-24T11:00"),
        ("in an hour and a half", "2026-11-24T11:30"),
        ("the day after tomorrow", "2026-11-26"),
        ("in three days", "2026-11-27"),
        ("two days later", "2026-11-26"),
        ("a week from today", "2026-12-01"),
        ("tomorrow", "2026-11-25"),
        ("tomorrow morning", "2026-11-25 morning"),
        ("tomorrow at 8am", "2026-11-25T08:00"),
        ("tomorrow at three", "2026-11-25T15:00"),
        ("half past three tomorrow", "2026-11-25T15:30"),
        ("quarter to four tomorrow", "2026-11-25T15:45"),
        ("quarter past 9 tomorrow morning", "2026-11-25T09:15"),
        ("tomorrow 3 o'clock", "2026-11-25T15:00"),
        ("tomorrow at three in the afternoon", "2026-11-25T15:00"),
        ("three thirty in the afternoon", "2026-11-24T15:30"),
        ("tonight at 8", "2026-11-24T20:00"),
        ("晚上8点", "2026-11-24T20:00"),
        ("明天三點鐘", "2026-11-25T15:00"),
        ("明天差一刻三点", "2026-11-25T14:45"),
        ("25号", "2026-11-25"),
        ("二十五号上午", "2026-11-25 morning"),
        ("3号", "2026-12-03"),
        ("31号", "2026-12-31"),
        ("下个月5号", "2026-12-05"),
        ("本月28号", "2026-11-28"),
        ("周三，不对，周四", "2026-11-26"),
        ("周三吧，哦不，周四上午", "2026-11-26 morning"),
        ("改成周五下午", "2026-11-27 afternoon"),
        ("周三不行，周四可以", "2026-11-26"),
        ("上午", "2026-11-24 morning"),
        ("早上", "2026-11-24 morning"),
        ("下午", "2026-11-24 afternoon"),
        ("晚上", "2026-11-24 evening"),
        ("not Wednesday, Thursday is fine", "2026-11-26"),
        ("您好，麻烦明天上午来，谢谢！", "2026-11-25 morning"),
        ("明天上午 我妈在家 敲门大声点", "2026-11-25 morning"),
        ("我周四休息，周四下午三点来吧", "2026-11-26T15:00"),
        ("明天下午两点 帮我带个水龙头", "2026-11-25T14:00"),
        ("嗯那个明天下午三点吧", "2026-11-25T15:00"),
        ("１２月３日１５：００", "2026-12-03T15:00"),
        ("周五晚上七点半，别太晚孩子要睡觉", "2026-11-27T19:30"),
        ("明天中午", "2026-11-25T12:00"),
        ("中午12点", "2026-11-24T12:00"),
        ("中午一点", "2026-11-24T13:00"),
        ("tomorrow noon", "2026-11-25T12:00"),
        ("明天凌晨2点", "2026-11-25T02:00"),
        ("晚上12点", "2026-11-25T00:00"),
        ("明天 15点30分", "2026-11-25T15:30"),
        ("20261203", "2026-12-03"),
        ("一周后", "2026-12-01"),
        ("两个星期后", "2026-12-08"),
        ("一个半小时后", "2026-11-24T11:30"),
        ("個半鐘後", "2026-11-24T11:30"),
        ("1小时30分钟后", "2026-11-24T11:30"),
        ("二十分钟后", "2026-11-24T10:20"),
        ("后天吧，明天要上班", "2026-11-26"),
        ("明天要上班，后天吧", "2026-11-26"),
        ("明天不行，我要上班，后天下午吧", "2026-11-26 afternoon"),
        ("周二", "2026-11-24"),
        ("周二下午", "2026-11-24 afternoon"),
        ("下周二早上9点半，记得带梯子", "2026-12-01T09:30"),
        ("Thursday evening, my husband is home then", "2026-11-26 evening"),
        ("the 3rd", "2026-12-03"),
        ("3rd December, 10:30am", "2026-12-03T10:30"),
        ("25/12", "2026-12-25"),
        ("3:30 pm tomorrow", "2026-11-25T15:30"),
        ("明天3:30", "2026-11-25T15:30"),
        ("tmr 3pm", "2026-11-25T15:00"),
        ("2pm", "2026-11-24T14:00"),
        ("at 2", "2026-11-24T14:00"),
        ("noon", "2026-11-24T12:00"),
        ("明早", "2026-11-25 morning"),
        ("明早九点", "2026-11-25T09:00"),
        ("明晚", "2026-11-25 evening"),
        ("星期三晚上", "2026-11-25 evening"),
        ("周3上午", "2026-11-25 morning"),
        ("星期四 26号 下午", "2026-11-26 afternoon"),
        ("明天周三上午十点", "2026-11-25T10:00"),
        ("礼拜六一早", "2026-11-28 morning"),
        ("傍晚六点", "2026-11-24T18:00"),
        ("11-25", "2026-11-25"),
        ("25日", "2026-11-25"),
        ("1月5日", "2027-01-05"),
        ("十一点半", "2026-11-24T11:30"),
    ],
)
def test_a_date_or_a_moment_is_read_in_the_words_of_every_day(said: str, value: str) -> None:
    answer = read_at(said)

    assert f"{answer.value} {answer.part or ''}".strip() == value


@each(
    "said",
    [
        "除了周三都行",
        "周三或者周四",
        "周三、周四都可以",
        "周三周四",
        "周六周日都在家",
        "明天还是后天",
        "2月30日",
        "13月1日",
        "昨天",
        "上周五",
        "今天早上8点",
        "9点",
        "2025-12-03",
        "2026-11-01",
        "11月3号",
        "周末",
        "下周",
        "下个月",
        "这两天",
        "过几天",
        "随便",
        "什么时候都行",
        "你们什么时候来？",
        "明天？",
        "明天下午能来吗",
        "周几方便你们？",
        "3楼",
        "8栋302",
        "302",
        "明天下午3点到5点",
        "我周三报修的，怎么还没来",
        "楼道灯周三就坏了",
        "从上周三坏到现在",
        "我等了3天了",
        "漏水三天了",
        "下午又停电了",
        "昨天说今天来，没来",
        "还没想好",
        "等我老公回来再说",
        "周五之前",
        "三天内",
        "before Friday",
        "after 3pm tomorrow",
        "next week",
        "next month",
        "sometime tomorrow",
        "Monday or Tuesday",
        "Mon-Wed",
        "any time",
        "tomorrow?",
        "not tomorrow",
        "凌晨2点",
        "下午25点",
        "明天25点",
        "上午15点",
        "Christmas holidays",
        "圣诞节前后",
        "国庆期间",
        "元旦放假回来",
        "明天我休息，上午来",
        "星期五26号",
    ],
)
def test_what_is_over_impossible_vague_or_a_choice_is_asked_again(said: str) -> None:
    answer = read_at(said)

    assert answer.value is None
    assert answer.why


@each(
    ("said", "value"),
    [
        ("就明天吧", "2026-11-28"),
        ("周六", "2026-11-28"),
        ("这周六下午", "2026-11-28 afternoon"),
        ("下周五下午3点", "2026-12-04T15:00"),
        ("今天晚上8点", "2026-11-27T20:00"),
        ("今天下午", "2026-11-27 afternoon"),
        ("晚上七点", "2026-11-27T19:00"),
        ("1号上午", "2026-12-01 morning"),
        ("12月2号下午2点半", "2026-12-02T14:30"),
        ("27号", "2026-11-27"),
        ("星期天上午十点半，过时不候哈", "2026-11-29T10:30"),
        ("麻烦您安排后天早上九点，谢谢啊", "2026-11-29T09:00"),
        ("后天，早上九点", "2026-11-29T09:00"),
        ("明天。下午两点。", "2026-11-28T14:00"),
        ("明天下午三点左右", "2026-11-28T15:00"),
        ("大概明天傍晚吧", "2026-11-28 evening"),
        ("明早8:30", "2026-11-28T08:30"),
        ("11/28", "2026-11-28"),
        ("11月28日（周六）", "2026-11-28"),
        ("11-30 14:00", "2026-11-30T14:00"),
        ("2026年11月30日 14：00", "2026-11-30T14:00"),
        ("十一月三十号", "2026-11-30"),
        ("下月一号", "2026-12-01"),
        ("三十一号", "2026-12-31"),
        ("后天中午十二点", "2026-11-29T12:00"),
        ("不是明天是后天", "2026-11-29"),
        ("不要周一，周二吧", "2026-12-01"),
        ("我周一到周五上班，周六上午来", "2026-11-28 morning"),
        ("工作日没空，周日吧", "2026-11-29"),
        ("周一没空周二下午可以", "2026-12-01 afternoon"),
        ("三天以后", "2026-11-30"),
        ("两个小时后", "2026-11-27T18:30"),
        ("40分钟后", "2026-11-27T17:10"),
        ("一个钟后", "2026-11-27T17:30"),
        ("一刻钟后", "2026-11-27T16:45"),
        ("尽快，今天就来", "2026-11-27"),
        ("聽日下晝兩點半", "2026-11-28T14:30"),
        ("下個禮拜二朝早", "2026-12-01 morning"),
        ("呢個禮拜日夜晚", "2026-11-29 evening"),
        ("聽晚八點正", "2026-11-28T20:00"),
        ("後日晏晝三點", "2026-11-29T15:00"),
        ("明天下午三點整，麻煩師傅先打電話", "2026-11-28T15:00"),
        ("下週三早上十點", "2026-12-02T10:00"),
        ("這個星期天", "2026-11-29"),
        ("禮拜天晚上七點半", "2026-11-29T19:30"),
        ("12/1 下午", "2026-12-01 afternoon"),
        ("tomorrow afternoon around 3", "2026-11-28T15:00"),
        ("Sat 10am", "2026-11-28T10:00"),
        ("next Monday at nine", "2026-11-30T09:00"),
        ("Monday", "2026-11-30"),
        ("Nov 30th, 2pm", "2026-11-30T14:00"),
        ("30 November at 14:00", "2026-11-30T14:00"),
        ("December 1", "2026-12-01"),
        ("the 1st", "2026-12-01"),
        ("1st of next month", "2026-12-01"),
        ("in 45 minutes", "2026-11-27T17:15"),
        ("in two days", "2026-11-29"),
        ("two days from now", "2026-11-29"),
        ("day after tomorrow at 9:30am", "2026-11-29T09:30"),
        ("tonight", "2026-11-27 evening"),
        ("this Sunday at noon", "2026-11-29T12:00"),
        ("Sunday evening would be great, thanks!", "2026-11-29 evening"),
        ("anytime on Tuesday", "2026-12-01"),
        ("I can't do Monday, Tuesday works", "2026-12-01"),
        ("Tuesday, no sorry, Wednesday", "2026-12-02"),
        ("half past nine on Monday", "2026-11-30T09:30"),
        ("quarter past two tomorrow afternoon", "2026-11-28T14:15"),
        ("tomorrow 5pm I finish work at 4:30", "2026-11-28T17:00"),
        ("30/11", "2026-11-30"),
        ("2026-11-30 at 3 pm", "2026-11-30T15:00"),
        ("nine o'clock tomorrow morning", "2026-11-28T09:00"),
        ("this evening at seven thirty", "2026-11-27T19:30"),
    ],
)
def test_late_on_a_friday_the_days_to_come_are_read(said: str, value: str) -> None:
    answer = read_at(said, FRIDAY)

    assert f"{answer.value} {answer.part or ''}".strip() == value


@each(
    "said",
    [
        "明天上午九点到十点之间",
        "下周一早上八点半以前",
        "今晚八点以后",
        "今天上午",
        "下午三点",
        "月底",
        "过两天吧",
        "随时都可以",
        "我不确定",
        "等通知",
        "不用来了",
        "已经修好了",
        "昨天不是来过了吗",
        "师傅电话多少",
        "你们几号有空",
        "周末都在家",
        "后天上午或下午都行",
        "明儿下午三四点",
        "11月28日周日",
        "过三天",
        "来过两个星期了",
        "我住过三个星期",
        "我们等过三个星期了",
        "师傅修过三周了",
        "我请过三个礼拜的假",
        "去年修过两周",
        "都过三周了",
        "过三个星期了",
        "我等过三个小时了",
        "师傅修过两个小时",
        "马上",
        "现在",
        "越快越好",
        "tonight after 8",
        "yesterday",
        "last Friday",
        "Monday through Wednesday",
        "either Saturday or Sunday",
        "What times do you have?",
        "Is Monday ok?",
        "as soon as possible",
        "now",
        "The leak started on Monday",
        "Your guy was supposed to come on Tuesday",
        "Feb 30",
        "morning",
    ],
)
def test_late_on_a_friday_what_is_over_or_open_is_asked_again(said: str) -> None:
    assert read_at(said, FRIDAY).value is None


@each(
    ("said", "remark"),
    [
        ("周五晚上七点半，別太晚孩子要睡觉", "別太晚孩子要睡觉"),
        ("您好，麻烦明天上午来，谢谢！", ""),
        ("Thursday evening, my husband is home then", "my husband is home then"),
        ("周三，不对，周四，家里有狗", "家里有狗"),
    ],
)
def test_what_is_said_beside_a_date_is_kept_as_it_was_written(said: str, remark: str) -> None:
    assert read_at(said).remark == remark


def test_without_a_now_no_date_is_read() -> None:
    assert read(Question(QuestionKind.DATE), "明天").value is None


@given(st.dates(TUESDAY.date(), date(2036, 1, 1)), st.sampled_from(FORMS))
def test_any_date_to_come_is_read_back_in_every_form(day: date, form: str) -> None:
    assert read_at(form.format(day)).value == day.isoformat()


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - local times
    st.integers(0, 6),
)
def test_a_weekday_is_the_next_such_day_and_weeks_begin_on_monday(
    now: datetime, weekday: int
) -> None:
    monday = now.date() - timedelta(days=now.weekday())
    ahead = (weekday - now.weekday()) % 7

    assert read_at(f"周{WEEKDAYS[weekday]}", now).value == str(now.date() + timedelta(days=ahead))
    following = monday + timedelta(days=7 + weekday)
    assert read_at(f"下禮拜{WEEKDAYS[weekday]}", now).value == following.isoformat()


@given(st.integers(1, 600))
def test_so_many_minutes_later_is_that_moment(minutes: int) -> None:
    moment = TUESDAY + timedelta(minutes=minutes)

    assert read_at(f"{minutes}分钟后").value == f"{moment:%Y-%m-%dT%H:%M}"
    assert read_at(f"in {minutes} minutes").value == f"{moment:%Y-%m-%dT%H:%M}"


@given(
    st.sampled_from(["明天下午三点半", "周五上午", "12月3日", "後天晚上八點", "tomorrow 3pm"]),
    st.sampled_from(["", "你好，", "嗯 ", "  ", "那就", "您好！麻烦"]),
    st.sampled_from(["", "。", "吧", "，谢谢", "啊！", "  ", "可以", "，唔該晒"]),
)
def test_greetings_particles_and_thanks_change_no_date(said: str, before: str, behind: str) -> None:
    expected, answer = read_at(said), read_at(f"{before}{said}{behind}")

    assert (answer.value, answer.part) == (expected.value, expected.part)


@each("script", ["s2t", "s2hk", "s2tw"])
@each(
    "said",
    ["后天下午两点半", "下个礼拜三", "三个钟头后", "周五晚上", "听日朝早", "周三不行，周四可以"],
)
def test_traditional_and_simplified_dates_read_alike(said: str, script: str) -> None:
    written = OpenCC(script).convert(said)

    assert read_at(written).value == read_at(said).value


@given(
    st.text()
    | st.text(alphabet="0123456789一二三十月日号周星期天明后今下上午点半:-/. ?不")
    | st.text(alphabet="0123456789 :apmtodayfrinextdcj-"),
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001 - local times
)
def test_any_text_is_a_date_to_come_or_asked_again(said: str, now: datetime) -> None:
    answer = read_at(said, now)

    assert answer.why
    assert answer.value is None or str(answer.value) >= now.date().isoformat()
    assert answer.part in {None, "morning", "afternoon", "evening"}
