"""Figures and days beside the one that was asked for: weights, prices, doors, feasts, others'."""

from datetime import datetime

from flows.understanding.answers import date, number
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

NUMBERS = """
? 您要寄存几件物品？
两个箱子，每个20斤 => 2
三件，大的有30公斤 => 3
一个背包，5公斤左右 => 1
两只箱子，一只背包 => 3
3件，放5天 => 3
两件，9号来取 => 2
一个纸箱，60厘米长 => 1
2件，下午3点送来 => 2
一件行李，寄存两天 => 1
? 你要幾多張泊車券？
3張，星期6用 => 3
兩張，一張今日一張聽日 => 2
要四張，5點嚟攞 => 4
阿媽話兩張 => 2
12號要兩張 => 2
? 需要办几张门禁卡？
20元一张的话办两张 => 2
一张20，要三张 => 3
15块一张，我办3张 => 3
三张，30块 => 3
10块一张 => -
多少钱一张 => -
5块一张太贵了，就办1张 => 1
上次办了两张 => -
上次办了两张，这次再办一张 => 1
我老公说两张，我还没算 => -
邻居办了三张 => -
? 您家常住几口人？
以前五口，现在三口 => 3
原来4个人，走了一个，剩3个 => 3
本来六口人，老大结婚搬走了，还剩四个 => 4
我住1203，三口人 => 3
502的，两个人 => 2
3栋，四口人 => 4
301住户，五个人 => 5
五口，住301 => 5
四口人，一只猫 => 4
就我一个 => 1
? 有幾多隻窗要換？
師傅話兩隻，我唔知 => -
我老公數過三隻 => 3
老公說四扇，我沒數過 => -
? 您家的电表读数是多少度？
上个月4310 => -
上次抄的4200，现在4388 => 4388
上月4310，这个月4400 => 4400
4310 => 4310
现在是4310 => 4310
表上显示4521 => 4521
去年底是3900 => -
刚看的，4310 => 4310
昨天看是4310 => 4310
隔壁家5120 => -
? How many guests are coming?
Last year we had 12 => -
my wife says six, I haven't counted => -
10 => 10
six, and 2 dogs => 6
flat 12, 4 guests => 4
We are in 302, five guests => 5
4 guests, arriving at 7 => 4
2 of them are vegetarian => -
around 20 last year => -
? 您家有几辆电动车需要充电桩？
一辆，72伏的 => 1
两辆，一个月充10次 => 2
两辆，住5栋 => 2
楼上有三辆 => -
充一次2块钱，我有两辆 => 2
没有，一辆都没 => 0
一辆电动车一辆摩托 => -
我老婆说买两辆，还没商量好 => -
两辆，5号提车 => 2
? 您这次报修等了多少天？
三天，打了5个电话 => 3
上次等了两天 => -
上次等两天，这次五天 => 5
说好两天，结果等了六天 => 6
一个礼拜 => 7
隔壁等了十天 => -
师傅说两天，我没算 => -
四天，收了50块 => 4
10月3号报的 => -
? How many parking spaces will you need for the move?
2, from 9am => 2
2 spaces, $20 each is fine => 2
two, flat 1804 => 2
Last time we used 3 => -
my wife says 2, need to check with the movers => -
one van so 1 => 1
three trucks so 3 => 3
"""
DAYS = """
? 请问您什么时候方便接受回访？ | 2026-11-24T09:00
我儿子12月3号结婚 => -
12月3号是我生日 => -
12月3号下午 => 2026-12-03
12月3号我在家 => 2026-12-03
12月3号我休息 => 2026-12-03
12月5号吧，那天我生日在家 => 2026-12-05
孩子周五考试 => -
周五孩子考完试，周五下午吧 => 2026-11-27
我老婆预产期12月8号 => -
? 您打算什么时候搬家？ | 2026-06-19T15:30
周一限行，周二吧 => 2026-06-23
周一单位开会 => -
周一要加班 => -
周日孩子补课 => -
周一 => 2026-06-22
周一搬 => 2026-06-22
周一我请假 => 2026-06-22
周一我休息 => 2026-06-22
周一不限行，周一 => 2026-06-22
? When should the technician come? | 2026-03-11T10:00
Tuesday, not Wednesday => 2026-03-17
Not Friday, Monday => 2026-03-16
Friday, not before => 2026-03-13
Thursday and not Friday => 2026-03-12
my birthday is March 20 => -
my sister flies in on Friday => -
? 请选择您方便安装水表的日期。 | 2026-06-19T15:30
我妈6月28号做手术 => -
周三孩子毕业典礼 => -
下周三上午 => 2026-06-24
25号我值班 => -
25号休息，25号来 => 2026-06-25
25号，不是26号 => 2026-06-25
楼上约的25号 => -
说的25号，没人来 => -
除了周一都行 => -
上次约25号你们没来 => -
6月25号之前我不在 => -
周日吧，周六我嫁女儿 => 2026-06-21
? When can we deliver the new bins? | 2026-11-24T09:00
Friday, not Thursday => 2026-11-27
not on Friday => -
my son's exam is on Friday => -
next Tuesday => 2026-12-01
Dec 2 is fine => 2026-12-02
my neighbour has hers on Friday => -
Thursday, I'm off => 2026-11-26
"""


@each(("question", "said", "value"), told(NUMBERS))
def test_a_number_counts_what_was_asked_for_and_nothing_beside_it(
    question: str, said: str, value: str | None
) -> None:
    answer = number.read(Question(QuestionKind.NUMBER, question), said)

    assert answer.value == (None if value is None else int(value))


@each(("question", "said", "value"), told(DAYS))
def test_a_day_on_which_something_else_is_settles_no_visit(
    question: str, said: str, value: str | None
) -> None:
    asked, _, now = question.partition(" | ")

    answer = date.read(Question(QuestionKind.DATE, asked, (), datetime.fromisoformat(now)), said)

    assert answer.value == value
