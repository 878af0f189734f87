"""Numbers told by shares, by groups, by twos and twelves, and as so many of so many."""

from flows.understanding.answers.number import read
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_answers import told

SHARES = """
? 您打算办几张门禁卡？
爹妈两张，我和对象各一张 => 4
老人两张，我们两口子两张 => 4
爷爷奶奶各一张 => 2
爸妈各一张，我一张 => 3
我和我老公一人一张 => 2
我一张，我老婆一张，我妈一张，谢谢 => 3
主卡一张副卡三张 => 4
给我妈一张，给保姆一张，别写反 => 2
5张，爸妈2张我们3张 => 5
我一张我妈一张，我妈那张先不办了 => -
我一张，不一定，我妈一张 => -
原来有两张，再办一张 => -
爸妈各一张，孩子再说 => -
亲戚各一张 => -
? 請問要訂幾個便當？
葷的三個、素的兩個，不要香菜 => 5
雞腿的兩個、排骨的兩個、素食一個 => 5
我三個，樓上兩個 => 5
十個，七葷三素 => 10
? 楼道里坏了几盏灯？
三楼一盏五楼两盏 => 3
3楼坏了1盏，6楼坏了1盏 => 2
电梯口两盏、楼梯间一盏 => 3
第二单元一盏，第三单元两盏 => 3
? How many access cards do you need?
One for me one for sir one for driver => 3
two for us, one for the nanny => 3
one card for me and one for my husband please => 2
one each for me and my wife => 2
2 + 1 spare => 3
two plus one extra => 3
two for the kids, maybe one for me => -
one for me or one for my wife => -
3+ => -
one each for the cousins => -
"""
GROUPS = """
? 预计有多少位客人来访？
摆两桌，一桌十个 => 20
三桌，每桌八人 => 24
两辆车，一车五个人 => 10
两家，一家三口 => 6
两桌，每桌十人，二十个 => 20
我舅舅一家三口，加我姑姑两口子 => 5
两桌，一桌十个，还有三个站着 => -
摆了两桌 => -
一桌十来个 => -
? 楼道里坏了几盏灯？
三层，一层两盏 => 6
四层，每层一盏，都黑了 => 4
? How many guests will you have?
two tables of ten => 20
3 cars, 4 each => 12
two families => -
? How many tables do you need?
two tables of ten => -
"""
DOZENS = """
? 預計有幾多位客人？
正好一打 => 12
一打半 => 18
半打 => 6
? 您打算办几张门禁卡？
来一对 => 2
两对 => 4
一双就够 => 2
一打就行，公司用 => 12
一打电话就说没空 => -
对了，再说吧 => -
一对不够 => -
? How many access cards do you need?
a pair please => 2
half a dozen => 6
two dozen => 24
a couple => -
dozens => -
? 这个月您打了几次电话？
打了两次 => 2
"""
WHOLES = """
? 楼道里坏了几盏灯？
四盏里头瞎了三盏 => 3
五盏坏了四盏 => 4
六盏灯就亮两盏 => 4
一排八盏，黑了三盏 => 3
总共四盏，坏了一盏 => 1
十盏里面有三盏不亮 => 3
三盏里坏了两盏，物业没人管 => 2
一共六盏，两盏坏的 => 2
四盏，其中一盏不亮 => 1
六盏里头好的有四盏 => 2
就一盏好的 => -
只剩两盏亮着 => -
四盏里坏了五盏 => -
四盏里头三盏装过新的 => -
? 预计有多少位客人来访？
请了十个，来八个 => 8
约了六个人，能到五个 => 5
? 您家常住几口人？
五口人，里头俩老人 => 5
"""


MORE = """
? How many parcels are you expecting?
2 from taobao 1 from jd => 3
two from Taobao and one from JD => 3
one big one small => 2
one big, one small => 2
five small, one fridge => 6
none today => 0
? How many chairs do you need for the party?
a dozen and a half => 18
6 per table, 4 tables => 24
6 per table => -
? 预计有多少位客人来访？
一桌八个，三桌 => 24
一桌八个，三桌，还有五个小孩 => -
? 您要订几箱水？
农夫两箱，怡宝一箱 => 3
一箱24瓶的两箱 => -
? 您家几扇窗户漏风？
客厅俩卧室一个 => 3
六扇窗四扇漏 => 4
? 快递丢了几件？
五件到了三件 => -
? 門口鞋櫃壞咗幾多格？
左邊兩格右邊一格 => 3
兩格啫 => 2
"""


@each(
    ("question", "said", "value"),
    [one for table in (SHARES, GROUPS, DOZENS, WHOLES, MORE) for one in told(table)],
)
def test_what_is_told_by_parts_is_reckoned_unless_something_is_open(
    question: str, said: str, value: str | None
) -> None:
    answer = read(Question(QuestionKind.NUMBER, question), said)

    assert answer.value == (None if value is None else int(value))
