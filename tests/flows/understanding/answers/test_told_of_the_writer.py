"""Numbers and days of others, of another measure beside it, and told as people speak."""

from datetime import datetime

import pytest

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.reading import read_answer
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

NUMBERS = """
? 家里常住几口人？
俩大人俩娃 => 4
三大一小 => 4
我和老伴 => 2
我们一家五口 => 5
两口子带俩孩子 => 4
我爸妈、我和媳妇、一个娃 => 5
隔壁五口人 => -
老两口 => 2
仨 => 3
就我一根光棍 => 1
以前四口，现在俩 => 2
我家四口，邻居家六口 => 4
? 邻里宴您家来几位？
我和老伴 => 2
我姐家去四个，我家还没商量 => -
带上孙子一共三个 => 3
就我一个去 => 1
隔壁去五个 => -
我跟我闺女 => 2
三个人，孩子不占座 => 3
全家四口都去 => 4
? 水表读数是多少？
2086 我戴老花镜看了两遍 => 2086
1035，上个月是998 => 1035
表上显示652 => 652
3-1-502，读数是1203 => 1203
我看了三次都是4471 => 4471
零八五六 => 856
五位数，12345 => 12345
表坏了看不出来 => -
02371 => 2371
电表2201，水表319 => 319
一千二百零三 => 1203
? 師傅遲到咗幾多分鐘？
成粒鐘 => 60
粒半鐘 => 90
三個骨 => 45
十五分鐘 => 15
半個鐘有多 => -
兩粒鐘 => 120
一個骨 => 15
成半個鐘 => 30
冇遲到 => 0
? 您家有几辆车？
一辆轿车一辆电瓶车 => -
两台，一油一电 => 2
我一辆我媳妇一辆 => 2
没车 => 0
? How many cars does your household have?
one each, so two => 2
none, we take the bus => 0
just the one => 1
my neighbour has three => -
? How many days will your guest stay?
a week => 7
a fortnight => 14
Friday to Sunday => 3
? 停电持续了多少小时？
从早上九点到下午一点 => 4
一个钟头不到 => -
整整一天 => 24
半天 => -
三个半小时 => 3.5
通知说两小时，结果停了五小时 => 5
? 您需要几张门禁卡？
三张，我、老婆、女儿各一张 => 3
一人一张，四口人 => 4
先来两张 => 2
上次办了三张，这次再要一张 => 1
两到三张 => -
隔壁要了五张 => -
? 家里装了几台空调？
客厅一台，三个卧室各一台 => 4
四台，坏了一台 => 4
三台挂机一台柜机 => 4
? 这个月电梯坏了几次？
三次，每次修半天 => 3
数不清 => -
两三次 => -
加上今天第四次了 => 4
一次也没坏 => 0
? 您每月停车费多少元？
三百五 => 350
350块，去年才300 => 350
一天十块 => -
不到四百 => -
免费的 => 0
? 您今年多大年纪？
七十三 => 73
属虎的 => -
刚满六十 => 60
? 漏水已经多少天了？
成个礼拜 => 7
? 请问您等了多少分钟？
等咗成個鐘 => 60
? 您家有几位老人需要助浴？
就我爸一个 => 1
隔壁张奶奶一个 => -
暂时不用 => 0
两个，一个八十一个七十五 => 2
? 您需要几个临时车位？
三辆车过来 => 3
亲戚大概开两三辆 => -
去年要了五个，今年四个 => 4
一个不够就两个 => -
一个半 => -
物业说最多两个 => -
? How many guests are coming?
me plus two => -
eight of us including the kids => 8
my sister's lot is five, mine haven't said => -
six, but two are vegetarian => 6
half a dozen => 6
between ten and twelve => -
? 电表读数多少？
昨天4510，今天4522 => 4522
4522.6 => 4522.6
户号100234，读数4522 => 4522
四千五百二十二 => 4522
比上月多了30度 => -
表在门外够不着 => -
4 5 2 2 => 4522
? 您需要几张停车券？
上次三张，这次五张 => 5
去年要了两本，今年一本 => 1
三张大的两张小的 => 5
? 水表读数多少？
上个月1203，这个月1215 => 1215
"""
DAYS = """
? 師傅邊日嚟好？ | 2026-04-05T13:15
唔係星期二就星期四囉 => -
星期二或者星期四 => -
聽日下晝 => 2026-04-06 afternoon
後日朝早 => 2026-04-07 morning
唔好星期一，星期三啦 => 2026-04-08
? 活动室您想借哪一天？ | 2026-01-31T09:30
过一个礼拜，也是星期六 => 2026-02-07
下周六 => 2026-02-07
过三天，周二 => 2026-02-03
十天以后 => 2026-02-10
半个月后 => -
大后天 => 2026-02-03
一周后的今天 => 2026-02-07
两周后，周六 => 2026-02-14
两个礼拜以后的星期天 => -
明儿个 => 2026-02-01
下个礼拜三 => 2026-02-04
春节后 => -
初五 => -
要么一号要么二号 => -
2月6号，周五 => 2026-02-06
2月6号，周六 => -
我妈说周一，我还没定 => -
邻居约的周三 => -
今天不行，明天 => 2026-02-01
除了周一都行 => -
周末 => -
? When should we come? | 2026-03-11T09:00
a week today => 2026-03-18
a week on Friday => 2026-03-20
Friday week => 2026-03-20
day after tomorrow => 2026-03-13
not Thursday, Friday => 2026-03-13
my neighbour said Friday => -
either Monday or Tuesday => -
in ten days => 2026-03-21
tomorrow arvo => 2026-03-12 afternoon
next Monday => 2026-03-16
this Saturday morning => 2026-03-14 morning
two weeks from today, Wednesday => 2026-03-25
? 您哪天在家方便我们检查燃气？ | 2026-06-10T10:00
礼拜天全天 => 2026-06-14
十五号上午九点 => 2026-06-15T09:00
端午节 => -
周四要去医院，周五行 => 2026-06-12
明天下午三点以后 => -
周六周日都在 => -
老伴周五在家 => 2026-06-12
? 您打算哪天搬家？ | 2026-05-12T10:00
本来十六号，改十八号了 => 2026-05-18
搬家公司说二十号最便宜，我还没订 => -
等孩子考完试 => -
这个星期六 => 2026-05-16
我弟十五号搬，我二十号 => 2026-05-20
六月头上 => -
六月一号 => 2026-06-01
最晚三十号 => -
下周三或周四 => -
房东催我十五号前走 => -
? When can the plumber visit? | 2026-08-03T09:00
Wednesday, I've got a dentist on Thursday => 2026-08-05
I'm away until Friday => -
he was supposed to come on the 1st => -
the 6th at noon => 2026-08-06T12:00
tomorrow unless it rains => -
"""


@each(("question", "said", "value"), told(NUMBERS))
def test_a_number_is_the_writers_and_of_what_was_asked(
    question: str, said: str, value: str | None
) -> None:
    answer = read_answer(Question(QuestionKind.NUMBER, question), said)

    assert answer.value == (None if value is None else pytest.approx(float(value)))


@each(("asked", "said", "value"), told(DAYS))
def test_a_day_is_the_one_that_the_writer_means(asked: str, said: str, value: str | None) -> None:
    question, _, now = asked.partition(" | ")

    answer = read_answer(
        Question(QuestionKind.DATE, question, now=datetime.fromisoformat(now)), said
    )

    day = answer.value if answer.part is None else f"{answer.value} {answer.part}"
    assert day == value
