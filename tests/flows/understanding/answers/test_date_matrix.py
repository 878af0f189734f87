"""Days, parts of a day, hours and what is said around them, composed: every reading must agree.

The values stand beside the words, counted by hand from one Tuesday; no code under test makes them.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain, cycle, product

from flows.understanding.answers.date import read
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each

TUESDAY = datetime(2026, 11, 24, 10, 0)  # noqa: DTZ001 - a question's now is the local time
TOLD_EVERY = 5
"""Of thousands of pairs so many tell as much: every word still meets many others."""


def table(lines: str) -> dict[str, str]:
    """`25 | 明天 | 明日` → both are 25."""
    told: dict[str, str] = {}
    for line in lines.strip().splitlines():
        value, *words = (word.strip() for word in line.split("|"))
        told |= dict.fromkeys(words, value)
    return told


HAN_DAYS = table("""
    11-25 | 明天 | 明日 | 明儿 | 明儿个
    11-25 | 聽日 | 25号 | 二十五号 | 11月25日 | 11月25號 | 明天周三
    11-25 | 11/25 | 2026-11-25 | 2026.11.25 | 2026年11月25日 | 26年11月25日 | 11月25日星期三
    11-26 | 后天 | 後日 | 后儿 | 后天也就是周四 | 后天（周四） | 周四 | 星期四 | 拜四 | 这周四
    11-26 | 本周四
    11-26 | 呢個禮拜四 | 這個星期四 | 周四就是后天 | 星期四26号 | 这个星期的星期四 | 后天，26号
    11-27 | 大后天 | 外后天 | 三天后 | 再过三天 | 3天以后 | 三日之后
    12-03 | 下周四 | 下个星期四 | 下個禮拜四 | 下禮拜四 | 下周的周四 | 下周，周四
    12-03 | 下个星期 星期四
    12-03 | 12月3号下周四 | 十二月三号 | 十二月三日星期四 | 下个月3号 | 12.3
    12-10 | 下下周四 | 下下个礼拜四
    12-06 | 十二月六日，大雪當天 | 12月6号大雪那天
    12-22 | 十二月二十二号冬至那天 | 12月22日冬至 | 12月22日（冬至）
    12-25 | 12月25日聖誕節 | 12月25日，圣诞当天 | 圣诞当天
""")
ENGLISH_DAYS = table("""
    11-25 | tomorrow | tmr | the 25th | on the twenty-fifth | Nov 25 | 25 November | 25/11
    11-25 | the twenty-fifth of November | Wednesday the 25th | Wed 25 Nov | November 25th, 2026
    11-26 | the day after tomorrow | Thursday
    11-26 | on Thursday | this Thursday | this coming Thursday
    11-26 | Thurs | Thursday this week | Thursday, Nov 26 | Thursday the twenty-sixth
    12-03 | next Thursday | Thursday next week | next week Thursday | Thursday of next week
    12-03 | next week on Thursday | Thursday week | a week on Thursday | December third
    12-03 | the third of December
    12-08 | in a fortnight | in two weeks | in two weeks' time
""")
HAN_PARTS = table("""
    morning | 上午 | 早上 | 早晨 | 一大早 | 大清早 | 上半天 | 头晌 | 朝早 | 朝頭早 | 前半晌
    afternoon | 下午 | 午后 | 下半天 | 后晌 | 後半晌 | 下晝 | 晏晝 | 午饭后 | 吃完午饭
    evening | 晚上 | 夜里 | 傍晚 | 夜晚 | 擦黑 | 下班后 | 放工後 | 晚饭后
""")
ENGLISH_PARTS = table("""
    morning | morning | in the morning
    morning | first thing | first thing in the morning | early morning
    morning | late morning | mid-morning | am
    afternoon | afternoon | in the afternoon
    afternoon | early afternoon | late afternoon | after lunch | pm
    evening | evening | in the evening | after work | after dinner
""")
HAN_CLOCKS = table("""
    14:00 | 两点 | 2点 | 两点钟 | 兩點鐘
    14:00 | 2點正 | 兩點踏正 | 14:00 | 14点 | 下午2点 | 下午两点整
    14:00 | 14:00 左右 | 下午 2：00 | 下晝兩點 | １４：００ | 1400 | 中午两点 | 下午2时
    14:10 | 两点十分 | 两点过十分 | 2点10分 | 14:10 | 兩點兩個字 | 兩點踏二
    14:15 | 两点一刻 | 2点一刻 | 两点十五 | 14时15分 | 下午两点过一刻 | 下晝兩點三 | 1415
    14:20 | 两点二十 | 2点20 | 下午2:20 | 两点二十分 | 兩點四個字 | 兩點踏四
    14:30 | 两点半 | 2点半 | 2点30 | 下午2:30 | 14点30分 | 兩點半鐘 | 下晝兩點踏半 | 1430
    14:45 | 两点三刻 | 差一刻三点 | 三点差一刻 | 两点四十五 | 兩點九 | 下午2点45分
    14:55 | 差五分三点 | 三点差五分 | 两点五十五 | 差五分到三点
    09:05 | 九点零五 | 九点零五分 | 9点05 | 9:05 | 09:05 | 早上九点过五分
    19:30 | 晚上七点半 | 傍晚7点半 | 19:30 | 夜里七点半 | 下班后七点半 | 吃完晚饭七点半
    19:30 | 夜晚七點踏半
    09:00 | 送完孩子九点 | 接完娃九点钟
""")
ENGLISH_CLOCKS = table("""
    14:00 | at 2 | at two | 2pm | 2 pm | 2 p.m. | two pm | 2:00pm | 14:00 | at 14:00 | 1400
    14:00 | 1400 hrs
    14:00 | two o'clock | 2 o'clock | at two in the afternoon | around 2 | 2ish | 2-ish
    14:10 | ten past two | 10 past two | at ten past 2 | 2:10 pm | two ten pm
    14:15 | quarter past two | a quarter past 2 | 2.15pm | at two fifteen | 1415
    14:20 | twenty past two | 2:20pm | twenty minutes past two
    14:30 | half past two | half two | 2:30 | 2.30pm | two thirty | two thirty pm | at 1430
    14:40 | twenty to three | twenty minutes to three | at twenty to three
    14:45 | quarter to three
    14:45 | a quarter to 3 | quarter to three in the afternoon | two forty-five
    14:55 | at five to three | five minutes to three
    19:30 | half seven in the evening | 7:30pm | 19:30 | half past seven pm | seven thirty pm
    09:05 | five past nine | 9:05 | 9.05am | nine oh five
""")
HAN_AROUND = """
    嗯{} | 那就{}吧 | 我看{}行 | 你好，{}，谢谢 | 应该{} | 要不{} | 还是{}吧 | 就定{} | 帮我约{}
    安排{}吧
    改到{} | 我想约{} | 最好是{} | 不如{}啦 | {}得喇 | {}啊 | {}可以 | {}都行 | {}OK | {}方便
    {}我在家
    {}家里有人 | {}来吧 | {}没问题 | {}我休息 | {}我妈在 | {}我轮休 | {}比较合适 | {}左右
    呃 那个 {} 吧
    我住12楼，{} | 我七十八了腿脚不好，{} | 修了3次了，{} | {}，电话13812345678 | {} 13812345678
    {}，3栋502 | {}，上次等了2小时 | {}，我五点要接孩子 | 白天要上班，{} | 孩子上学没人，{}
    花了200块没修好，{}吧
    周一不行，{} | 不是周一，是{} | 周一，不对，{} | 周一，打错了，{} | 周一要上班，{}吧
    周一没空{}可以
    {}。谢谢师傅！ | {}！！ | {}～ | 「{}」 | {}，{} | {}，记得带工具 | {}，敲门大声点
"""
ENGLISH_AROUND = """
    {} | {} please | let's say {} | how about {}, thanks | {} works for me | {} is fine
    {} suits me
    I'd prefer {} | I'm free {} | I'll be home {} | make it {} | {} would be great, thanks!
    um {} I think | {}, before the school run | {}, because I have 2 kids | {}, I'm in flat 502
    {}, call me on 13812345678 | I'm 78 and slow, {} | it broke 3 times, {} | not Monday, {}
    Monday, no sorry, {} | I can't do Monday, {} works | {}. Last time I waited 2 hours
    {}, as I leave for work after that | {} after I drop the kids | {} {} | OK {} | {}!!!
"""


HAN_HOURS = {clock: value for clock, value in HAN_CLOCKS.items() if "完" not in clock}


def phrases(lines: str) -> list[str]:
    return [one.strip() for line in lines.strip().splitlines() for one in line.split("|")]


def composed(
    days: Mapping[str, str], clocks: Mapping[str, str], mark: str
) -> Iterator[tuple[str, str]]:
    """Each day with each hour or part, the day first."""
    for (day, date), (clock, value) in product(days.items(), clocks.items()):
        if day.endswith("号") and len(clock) == len("1400") and clock.isdigit():
            continue  # 25号1400 may be a house and a room
        between = mark or " " * (day[-1].isdigit() or clock.isdigit())
        yield f"{day}{between}{clock}", f"2026-{date}{'T' if ':' in value else ' '}{value}"


def reversed_too(
    days: Mapping[str, str], clocks: Mapping[str, str], mark: str
) -> Iterator[tuple[str, str]]:
    """The hour or part first: 下午三点，周四; at two on Thursday."""
    for (day, date), (clock, value) in product(days.items(), clocks.items()):
        yield f"{clock}{mark}{day}", f"2026-{date}{'T' if ':' in value else ' '}{value}"


def decorated(around: str, told: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Each of the sentences around some of the times, all times in turn."""
    times = cycle(told)
    for sentence in phrases(around):
        for _ in range(5):
            said, value = next(times)
            yield sentence.replace("{}", said), value


AS_WRITTEN = table("""
    11-27T08:00 | 周五早8点 | 27号早8点
    11-27T20:00 | 周五晚8点 | 27号晚8点 | Friday evening about eight | about 8pm on Friday
    11-27 | 27/11/2026 | 27.11.2026 | 27-11-2026 | 11/27/2026 | Friday all day
    11-24T16:00 | 今儿下晌四点 | 今天4点 | this afternoon at 4
    11-27 morning | I'm off on Friday so Friday morning | 周五上午才有空
    11-28 | 星期六啦 平日要返工 | 就周六吧这周出差
    11-26T14:00 | 后天 下午 两点 到 我家
    12-01 | a week today | 12月1号，也就是下周二
    12-01T14:30 | 下周二也就是12月1号下午2点半
""")
PLAIN_HAN = dict(list(HAN_DAYS.items())[:3]) | {"下周四": "12-03", "12月3号": "12-03"}
SOME_HAN = list(chain(composed(PLAIN_HAN, HAN_CLOCKS, ""), composed(PLAIN_HAN, HAN_PARTS, "")))[::7]
PLAIN_ENGLISH = {"tomorrow": "11-25", "Thursday": "11-26", "next Thursday": "12-03"}
SOME_ENGLISH = list(
    chain(composed(PLAIN_ENGLISH, ENGLISH_CLOCKS, " "), composed(PLAIN_ENGLISH, ENGLISH_PARTS, " "))
)[::7]


HAN_OPEN = """
    {0}或者{1} | {0}还是{1} | {0}、{1}都行
    {0}{1}都可以 | {0}到{1} | {0}至{1}都在 | 要么{0}要么{1}
    {0}吗 | {0}行吗？ | {0}？ | 你们{0}来不来？
    从{0}到{1} | 除了{0}都行 | {0}以后都行 | 最晚{0}
    {0}要上班 | {0}没空 | {0}不在家 | {0}我出差
    {0}不行 | 别{0}来 | 不要{0} | {0}就坏了 | {0}报修的
    {0}，{1}都可以 | {0}和{1} | {0}也行，{1}也行 | {0}要上班，{1}也没空 | 农历{0} | 上{0}
"""
ENGLISH_OPEN = """
    {0} or {1} | either {0} or {1} | {0} and {1}
    {0} to {1} | from {0} to {1} | {0} through {1}
    is {0} ok? | {0}? | not {0} | I can't do {0}
    before {0} | until {0} | after {0} | any day but {0}
    I work {0} | it broke on {0}
    {0} no good | {0} is bad, {1} is bad too | {0} I have a meeting
"""
UNSUITED = """
    {0}没人在家 | {0}家里没人 | {0}没有人 | {0}不休息 | {0}我休息不了 | {0}不方便 | {0}我在单位
    {0}再说
    {0}看情况吧 | 可能{0}吧不一定 | {0}如果我在家就行 | {0}再联系 | {0}给你答复 | {0}打电话给我再约
    {0}有快递要来 | {0}家里来客人 | {0}孩子在家发烧 | {0}等你等了一天 | {0}才能确定 | 我{0}在外地
"""
UNSUITED_ENGLISH = """
    nobody home {0} | I won't be home {0} | I'm never free {0} | {0} I'm not home
    I'll let you know {0}
    {0} if I can get off work | I will tell you {0} | call me {0} | nobody is around {0}
"""
HOURS_OPEN = """
    明天三四点 | 明天两点到四点 | 明天2点-4点
    明天2:00-4:00 | 明天下午两点以后 | 明天三点前 | 明天三点或四点
    明天25点 | 明天下午2点70分 | 明天三点六十分
    2月30号下午两点 | 昨天下午两点 | 今天早上八点 | 9点半
    周四要上班，晚上七点 | 周五要带孩子打针，下午三点 | 明天我三点下班
    再下周四 | 03/12/2026 | 下下个月 | 过两天
    tomorrow ten to four | tomorrow two to four | tomorrow from 2 till 4 | tomorrow 2-4pm
    tomorrow after 3 | tonight after eight | tomorrow before noon | the Thursday after next
    tomorrow at two or three | between 2 and 4 tomorrow | tomorrow 1402
    明天1402 | 1430 | 25号1402
    half an hour | Feb 30 at 2pm
    the thirty-second | twenty past | Thursday before the school run
    周三或周四下午两点 | 周四下午两点或周五上午 | 中秋当天下午
    除夕下午 | 冬至前一天 | 十二月六日前一天
"""


def value_of(said: str) -> str:
    answer = read(Question(QuestionKind.DATE, "请问什么时候上门方便？", now=TUESDAY), said)
    return f"{answer.value} {answer.part or ''}".strip()


@each(
    ("said", "value"),
    [
        *composed(HAN_DAYS, HAN_CLOCKS, ""),
        *composed(HAN_DAYS, HAN_PARTS, ""),
        *composed(HAN_DAYS, HAN_PARTS, " "),
        *composed(ENGLISH_DAYS, ENGLISH_CLOCKS, " "),
        *composed(ENGLISH_DAYS, ENGLISH_PARTS, " "),
    ][::TOLD_EVERY],
)
def test_every_day_is_read_with_every_hour_and_part(said: str, value: str) -> None:
    assert value_of(said) == value


@each(
    ("said", "value"),
    [*decorated(HAN_AROUND, SOME_HAN), *decorated(ENGLISH_AROUND, SOME_ENGLISH)],
)
def test_what_is_said_around_a_time_changes_nothing(said: str, value: str) -> None:
    assert value_of(said) == value


@each(("said", "value"), AS_WRITTEN.items())
def test_forms_that_do_not_compose_are_read_as_they_are_written(said: str, value: str) -> None:
    assert value_of(said) == f"2026-{value}"


@each(
    ("said", "value"),
    [
        *reversed_too(PLAIN_HAN, HAN_PARTS, "，"),
        *reversed_too(PLAIN_HAN, HAN_HOURS, "，"),
        *reversed_too(PLAIN_ENGLISH, ENGLISH_CLOCKS, " on "),
    ],
)
def test_the_hour_may_stand_before_the_day(said: str, value: str) -> None:
    assert value_of(said) == value


@each(
    "said",
    [
        *(one.format("周三", "周四") for one in phrases(HAN_OPEN)),
        *(one.format("周五下午", "周六上午") for one in phrases(HAN_OPEN)),
        *(one.format("Wednesday", "Thursday") for one in phrases(ENGLISH_OPEN)),
        *(one.format("Friday afternoon", "Monday at 3") for one in phrases(ENGLISH_OPEN)),
        *(one.format("周四") for one in phrases(UNSUITED)),
        *(one.format("下周四下午三点") for one in phrases(UNSUITED)),
        *(one.format("on Thursday") for one in phrases(UNSUITED_ENGLISH)),
        *(one.format("tomorrow at 3") for one in phrases(UNSUITED_ENGLISH)),
        *phrases(HOURS_OPEN),
    ],
)
def test_two_times_bounds_questions_and_times_that_do_not_suit_are_asked_again(said: str) -> None:
    assert value_of(said) == "None"
