"""A day in a story, composed: whoever names a single day means it, unless something is doubtful.

The values stand beside the words, counted by hand from one Tuesday; no code under test makes them.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import product

from flows.understanding.answers.date import read
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each

TUESDAY = datetime(2026, 11, 24, 10, 0)  # noqa: DTZ001 - a question's now is the local time

HAN_DAYS = {
    "星期日": "2026-11-29",
    "这个星期天晚上": "2026-11-29 evening",
    "28号": "2026-11-28",
    "12月6号": "2026-12-06",
    "下週三": "2026-12-02",
    "聽晚": "2026-11-25 evening",
    "後日": "2026-11-26",
    "大后天": "2026-11-27",
    "今朝下半日": "2026-11-24 afternoon",
    "明朝早浪十点三刻": "2026-11-25T10:45",
    "礼拜四夜里厢": "2026-11-26 evening",
    "后天晌午": "2026-11-26T12:00",
    "周五下午两点一刻": "2026-11-27T14:15",
    "两个礼拜后": "2026-12-08",
    "这个月最后一天": "2026-11-30",
    "元旦": "2027-01-01",
    "圣诞节那日": "2026-12-25",
}
HAN_STORIES = (
    "{}囉，工人放假",
    "拜託排{}，我平日都在台中",
    "高铁票买的{}",
    "{}，带小囡一道来",
    "我妈说{}是好日子，听她的",
    "单位调休，{}整天都在",
    "等了这么久，{}，谢谢您嘞",
    "{}！师傅辛苦",
    "本来二十号，娃娃发烧，改到{}喽",
    "就{}呗，老头子钓鱼去，家里清净",
)
ENGLISH_DAYS = {
    "this Sunday arvo": "2026-11-29 afternoon",
    "in exactly two weeks": "2026-12-08",
    "tonight": "2026-11-24 evening",
    "Friday at noon": "2026-11-27T12:00",
    "Thursday at quarter past two": "2026-11-26T14:15",
    "Christmas": "2026-12-25",
    "the last day of the month": "2026-11-30",
    "the 4th of December": "2026-12-04",
}
ENGLISH_STORIES = (
    "{}, the kids are at grandma's",
    "my amo is back so {} po",
    "put us down for {}, mate",
    "{}, that's my day off",
    "I booked the movers, {}",
    "I'd said Monday but make it {}",
)
HAN_OPEN = (
    "{}我生日不行",
    "得看我婆婆{}出不出院",
    "要是不下雨就{}",
    "{}再说吧，看情况",
    "{}你们来不来啊？",
    "{}之前都忙",
    "过了{}才知道",
    "{}或者过两天",
    "可能{}",
    "{}报过修，没人来",
    "{}我出差",
)
ENGLISH_OPEN = (
    "can it wait till {}?",
    "if my boss lets me, {}",
    "we move out {} so any time before",
    "it broke {}",
    "not {}!",
    "maybe {}",
    "depends, {}",
)
HEDGES = (
    "{}，要是不加班",
    "{}吧，看情况",
    "{}，看排班",
    "{}，具体再说",
    "{}吧，不一定",
    "多半是{}",
    "八成{}",
    "{}大概有空",
    "不是{}就是元旦第二天",
    "要么{}要么明天下午",
    "{}，要看老板放不放人",
)
ENGLISH_HEDGES = (
    "most likely {}",
    "{}, fingers crossed",
    "{}, will confirm",
    "{} subject to work",
    "{}, tentatively",
    "if not {}, then New Year",
)
SETTLED = (
    "{}，如果方便的话",
    "{}吧，看着来就行",
    "{}，不是一定要早",
    "{}，看到我家灯亮就敲门",
    "不是周一，就{}吧",
)
SAID_OTHERWISE = {
    "周末吧，周六": "2026-11-28",
    "周末，星期天下午": "2026-11-29 afternoon",
    "two weeks today": "2026-12-08",
    "three weeks from today": "2026-12-15",
    "tomorrow @ 3": "2026-11-25T15:00",
    "tomorrow say 3": "2026-11-25T15:00",
    "周四下午，四点要接娃": "2026-11-26 afternoon",
    "周四上午十点，十一点我要出门": "2026-11-26T10:00",
    "Thursday please, lock is broken since Monday": "2026-11-26",
    "you said Monday, nobody came, make it Thursday": "2026-11-26",
    "周四，中午除外": "None",
    "下周一开始都行": "None",
    "最后一个周六": "None",
    "第二个周五": "None",
    "is Thursday ok": "None",
    "you said Thursday": "None",
    "broken since Monday": "None",
    "2day at 5": "2026-11-24T17:00",
    "Friday noonish": "2026-11-27T12:00",
    "tomorrow morning, I leave at 11": "2026-11-25 morning",
    "周五六点": "2026-11-27T18:00",
    "你定，周六日都行": "None",
    "周一二": "None",
    "后天，大后天也成": "None",
    "tomorrow same time": "None",
    "周末吧": "None",
    "周末，周三也行": "None",
    "明后天": "None",
    "明儿上午成不": "None",
    "周六，行不行？": "None",
    "周六不成就周日": "None",
    "Friday, or Saturday if Friday is full": "None",
    "Friday if that's ok": "2026-11-27",
    "周五，成不成都给个话": "2026-11-27",
}
DOTTED = {
    "明天下午2.30": "2026-11-25T14:30",
    "周五晚上7.15": "2026-11-27T19:15",
    "后天早上8.05吧": "2026-11-26T08:05",
    "聽晚8.30": "2026-11-25T20:30",
    "tomorrow, 2.30 in the afternoon": "2026-11-25T14:30",
    "tomorrow 10.30 in the morning": "2026-11-25T10:30",
    "Friday at 3.15": "2026-11-27T15:15",
    "3.45 this afternoon": "2026-11-24T15:45",
    "tonight 7.30": "2026-11-24T19:30",
    "12.5下午": "2026-12-05 afternoon",
    "12.05": "2026-12-05",
    "明天12.05": "None",
    "花了2.30元，周五": "2026-11-27",
}
HOUR_APART = {
    "下周五，搬家公司排了下午两点一刻的车": "2026-12-04T14:15",
    "高铁票买的27号，当天下午到家": "2026-11-27 afternoon",
    "27号，钟点工三点钟在": "2026-11-27T15:00",
    "周五，我四点下班": "2026-11-27",
    "明天，孩子三点半放学": "2026-11-25",
    "聽晚七點半後都得，就七點半啦": "2026-11-25T19:30",
    "12/5 晚上，之前都要加班到很晚": "2026-12-05 evening",
    "周三我体检，周四随便几点": "2026-11-26",
    "I'm on leave from Thursday, so Thursday": "2026-11-26",
    "明天我三点下班": "None",
    "a week tomorrow": "None",
    "月底": "None",
}


def told(days: Mapping[str, str], stories: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for (day, value), story in product(days.items(), stories):
        yield story.format(day), value


def value_of(said: str) -> str:
    answer = read(Question(QuestionKind.DATE, "请问什么时候上门方便？", now=TUESDAY), said)
    return f"{answer.value} {answer.part or ''}".strip()


@each(("said", "value"), [*told(HAN_DAYS, HAN_STORIES), *told(ENGLISH_DAYS, ENGLISH_STORIES)])
def test_the_only_day_that_is_named_is_meant_in_any_story(said: str, value: str) -> None:
    assert value_of(said) == value


@each(
    "said",
    [
        *(said for said, _ in told(dict(list(HAN_DAYS.items())[:5]), HAN_OPEN)),
        *(said for said, _ in told({"on Thursday": "", "on Dec 4th": ""}, ENGLISH_OPEN)),
    ],
)
def test_a_day_that_hangs_on_something_is_asked_again(said: str) -> None:
    assert value_of(said) == "None"


@each(("said", "value"), HOUR_APART.items())
def test_an_hour_apart_from_the_day_belongs_to_it_unless_it_is_a_reason(
    said: str, value: str
) -> None:
    assert value_of(said) == value


@each(
    "said",
    [
        *(said for said, _ in told({"周四": "", "12月6号": "", "大后天": ""}, HEDGES)),
        *(said for said, _ in told({"Thursday": "", "Dec 4th": ""}, ENGLISH_HEDGES)),
    ],
)
def test_a_day_that_is_only_likely_or_one_of_two_is_asked_again(said: str) -> None:
    assert value_of(said) == "None"


@each(("said", "value"), told({"周四": "2026-11-26", "12月6号": "2026-12-06"}, SETTLED))
def test_a_remark_that_only_looks_like_a_doubt_leaves_the_day(said: str, value: str) -> None:
    assert value_of(said) == value


@each(("said", "value"), SAID_OTHERWISE.items())
def test_a_day_may_be_told_in_other_ways_but_not_asked_about(said: str, value: str) -> None:
    assert value_of(said) == value


@each(("said", "value"), DOTTED.items())
def test_a_point_parts_hour_and_minutes_beside_a_part_of_the_day(said: str, value: str) -> None:
    assert value_of(said) == value
