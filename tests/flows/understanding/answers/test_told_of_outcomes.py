"""Options told by how long, how far or how it came out, and what two values or none is told by."""

from flows.understanding.answers.choice import read
from flows.understanding.answers.halves import by_halves, names_two
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_choices import told

TERMS = """
? 停车卡您想办哪种？ | 月卡/季卡/年卡
三个月那种 => 季卡
一次交满十二个月，省得老跑 => 年卡
一年的 => 年卡
先办一个月试试 => 月卡
30天的 => 月卡
90天那种 => 季卡
我三个月前办过 => -
半年的有没有 => -
一年一年地交 => 年卡
按月交 => 月卡
年卡太贵，一个月一个月来 => 月卡
12个月 => 年卡
住了三个月了，不知道办哪种 => -
两年的 => -
整年的吧 => 年卡
一个季度先 => 季卡
一年半 => -
这车开了一年了，办哪个好 => -
月卡，我就住一年 => 月卡
我就来出差三个月 => 季卡
365天全包那种 => 年卡
半年 => -
我这车两年后就报废 => -
十二月 => -
12月再说 => -
十二月份过来办 => -
租了12个月 => -
租了三个月 => -
每月工资才发，等等 => -
每年都涨价 => -
我租三个月 => 季卡
租一年 => 年卡
每月交 => 月卡
每个季度吧 => 季卡
? 物业费您想怎么交？ | 按月/按季/按年
一个月一交 => 按月
一次交一年 => 按年
三个月一次 => 按季
十二个月一起交 => 按年
每季度 => 按季
一年交一回省事 => 按年
我交了三年了 => -
欠了两个月 => -
? How would you like to pay for parking? | Monthly/Quarterly/Yearly
twelve months up front => Yearly
three months at a time => Quarterly
a whole year please => Yearly
one month => Monthly
I've been here three months => -
every quarter => Quarterly
two years ago I paid => -
six months => -
"""
FAILING = """
? 快递放哪里合适？ | 快递柜/家门口/物业前台
柜子别放，门口也别放，前台老弄丢 => -
门口丢过两次 => -
门口被偷过 => -
前台老是搞错，放柜子 => 快递柜
柜子天天满，门口就行 => 家门口
快递柜总死机，前台吧 => 物业前台
柜子容易丢，还是前台 => 物业前台
别放前台，上次弄丢我一个 => -
不会丢就行 => -
前台从来没丢过，就前台 => 物业前台
柜子吧，门口老淋湿 => 快递柜
? Where should we leave parcels? | Locker/Doorstep/Front desk
Locker is always full => -
Doorstep gets wet, front desk please => Front desk
The front desk keeps losing them, use the locker => Locker
things got stolen from the doorstep => -
Doorstep, the locker is always full => Doorstep
? 您家门窗哪里坏了？ | 门锁/玻璃/纱窗/合页
门锁老是卡 => 门锁
纱窗又坏了 => 纱窗
? 您想投诉哪一项？ | 保洁/保安/停车/绿化
保安老没人 => 保安
停车老是满 => 停车
"""
FAULTS = """
? 请问您要报修的是哪一类？ | 水路/电路/门窗/电梯/其他
灯不亮，水管也爆了 => -
厨房龙头滴水，窗户也关不严 => -
水龙头滴答滴答，卧室插座冒火花 => -
窗户关不严，风呼呼灌 => 门窗
马桶堵了 => 水路
空开老跳闸 => 电路
灯泡换过了还是不亮 => 电路
水表前面的阀门拧不动 => 水路
灯一闪一闪，估计是进水了 => 电路
不是电的事，是下水道返臭 => 水路
电梯没问题，是我家锁坏了 => 门窗
马桶堵了，水都漫到客厅了 => 水路
下水道堵了，地漏直往上冒 => 水路
插座没电，灯也不亮 => 电路
门锁拧不动，钥匙断里头了 => 门窗
水管裂了，阳台那扇窗也碎了 => -
电梯卡在三楼不动，按钮也不亮 => 电梯
? What needs fixing? | Plumbing/Electrical/Door or window/Lift
Toilet is blocked, water everywhere => Plumbing
sockets are dead, window won't shut either => -
lights keep flickering, breaker trips => Electrical
"""
REPAIRS = """
? 请问这次维修结果如何？ | 已修好/部分修好/未修好
热水是有了，可花洒那头照样漏 => 部分修好
拆下来瞅了瞅又装回去走人了，老样子 => 未修好
不漏了，地板也干了 => 已修好
灯亮了一盏，另一盏还黑着 => 部分修好
水压回来了，谢谢师傅 => 已修好
总算好了 => 已修好
昨天好了，今天又漏 => 未修好
换了新阀门，一滴都不漏 => 已修好
修了跟没修一样 => 未修好
门能关严了，就是把手还松 => 部分修好
师傅说要等配件，改天再来 => 未修好
师傅没来 => 未修好
我在外地，不清楚 => -
空调凉快了，但是还有点响 => 部分修好
好是好了，不知道能撑几天 => -
马桶通了，洗手池还堵着 => 部分修好
师傅拍拍屁股走了，照样滴水 => 未修好
水漏出来了 => -
水从天花板出来了 => -
污水出来了 => -
臭味又来了 => -
师傅来了 => -
人来了 => -
水关了 => -
总阀关了 => -
凉了 => -
暖气片冷了 => -
热了，第二天就凉了 => -
电机又热了 => -
水出来了 => 已修好
电来了 => 已修好
来电了 => 已修好
热水也来了 => 已修好
关得上了 => 已修好
门关严了 => 已修好
空调冷了 => 已修好
第二天就好了 => 已修好
又能用了 => 已修好
? How did the repair turn out? | Fixed/Partly fixed/Not fixed
works perfectly now => Fixed
Hot water is back but the shower still drips => Partly fixed
no change at all => Not fixed
it was fine for a day and then leaked again => Not fixed
haven't checked => -
drains fine now, thanks => Fixed
he couldn't fix it => Not fixed
it stopped working => Not fixed
hot water stopped => -
the lift stopped => -
it stopped leaking => Fixed
the dripping has stopped => Fixed
works again => Fixed
all fixed, dry since Monday => Fixed
"""
HALVES = """
? 您哪个时间能来做义工？ | 周六上午/周六下午/周日上午/周日下午
星期天一早 => 周日上午
周六全天都行 => -
周日午饭前 => 周日上午
周六九点 => 周六上午
周日买完早市的菜就来 => 周日上午
周六三点以后 => 周六下午
礼拜天送完娃补习，十点左右 => 周日上午
周六周日下午都有空 => -
周六吃过中饭 => 周六下午
周六 => -
下午 => -
周六上午下午都行 => -
? When can you volunteer? | Saturday morning/Saturday afternoon/Sunday morning/Sunday afternoon
Saturday straight after lunch => Saturday afternoon
Sunday at ten => Sunday morning
either day works => -
"""
TIMES = """
? 您的车辆属于哪种？ | 燃油车/纯电动/插电混动
打算换电车，定金还没交 => -
明年准备买插混 => -
现在还是油车，准备换纯电 => 燃油车
开油车的 => 燃油车
? 停车卡您想办哪种？ | 月卡/季卡/年卡
去年办的是年卡 => -
上次办了季卡，这次也一样 => 季卡
去年年卡，今年月卡就行 => 月卡
上回用的月卡，还是月卡 => 月卡
上次选的是季卡 => -
嗯，上次选的是季卡 => -
您好，上次办的是季卡 => -
你好呀，我去年买了年卡，用完了 => -
您好，上次办的是季卡，这次月卡 => 月卡
? 一日游你想去邊度？ | 西貢/大澳/濕地公園
上個月先去完大澳，今次未知得唔得閒 => -
去年去過西貢，今次想去大澳 => 大澳
"""


@each(("question", "options", "said", "value"), told(TERMS))
def test_how_long_it_lasts_chooses_its_term(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value


@each(("question", "options", "said", "value"), told(FAILING))
def test_what_keeps_going_wrong_is_turned_down(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value


@each(("question", "options", "said", "value"), told(FAULTS))
def test_two_things_out_of_order_are_asked_again(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value


@each(("question", "options", "said", "value"), told(REPAIRS))
def test_how_a_repair_came_out_is_read_from_what_is_told(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value


@each(("question", "options", "said", "value"), told(HALVES))
def test_a_day_and_its_part_are_read_one_after_the_other(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value


@each(("question", "options", "said", "value"), told(TIMES))
def test_a_mere_plan_or_an_earlier_choice_chooses_nothing(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value


def test_a_question_without_options_is_asked_again() -> None:
    assert read(Question(QuestionKind.CHOICE), "").value is None


WEEKEND = ("周六上午", "周六下午", "周日上午", "周日下午")


@each(("said", "looks"), [("周六下午", 2), ("周六" * 1000, 0), ("周六下午" * 500, 0)])
def test_a_day_and_its_part_are_not_looked_for_apart_in_a_long_message(
    said: str, looks: int
) -> None:
    looked_for: list[tuple[str, ...]] = []

    def find_nothing(half: tuple[str, ...]) -> None:
        looked_for.append(half)

    def find_one(half: tuple[str, ...]) -> bool:
        looked_for.append(half)
        return False

    by_halves(WEEKEND, said, find_nothing)
    names_two(WEEKEND, said, find_one)

    assert len(looked_for) == 2 * looks


@each("repeated", ["周六", "周六下午", "周六周日", "周六上午或者"])
def test_a_day_that_is_named_over_and_over_is_read(repeated: str) -> None:
    asked = Question(QuestionKind.CHOICE, "您哪个时间能来做义工？", WEEKEND)

    assert read(asked, repeated * (2000 // len(repeated))).why
