"""What hints at an option, and hours, with stories around them, composed: every reading must agree.

The option stands beside what is said, written by hand; no code under test makes it.
"""

from collections.abc import Iterator, Mapping
from itertools import cycle, product

from flows.understanding.answers.choice import read
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each

Menu = Mapping[str, tuple[str, ...]]

HAN_MENUS: Mapping[str, Menu] = {
    "您想怎么交物业费？": {
        "微信支付": ("发红包那个里头有零钱", "绿颜色那个软件"),
        "支付宝": ("马云家那个", "我余额宝里有", "蚂蚁森林那家的"),
        "银行代扣": ("从工资卡里自动划走", "每月到日子自己扣走"),
        "前台现金": ("我揣着钱去窗口", "数钞票踏实"),
    },
    "您家哪里漏水？": {
        "厨房": ("烧菜那间", "洗碗的地方底下", "冰箱旁边"),
        "卫生间": ("洗澡那间", "马桶后头", "淋浴边上"),
        "阳台": ("晾衣裳的地方", "种花那块"),
        "客厅": ("沙发边上", "看电视那面墙"),
    },
    "您是这套房子的？": {
        "业主本人": ("房产证上写的我名字", "我买的", "每个月还房贷的就是我"),
        "业主家属": ("我是她婆婆来带孙子", "房子是我儿子买的"),
        "租户": ("每月给房东打钱", "合同到期就搬的那种，交租的"),
        "装修人员": ("来贴砖的", "工头叫我来干活"),
    },
    "電梯現在怎樣？": {
        "有人被困": ("裡面有人拍門", "有個阿婆出不來"),
        "門關不上": ("合上又彈開", "開開合合個不停"),
        "抖動異響": ("嘎吱嘎吱響", "一晃一晃的"),
        "按鍵失靈": ("按了沒反應", "戳好幾下才亮"),
    },
    "你想訂邊個設施？": {
        "羽毛球場": ("打波嗰個", "兩支拍自己有"),
        "泳池": ("游水嗰個", "想學蛙泳"),
        "燒烤場": ("燒雞翼", "想串啲羊肉串嚟燒烤"),
        "琴房": ("阿女考八級要練琴", "彈琴嗰間"),
    },
}
HAN_STORIES = (
    "{}",
    "{}，孩子天天催我",
    "天热得要命，{}",
    "老头子让我来说一声，{}，谢谢啊",
    "{}！等了好几天了",
    "今日先至得閒覆你，{}",
)
HAN_DOUBTS = (
    "{}还是{}，纠结死了",
    "{}定{}未諗掂",
    "{}，要么{}，回头跟老伴商量商量",
    "{}、{}，挑花眼了",
)

ENGLISH_MENUS: Mapping[str, Menu] = {
    "Which room?": {
        "Master bedroom": ("the biggest one", "the big bedroom"),
        "Living room": ("where the sofa is", "next to the telly"),
        "Study": ("my little office", "the corner with the bookshelves"),
        "Kitchen": ("beside the fridge", "where we cook"),
    },
    "What is it about?": {
        "Plumbing": ("the toilet keeps running", "water drips from the pipe"),
        "Electrical": ("the fuse trips", "the flat goes dark"),
        "Pest control": ("cockroaches everywhere", "I saw a rat"),
        "Noise": ("it is too loud",),
    },
    "How shall we hand it over?": {
        "Collect at the front desk": ("I'll swing by", "ill come down and get it"),
        "Bring to my door": ("I'm in a wheelchair", "I cant come down, broken leg"),
        "Courier": ("I live overseas now", "fedex it"),
    },
}
ENGLISH_STORIES = (
    "{}",
    "{}, madam",
    "been like this since the rain, {}",
    "{}, my husband says hello",
    "sorry for my English, {}, thank you",
)
ENGLISH_DOUBTS = ("{} or {}, cant decide", "torn between two: {} / {}")

WINDOWS = ("上午9点到12点", "下午2点到5点", "晚上6点到8点")
HAN_HOURS = {
    WINDOWS[0]: ("九点半", "十点三刻", "10点", "早上九点一刻", "11:20"),
    WINDOWS[1]: ("两点一刻", "三点钟", "下午四点", "14:30", "四点差五分"),
    WINDOWS[2]: ("六点二十", "七点半", "晚上七点", "19:00"),
}
HOUR_STORIES = (
    "{}最好，买菜回来正好开门",
    "娃娃闹得凶，{}，那阵来嘛",
    "我{}有空，只能那会儿了",
    "{}囉，工人喺屋企",
    "老伴遛弯去了，{}我在",
)
ENGLISH_WINDOWS = ("9am-12pm", "2pm-5pm", "6pm-8pm")
ENGLISH_HOURS = {
    ENGLISH_WINDOWS[0]: ("half past nine", "10am", "quarter to eleven"),
    ENGLISH_WINDOWS[1]: ("quarter past two", "3 o'clock", "4:30"),
    ENGLISH_WINDOWS[2]: ("half past six", "7pm", "19:15"),
}
ENGLISH_HOUR_STORIES = ("{} works, after the school run", "my helper is in at home, {}", "{} po")


def hinted(menus: Mapping[str, Menu], stories: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
    for question, menu in menus.items():
        said = [(one, value) for value, hints in menu.items() for one in hints]
        for (one, value), story in product(said, stories):
            yield question, tuple(menu), story.format(one), value


def undecided(menus: Mapping[str, Menu], doubts: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
    forms = cycle(doubts)
    for question, menu in menus.items():
        for one, other in product(menu.values(), repeat=2):
            if one is not other:
                yield question, tuple(menu), next(forms).format(one[0], other[-1])


def at_hours(
    windows: tuple[str, ...], hours: Menu, stories: tuple[str, ...]
) -> Iterator[tuple[object, ...]]:
    for value, some in hours.items():
        for hour, story in product(some, stories):
            yield "What time?", windows, story.format(hour), value


@each(
    ("question", "options", "said", "value"),
    [*hinted(HAN_MENUS, HAN_STORIES), *hinted(ENGLISH_MENUS, ENGLISH_STORIES)],
)
def test_what_only_hints_at_an_option_chooses_it_in_any_story(
    question: str, options: tuple[str, ...], said: str, value: str
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value


@each(
    ("question", "options", "said"),
    [*undecided(HAN_MENUS, HAN_DOUBTS), *undecided(ENGLISH_MENUS, ENGLISH_DOUBTS)],
)
def test_whoever_is_torn_between_two_options_is_asked_again(
    question: str, options: tuple[str, ...], said: str
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value is None


@each(
    ("question", "options", "said", "value"),
    [
        *at_hours(WINDOWS, HAN_HOURS, HOUR_STORIES),
        *at_hours(ENGLISH_WINDOWS, ENGLISH_HOURS, ENGLISH_HOUR_STORIES),
    ],
)
def test_an_hour_anywhere_chooses_the_window_it_falls_into(
    question: str, options: tuple[str, ...], said: str, value: str
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value


FROM_THEN_ON = (
    ("我六点二十才到家，只能那会儿了", WINDOWS[2]),
    ("七点下了班就回来", WINDOWS[2]),
    ("十一点前都行", WINDOWS[0]),
    ("我三点才醒呢，四点得走", None),
    ("我9点上班", None),
    ("十点不行，三点吧", WINDOWS[1]),
    ("10点或者3点", None),
)


@each(("said", "value"), FROM_THEN_ON)
def test_an_hour_may_begin_or_end_the_time_that_suits(said: str, value: str | None) -> None:
    question = Question(QuestionKind.CHOICE, "师傅什么时间上门？", WINDOWS)
    assert read(question, said).value == value


SETTLED = (
    ("纠结半天，还是泳池吧", "泳池"),
    ("本來拿不定主意，那就燒烤場啦", "燒烤場"),
)


@each(("said", "value"), SETTLED)
def test_what_an_undecided_resident_comes_to_is_chosen(said: str, value: str) -> None:
    options = tuple(HAN_MENUS["你想訂邊個設施？"])
    assert read(Question(QuestionKind.CHOICE, "你想訂邊個設施？", options), said).value == value
