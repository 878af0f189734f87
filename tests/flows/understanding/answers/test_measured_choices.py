"""Options that are amounts, periods or times: one is chosen by what falls into it, or into none."""

from flows.understanding.answers.choice import read
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_choices import told

AMOUNTS = """
? 您在本小区住了多久？ | 不到1年/1-3年/3-5年/5年以上
刚搬来半年 => 不到1年
两年多 => 1-3年
住了八年了 => 5年以上
十几年咯 => 5年以上
交房就住进来了，快十年 => 5年以上
三个月 => 不到1年
三年 => -
老住户了 => -
第二个 => 1-3年
不是三个月 => -
? 您家常住几口人？ | 1人/2人/3-4人/5人及以上
就我和老伴 => 2人
两大两小 => 3-4人
我跟我老婆还有一个娃 => 3-4人
六个人，三代同堂 => 5人及以上
过年过节人多 => -
? 您的年龄段是？ | 18-30岁/31-45岁/46-60岁/60岁以上
三十五 => 31-45岁
四十出头 => 31-45岁
72了 => 60岁以上
保密 => -
? 提前多久通知？ | 提前一天/提前三天/提前一周
提前一个礼拜吧，我要安排 => 提前一周
一天太短了，三天吧 => 提前三天
至少三天 => 提前三天
7天 => 提前一周
十天 => -
? 您家房屋面积是？ | 60㎡以下/60-90㎡/90-140㎡/140㎡以上
一百二 => 90-140㎡
八十多平 => 60-90㎡
89 => 60-90㎡
小户型 => -
最大那种 => 140㎡以上
? 每月停车费您能接受？ | 200元以下/200-400元/400元以上
最多两百五 => 200-400元
一百多 => 200元以下
越便宜越好 => -
? 几天内完成？ | 3天内/一周内/半个月内/一个月内
五天 => 一周内
二十天 => 一个月内
两个月 => -
? How long have you lived here? | Less than 1 year/1-3 years/4-10 years/More than 10 years
over twenty years => More than 10 years
about 5 years => 4-10 years
six months => Less than 1 year
? How many people live in the flat? | 1/2/3-4/5 or more
me and my husband => 2
four of us => 3-4
six => 5 or more
nobody's business => -
"""

PERIODS = """
? 多久消杀一次？ | 每周/每月/每季度/每半年
三个月一次 => 每季度
一年两次 => 每半年
一年一次 => -
每两周 => -
隔周 => -
两三天一次 => -
最少的 => 每半年
不要每周 => -
? 您多久用一次会所？ | 每天/每周几次/每月几次/几乎不用
一周三次 => 每周几次
每周一次 => 每周几次
一个月两次 => 每月几次
一年一次 => -
周三 => -
? How often? | Monthly/Quarterly/Twice a year/Once a year
six-monthly => Twice a year
once every 3 months => Quarterly
every two months => -
every other week => -
bi-monthly => -
"""

TIMES = """
? 您一般什么时间段去健身房？ | 早上6-9点/中午11-14点/傍晚17-20点/晚上20-22点
最晚那一档 => 晚上20-22点
最早的 => 早上6-9点
最早也要下午 => -
上午十点送完孩子 => -
下午四点 => -
凌晨五点 => -
早上七点 => 早上6-9点
下了班五点半过去练一个来钟头 => 傍晚17-20点
中午十二点 => 中午11-14点
? 垃圾清运您希望在什么时段？ | 早上7点前/中午/晚上8点后
早点，六点来钟 => 早上7点前
夜里九点 => 晚上8点后
下午三点 => -
中午 => 中午
? 上门时段 | 上午/中午/下午
中午一点 => 中午
下午一点 => 下午
九点 => 上午
三点 => 下午
"""


@each(("question", "options", "said", "value"), told(AMOUNTS))
def test_an_amount_chooses_the_option_that_holds_it(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value


@each(("question", "options", "said", "value"), told(PERIODS))
def test_how_often_something_is_chooses_the_same_period_alone(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value


@each(("question", "options", "said", "value"), told(TIMES))
def test_an_hour_outside_of_every_window_chooses_none(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value
