"""Numbers beside what was promised, left out or counted in, and how long it took by the clock."""

import pytest

from flows.understanding.answers.number import read
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

PROMISED = """
? How many square metres is your flat?
Agent told 110 but real is 106, write the real one => 106
they said 120 but it is really 108 => 108
the contract says 110 but actual is 106 => 106
110 on paper but 106 in reality => 106
advertised 95, measured 91 => 91
88 not 98 => 88
eighty-eight net => 88
one hundred and six net => 106
88 net area => 88
106 net, 120 gross => -
eighty odd => -
the agent said 110 => -
the small one => -
? 房屋面积是多少平方米？
合同写110，实测106，按106填 => 106
中介说一百一，其实一百零六 => 106
套内八十八 => 88
套内88，建面110 => -
? How many hours was the power off?
they said two but it was closer to four hours => 4
2 hrs max => -
two hours at least => -
? 您上次缴费金额是多少元？
差五块三百 => -
除了物业费三百还有水费五十 => -
? 您要办几张卡？
the one I have is fine => -
"""
COUNTED_IN = """
? How many days was the lift out of order?
four not counting today so put 4 => 4
5 not counting weekends => 5
six including today => 6
four not including today => 4
three, four if you count today => -
? How many people live in your flat?
six including grandma => 6
5 excluding the baby => 5
a baker's dozen counting Gran, so 13 => 13
five, plus grandma => -
me and two others => 3
? How many access cards do you need?
4 minus the one I have so 3 => 3
? 您家常住几口人？
五口，外加肚里一个没出来先不算 => 5
四个，不算保姆 => 4
除了我还有两个 => 3
除咗我仲有三個人 => 4
除了我还有亲戚 => -
五个，外加一个保姆 => -
? 您家有几台空调要清洗？
客厅一个柜机，三间卧室各一个挂机 => 4
两间卧室各一台，客厅两台 => 4
"""
LASTED = """
? 这次停电持续了几个小时？
晚上八点黑的，十一点才来电 => 3
从七点黑到九点 => 2
下午一点没的电，四点来的 => 3
八点没电，八点半来的 => 0.5
早上九点灭的，中午十二点亮的 => 3
半拉钟头 => 0.5
半拉小时吧 => 0.5
仨半小时 => 3.5
八点停的，说是十一点来 => -
八点停的，通知说十一点恢复 => -
我八点上班，十点开会，电还没来 => -
八点没电，到现在电还没来 => -
七点还没到九点 => -
? 升降機停咗幾多個鐘？
朝早八點停，晏晝一點先返 => 5
? How many hours was the power off?
it died at 8pm and came back at 11 => 3
from noon till four => 4
went off at 9 in the morning, restored by 1pm => 4
it went at 7 and was back at half past 8 => 1.5
it went at 7 and should be back by 9 => -
lost power at 3, still down => -
I got home at 6 and left at 8 => -
? 你要租場地幾多個鐘？
兩個鐘玩，加半個鐘執嘢 => 2.5
兩個鐘唱歌，一個鐘食蛋糕 => 3
一個鐘佈置、三個鐘派對、一個鐘清潔 => 5
兩個鐘，加半個鐘執拾，即係兩個半 => 2.5
三個鐘，包埋執嘢半個鐘 => 3
兩個鐘或者三個鐘 => -
兩個鐘，三個鐘都得 => -
? 您等了多少分钟？
等了一个小时，修了半个小时，加起来一个半小时 => 90
? How many hours do you want to book?
two hours for the party and one hour for cleaning => 3
two hours or three hours => -
"""


RATES = """
? 您每月用几桶水？
一周一桶，一个月四桶 => 4
每月四桶 => 4
四桶左右 => 4
一个礼拜一桶 => -
一天两桶 => -
? How many bags of rubbish a week?
about 3 => 3
3 a week => 3
one a day => -
one a day so 7 => 7
? How much did you pay for parking, in yuan?
80 a month => 80
20 per day, 5 days, so 100 => 100
? 这次维修您付了多少钱？
一分没花 => 0
原价三百打八折 => -
"""
KINDS = """
? 您家几个空调？
3台挂机1台柜机 => 4
? 空调坏了几台？
三台里头一台不制冷 => 1
五台中两台没反应 => 2
? How many keys did you receive?
three keys and one fob => 3
three of them => 3
? 本次报修您打了几次电话？
第三次才有人接 => 3
打了三次，第三次才有人接 => 3
? 您买房几年了？
15年买的 => -
15年5月搬来 => -
15年 => 15
? 您家养了几只猫狗？
以前养过一只，走丢了，现在没有 => 0
? 您家常住几口人？
我自个儿 => 1
我们三个合租 => 3
"""

OPEN = """
? How many nights will your visitor stay?
3, could be 4 => -
three, maybe four nights => -
a week => 7
? How many chairs do you need for the party?
20, or 25 if you have them => -
15 should do => 15
4 tables x 6 = 24 => 24
? 请问贵户需要几个车位？
三个，可能四个 => -
三个。哦我爸不办，那就两个 => 2
一个，七人车 => 1
一个都不要 => 0
? 您要订几箱水？
上次两箱，这次三箱 => 3
? 这次停水停了几个小时？
九点停的吧，十点多来的 => -
"""

NOT_THE_NUMBER = """
? 您等了多久，请填分钟数
等了快半小时 => 30
大概25分钟 => 25
等了两次 => -
? 本月跳闸次数（请填写）
三次 => 3
三天 => -
? 您打算租几个月车位？
三个月起 => -
先租三个月 => 3
? 維修費用係幾多元？
八舊水 => 800
? How many times have you contacted us?
this is the third time => 3
the second time nobody came => -
never before => 0
? 您打算办几张门禁卡？
楼上办了三张，我也三张 => 3
我妈说四张我看三张够了 => -
我妈说四张 => 4
两张够不够 => -
两张够了 => 2
比去年少一张 => -
两张卡一个钥匙扣 => 2
每人一张，五个人 => 5
两张，可能我妈也要 => -
? 您家常住几口人？
五口，两个在外地上学，实际三口 => 3
你们登记的是三口，其实四口 => 4
? 电梯坏了几次？
前天一次，昨天一次，今天又一次 => 3
两次困人，一次停电 => -
3次，有一次困了半小时 => 3
三天两次 => -
一天一次 => -
? How many times did the lift break?
once a week => -
three times, two of them with me inside => 3
? How many people will come to the meeting?
two, maybe my mother too => -
two, maybe a bit late => 2
? 您每次等电梯几分钟？
五分钟打底 => -
最长十分钟 => -
平均五分钟 => 5
"""


@each(
    ("question", "said", "value"),
    [
        one
        for table in (PROMISED, COUNTED_IN, LASTED, RATES, KINDS, OPEN, NOT_THE_NUMBER)
        for one in told(table)
    ],
)
def test_what_stands_beside_a_number_is_told_from_it(
    question: str, said: str, value: str | None
) -> None:
    answer = read(Question(QuestionKind.NUMBER, question), said)

    assert answer.value == (None if value is None else pytest.approx(float(value)))
