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
三张，一家三口一人一张 => 3
两张，住12栋302 => 2
要2张，多少钱 => 2
4张 10块一张 => 4
我老公一张我一张，两张 => 2
我妈说要三张，那就三张 => 3
办5张 => 5
去年办过，再办1张 => 1
一共六张 => 6
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
现在4388，上个月4200 => 4388
读数5120 => 5120
表上5120度 => 5120
今天早上看是3301 => 3301
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
8, up from 5 last year => 8
6 guests for 2 nights => 6
my wife and I and 3 friends, so 5 => 5
twelve, we have room 302 => 12
4 please, $10 each right? => 4
? 您家有几辆电动车需要充电桩？
一辆，72伏的 => 1
两辆，一个月充10次 => 2
两辆，住5栋 => 2
楼上有三辆 => -
充一次2块钱，我有两辆 => 2
没有，一辆都没 => 0
明年买一辆 => -
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
? 停水持续了多少小时？
3个小时，上次5个小时 => 3
昨天停了4小时 => 4
上午停了两个半小时 => 2.5
停了6小时，我家住18楼 => 6
从8点到11点 => 3
师傅说2小时，其实停了5小时 => 5
? 您家有几台空调要清洗？
一台多少钱 => -
上次洗了三台 => -
楼下洗了两台 => -
三台，1.5匹的 => 3
我老公说三台，我没数 => -
明年再洗两台 => -
? 请问您要订几份午餐？
15块一份太贵 => -
昨天订了2份 => -
两份，12点送 => 2
3份，送到8栋 => 3
一份，少放盐 => 1
我同事要两份，我还没想好 => -
二楼的订了五份 => -
? 您要预订几个车位？
2个，昨天订的取消了 => 2
上次订少了，这次要3个 => 3
隔壁要一个，我要两个 => 2
一个，明年再加 => 1
三个，50块一天对吧 => 3
1个 => 1
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
Friday, my wife is home => 2026-03-13
Friday at 3, not earlier => 2026-03-13T15:00
Friday, I'm not at work => 2026-03-13
Saturday, my son will let you in => 2026-03-14
not tomorrow, Friday => 2026-03-13
Friday, my neighbour will let you in => 2026-03-13
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
? 您希望师傅哪天上门？ | 2026-03-11T10:00
周五吧，周四限行出不去 => 2026-03-13
周六，孩子不补课 => 2026-03-14
周六上午 => 2026-03-14
周五，不是周四 => 2026-03-13
周五单位放假 => 2026-03-13
3月15号，那天没比赛 => 2026-03-15
周日，考试周六就完了 => 2026-03-15
明天就来 => 2026-03-12
? 您想哪天参观样板间？ | 2026-09-07T20:15
我妈9月12号过寿 => -
中介说9月9号 => -
9月15号交房 => -
上周六来过了 => -
周六吧，周日我加班 => 2026-09-12
? When would you like your flu jab? | 2026-11-24T09:00
my last jab was Dec 2 => -
school closes on Friday => -
Dec 25 is Christmas => -
my flight is Thursday => -
Thursday works => 2026-11-26
? 您哪天方便换锁？ | 2026-09-07T20:15
周五，周六我飞北京 => 2026-09-11
9月12号，交房那天 => 2026-09-12
经理说要提前约，那就周四 => 2026-09-10
周三，孩子比赛取消了 => 2026-09-09
周六，没有安排 => 2026-09-12
"""


@each(("question", "said", "value"), told(NUMBERS))
def test_a_number_counts_what_was_asked_for_and_nothing_beside_it(
    question: str, said: str, value: str | None
) -> None:
    answer = number.read(Question(QuestionKind.NUMBER, question), said)

    assert answer.value == (None if value is None else float(value))


@each(("question", "said", "value"), told(DAYS))
def test_a_day_on_which_something_else_is_settles_no_visit(
    question: str, said: str, value: str | None
) -> None:
    asked, _, now = question.partition(" | ")

    answer = date.read(Question(QuestionKind.DATE, asked, (), datetime.fromisoformat(now)), said)

    assert answer.value == value
