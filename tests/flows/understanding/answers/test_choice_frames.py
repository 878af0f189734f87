"""Two options of one menu in every frame in which residents name them: one is meant, or none."""

from flows.understanding.answers.choice import read
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_choices import Menu, framed

MENUS: tuple[Menu, ...] = (
    (
        "您想用哪种方式缴费？",
        ("微信", "支付宝", "银行转账", "现金"),
        (
            (("微信", "微信"), ("现金", "现金")),
            (("汇款", "银行转账"), ("微信", "微信")),
            (("钞票", "现金"), ("支付宝", "支付宝")),
        ),
    ),
    (
        "您希望小区增设什么？",
        ("健身器材", "充电桩", "凉亭", "儿童滑梯"),
        (
            (("凉亭", "凉亭"), ("充电桩", "充电桩")),
            (("滑梯", "儿童滑梯"), ("健身器材", "健身器材")),
        ),
    ),
    (
        "哪天上门？",
        ("周五", "周六", "周日"),
        ((("礼拜六", "周六"), ("星期天", "周日")), (("周日", "周日"), ("礼拜五", "周五"))),
    ),
)

NONE_MEANT = """
{A}还是{B}？
{A}和{B}都要
{A}、{B}
不是{A}
不知道是不是{A}
可能{A}，可能{B}
{A}跟{B}各一半
不光{A}，{B}也要
除了{A}还有{B}
{A}也行{B}也行
要么{A}要么{B}
先{A}后{B}
{A}不行就{B}
{A}？
{A}或别的
反正不是{A}
{A}不是，{B}也不是
{A}太麻烦，{B}也麻烦
问问我老公要不要{A}
{A}吧？
{A}怎么样
{A}要钱吗
如果不用{A}就好了
只要不是{A}就行
{A}以外的
{A}{B}二选一
你们定{A}还是{B}
谁说要{A}了
我没选{A}
{A}有什么好处
别跟我提{A}
{A}和{B}，拿不准
{A}，{B}，都可以
为什么没有别的，只有{A}
{A}还是{B}，你帮我选
说不清是{A}还是{B}
没人要{A}
上次选{A}你们弄错了
{A}还{B}，看天气
等我老婆回来再定，{A}或{B}
半{A}半{B}
有人说{A}有人说{B}
"""

FIRST_MEANT = """
{A}吧
就{A}
选{A}
{A}，谢谢
还是{A}吧
不要{B}，{A}
{B}不行，{A}吧
本来想{B}，后来还是{A}
{A}比较好
与其{B}不如{A}
宁可{A}也不{B}
{A}，{B}就算了
当然{A}啦
肯定是{A}
非{A}不可
{A}优先
不是{B}，是{A}
{A}，不是{B}
{B}也不错，但我选{A}
毫无疑问{A}
我投{A}一票
纠结半天，{A}吧
说实话，{A}
{A}啊，还用问
我觉得{A}
应该是{A}
{A}，别的都不考虑
只有{A}
{A}就好
麻烦{A}
那就{A}好了
我要{A}！
只选{A}，不选{B}
{B}太麻烦了，{A}
不选{B}，选{A}
{B}我不要，我要{A}
嗯……{A}
老婆说{B}，我说{A}
{A}。
{A}，上次也是
以前{B}，现在{A}
改成{A}
把{B}改成{A}
打错了，是{A}
最好{A}
优先{A}
首选{A}
别{B}，要{A}
"""


@each(("question", "options", "said", "value"), [*framed(MENUS, NONE_MEANT)])
def test_a_frame_that_settles_nothing_chooses_nothing(
    question: str, options: tuple[str, ...], said: str, value: str
) -> None:
    answer = read(Question(QuestionKind.CHOICE, question, options), said)

    assert answer.value is None, f"{value} was only spoken of"


@each(("question", "options", "said", "value"), [*framed(MENUS, FIRST_MEANT)])
def test_the_option_that_is_taken_is_chosen_whatever_is_said_of_another(
    question: str, options: tuple[str, ...], said: str, value: str
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value
