"""What is told of somebody else chooses nothing for the writer: a neighbour's works, an owner."""

from flows.understanding.answers.choice import read
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_choices import told

OTHERS = """
? 您家的停车位是哪一种？ | 自有产权/月租/临停
邻居家是月租 => -
对门租的月租，我的是自有产权 => 自有产权
我同事都买了自有产权 => -
老王家月租 => -
邻居选月租，我也一样 => 月租
别人都月租，我临停 => 临停
我哥家是自有产权 => -
隔壁说月租划算，那就月租吧 => 月租
人家月租，咱也月租 => 月租
听说楼上都改月租了 => -
? 您家用哪种方式取暖？ | 地暖/暖气片/空调
楼上家地暖，我家还是老暖气片 => 暖气片
隔壁装的空调 => -
街坊都用空调 => -
我家空调，邻居地暖 => 空调
李阿姨家是地暖 => -
我姐家地暖 => -
但是听说楼上家地暖 => -
可是，但是，好像隔壁装的空调 => -
我跟我姐家一样，地暖 => 地暖
楼下家的暖气片热得很 => -
? How do you pay your parking fee? | Cash/Card/Autopay
My neighbour uses autopay => -
Next door pay cash but I use a card => Card
The people upstairs are all on autopay => -
My colleague pays by card, same here => Card
Everyone else pays by card => -
I pay cash, my neighbour autopay => Cash
? 您希望在小区增设什么？ | 充电桩/快递柜/凉亭
隔壁小区都有充电桩了 => 充电桩
"""
ROLES = """
? 请问您的身份是？ | 业主/租户/家属/其他
业主，2208的 => 业主
我是租客，住1602 => 租户
产权人是我舅舅 => -
户主是我妈妈 => 家属
业主不在，我是保姆 => -
帮业主来填的 => -
业主的同事 => -
我跟房东租的 => 租户
这套是我租的 => 租户
房东让我登记 => 租户
我就是房东 => 业主
房东本人 => 业主
业主本人 => 业主
业主是我 => 业主
业主就是我本人 => 业主
业主委托我来办 => -
我的租客叫我来的 => -
替我们业主跑腿 => -
租客，不是业主 => 租户
楼下的业主找我来 => -
? Are you the owner or a tenant? | Owner/Tenant/Family member
I'm the owner, flat 1203 => Owner
tenant in 1508 => Tenant
The owner is my friend => -
I work for the owner => -
the owner's driver => -
owner => Owner
on behalf of the owner => -
my landlord told me to fill this in => Tenant
? 这笔维修费由谁承担？ | 业主/租客/物业
业主出国了也得业主出 => 业主
房东 => 业主
"""

KIN = """
? 您支持装分类回收箱吗？ | 支持/反对/弃权
我婆婆反对，我还没想好 => -
我媳妇支持，我支持 => 支持
我爸反对 => 反对
? 您平时怎么上班？ | 开车/地铁/骑车
我老公开车，我挤地铁 => 地铁
我闺女骑车，我坐地铁 => 地铁
老伴开车，我不上班 => -
? Which newspaper do you read? | Morning Post/Evening Herald
my wife reads the Morning Post, I never do => -
"""


@each(("question", "options", "said", "value"), told(OTHERS))
def test_what_neighbours_have_or_do_is_not_what_the_writer_has(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value


@each(("question", "options", "said", "value"), told(ROLES))
def test_who_tells_of_an_owner_is_not_the_owner(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value


@each(("question", "options", "said", "value"), told(KIN))
def test_what_kin_want_is_not_what_the_writer_apart_wants(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value


STAMMER = 2000
"""As many characters as are read of a message."""


@each("lead", ["但是", "可是", "但是可是", "只是", "但 ", "but ", "呃，", "i heard "])
def test_whoever_stammers_on_and_on_is_still_read(lead: str) -> None:
    stammered = (lead * STAMMER)[: STAMMER - len("月租")] + "月租"
    parking = Question(QuestionKind.CHOICE, "您家的停车位是哪一种？", ("自有产权", "月租", "临停"))

    # Where ways to read such words are tried in turn, this never ends.
    assert read(parking, stammered).why
