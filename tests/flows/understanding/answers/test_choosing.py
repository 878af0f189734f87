"""One option among several that are named: the others are turned down in the same breath."""

from flows.understanding.answers.choice import read
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_choices import told

TOLD = """
? 您方便哪个时段上门？ | 上午/下午/晚上
上午上班，下午来 => 下午
上午没空，下午也没空，晚上吧 => 晚上
晚上吧，上午要上班 => 晚上
下午，晚上要带孩子 => 下午
我上午买菜，晚上跳舞，你下午来 => 下午
上午不行，晚上可以 => 晚上
上午或下午，最好上午 => 上午
下午的话比较好 => 下午
除了晚上都行 => -
上午不行 => -
上午没空 => -
上午或者下午吧 => -
上午，下午也可以 => -
上午可以，下午来也行 => -
上午最好，不行就下午吧 => -
周三下午行不 => -
? Which time suits you? | Morning/Afternoon/Evening
evening, mornings are impossible => Evening
before noon => Morning
anything but morning => -
? 怎么联系您？ | 电话/微信/短信/不用联系
电话打不通的，发短信 => 短信
短信，别打电话 => 短信
不用打电话，微信就好 => 微信
我没有微信，打电话吧 => 电话
上班不能接电话，微信吧 => 微信
微信吧电话老有骚扰 => 微信
电话，微信我不会用 => 电话
不要打电话 => -
除了电话都行 => -
? 账单怎么送？ | 纸质账单/电子账单/不要账单
除了纸质账单和电子账单都行 => 不要账单
除了1都行 => -
? 您想要哪种？ | 大/小
除了大都行 => 小
除了大都不要 => -
? 您是？ | 业主/租户/家属
? 您希望改善哪一项？ | 电梯维护/停车秩序/保洁卫生
保洁还可以，就是停车 => 停车秩序
电梯就算了，停车吧 => 停车秩序
停车，电梯还行 => 停车秩序
电梯不行，停车还可以 => 电梯维护
电梯不行 => 电梯维护
停车，电梯也不行 => -
? 选个礼品 | 雨伞/保温杯/购物袋
保温杯，雨伞家里有 => 保温杯
雨伞有了，要杯子 => 保温杯
? What should we improve? | Security/Parking
parking, security is ok => Parking
"""


@each(("question", "options", "said", "value"), told(TOLD))
def test_what_is_turned_down_is_not_chosen(
    question: str, options: tuple[str, ...], said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value
