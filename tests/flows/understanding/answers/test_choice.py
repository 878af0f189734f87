"""One option by number, letter, position, label, a part of it or a synonym."""

from flows.understanding.answers.choice import read
from flows.understanding.answers.choices import read_choices
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_choices import told

TOLD = """
? 您方便的时段 | 上午/下午/晚上
上午 => 上午
上午吧 => 上午
1 => 上午
A => 上午
选a吧 => 上午
① => 上午
早晨好，早上来吧 => 上午
第二个 => 下午
中间那个 => 下午
不是上午，是下午 => 下午
上午，不对，下午 => 下午
最后一个 => 晚上
三 => 晚上
下班以后吧 => 晚上
白天没空，晚上 => 晚上
4 => -
都行 => -
随便 => -
上午或者下午 => -
1和2 => -
什么时候都可以 => -
电梯坏了 => -
明天 => -
上午行吗 => -
不要晚上 => -
E => -
你好 => -
? 您对哪方面有意见 | 物业费/停车管理/绿化/电梯
物业费太贵 => 物业费
停车 => 停车管理
车位的问题 => 停车管理
升降機 => 电梯
花草没人管 => 绿化
都有意见 => -
停车和电梯 => -
没意见 => -
? 是否需要 | 需要/不需要
好的 => 需要
要 => 需要
不用了 => 不需要
不要 => 不需要
不需要 => 不需要
? 是业主吗 | 是/否
是的 => 是
不是 => 否
? 满意吗 | 满意/一般/不满意
挺满意的 => 满意
不太满意 => 不满意
很不满意 => 不满意
凑合 => 一般
? How to reach you | Email/Phone/WeChat
2 => Phone
the second => Phone
give me a call => Phone
option C => WeChat
last => WeChat
e-mail please => Email
how about tomorrow => -
phone or email => -
? 一年几次 | 1-2次/3-5次/6次以上
4次 => 3-5次
十次 => 6次以上
一次 => 1-2次
1 => 1-2次
? 年龄 | 18岁以下/18-30岁/31-60岁/60岁以上
25岁 => 18-30岁
我72岁了 => 60岁以上
? 对吗 | 提交/加急/不提交
提交啦 => 提交
? 您选择哪种缴费方式？ | 支付宝/微信/现金
alipay 得伐 => 支付宝
揣着票子上前台 => 现金
? 按什么周期缴费？ | 按月/按季度/按年
三个月一缴 => 按季度
一年一次 => 按年
? Which parking pass? | One day/One week/One month
7 days pass, sister visiting => One week
the thirty-day one please => One month
? 哪种垃圾桶满了？ | 厨余垃圾/可回收物/有害垃圾
剩菜剩饭倒的那个 => 厨余垃圾
? 需要哪种车 | 小车（1吨）/中车（3吨）/大车（5吨）
三吨的够了 => 中车（3吨）
中车（3吨） => 中车（3吨）
1吨的车就行 => 小车（1吨）
? 属于哪一类 | 设施（水电、电梯）/服务（态度、时效）/管理（收费、装修）
装修的事 => 管理（收费、装修）
电梯的事 => 设施（水电、电梯）
? 现在提交吗 | 提交/加急
唔提交 => -
唔好提交 => -
别提交 => -
冇话要提交 => -
dont submit => -
? 办什么 | 报修/投诉/建议
投拆 => 投诉
我要投诉 => 投诉
我想报修，灯坏了 => 报修
报修还是投诉 => -
? 哪里坏了 | 水管/电路/其他
别的 => 其他
水管漏了 => 水管
1 水管 => 水管
B. 电路 => 电路
1 电路 => -
? 哪栋 | 1号楼/2号楼/3号楼
1号楼 => 1号楼
二栋 => 2号楼
3栋 => 3号楼
3 => 3号楼
? 几号车位 | 1/2/3
2 => 2
第三个 => 3
? 哪个单元 | A/B/C
B => B
2 => B
b单元 => B
? 行吗 | OK/NO
好的 => OK
"""


@each(("question", "options", "said", "value"), told(TOLD))
def test_an_option_is_read_as_it_is_named(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    asked = Question(QuestionKind.CHOICE, question, options)

    assert read(asked, said).value == value


OPTIONS = ("电梯", "保洁", "停车", "绿化")


@each(
    ("said", "chosen"),
    [
        ("1和3", ("电梯", "停车")),
        ("1,3,4", ("电梯", "停车", "绿化")),
        ("①③", ("电梯", "停车")),
        ("13", ("电梯", "停车")),
        ("AC", ("电梯", "停车")),
        ("a、c", ("电梯", "停车")),
        ("电梯 停车", ("电梯", "停车")),
        ("升降機同埋綠化", ("电梯", "绿化")),
        ("1到3", ("电梯", "保洁", "停车")),
        ("全部", OPTIONS),
        ("都选", OPTIONS),
        ("all of them", OPTIONS),
        ("除了2都选", ("电梯", "停车", "绿化")),
        ("只选停车", ("停车",)),
        ("2", ("保洁",)),
        ("停车，太难停了", ("停车",)),
        ("5", ()),
        ("1和9", ()),
        ("什么意思", ()),
        ("你好", ()),
    ],
)
def test_several_options_may_be_chosen(said: str, chosen: tuple[str, ...]) -> None:
    assert read_choices(Question(QuestionKind.CHOICE, options=OPTIONS), said) == chosen
