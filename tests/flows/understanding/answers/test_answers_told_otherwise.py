"""Answers that say neither yes nor no and mean it, and ratings that are reckoned, composed."""

from collections.abc import Iterator, Mapping
from itertools import product

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.rating import read as read_rating
from flows.understanding.answers.yes_no import read
from tests.each import each

HAN_STORIES = ("{}", "{}，孩子他爸说的", "师傅您好，{}", "不瞒你说，{}", "{}，谢谢")
ENGLISH_STORIES = ("{}", "hi, {}", "{}, thank you")
Told = Mapping[str, Mapping[str, tuple[str, ...]]]

HAN: Told = {
    "请问水管修好了吗？": {
        "no": ("还在往外滋呢", "照样在流", "我拿盆接着呢", "仲系漏"),
        "yes": ("现在用着舒服", "托您的福，拧紧了，一滴都不见"),
    },
    "請問冷氣修好了嗎？": {"no": ("一樣在吹熱風",), "yes": ("涼到要蓋被子了",)},
    "而家仲有冇滲水？": {"no": ("乾爭爭",), "yes": ("個面盆接咗半盆",)},
    "是否需要师傅上门？": {
        "yes": ("不来怎么办", "他不来谁来", "那还用问", "我搞不定"),
        "no": ("就不麻烦了", "我儿子捣鼓好了", "心领了"),
    },
    "您愿意参加业主大会吗？": {
        "no": ("这趟就不凑热闹了", "带孩子走不开", "有心无力", "下回吧"),
        "yes": ("给我留个前排", "算我们家两个", "一定捧场"),
    },
    "您拍的照片可以公开吗？": {
        "yes": ("尽管贴", "随便晒", "只管发"),
        "no": ("那是我家小孩的脸，不行的", "自家看看就算了"),
    },
    "您的宠物办过登记吗？": {
        "yes": ("证都挂它脖子上了", "上个月刚领的牌子"),
        "no": ("一直拖着没去弄", "还没顾上"),
    },
}
ENGLISH: Told = {
    "Do you need a parking permit for your guest?": {
        "no": ("she's coming by train so no", "he cycles so nope"),
        "yes": ("he drives a van so yes please",),
    },
    "Would you like someone to come up?": {
        "no": ("it's fine, leave it", "don't bother"),
        "yes": ("I can't fix it", "please send him, I can't reach it"),
    },
    "May we share your photo?": {
        "yes": ("post away", "publish away"),
        "no": ("keep it in the family",),
    },
}
HESITANT = (
    *(
        "嗯……这个嘛",
        "嗯……",
        "嗯，这个嘛",
        "嗯，怎么说呢",
        "呃",
        "嗯……那个",
        "恩...",
        "嗯嗯……这么说吧",
    ),
    *("hmm", "well", "hmm, well", "um", "er, well"),
)
SHALL_ANSWER = (
    *("请问真的修好、解决了吗？", "请问水管修好了吗？", "是否需要师傅上门？"),
    *("您愿意参加吗？", "Is it really fixed?", "您家里有人吗？"),
)
RATINGS = {
    "五分里扣掉两分": 3,
    "从五里头减三": 2,
    "满分扣一分": 4,
    "妥妥5": 5,
    "稳稳的四分": 4,
    "two for speed, no, I mean literally 2": 2,
    "the lowest you've got": 1,
    "rock bottom": 1,
    "top marks": 5,
    "五颗小星星": 5,
    "頭先寫二，諗諗下都係三啦": 3,
    "four outta five": 4,
    "中间那档": 3,
    "两分，准时值一分态度值一分，手艺没有": 2,
    "我给四，老伴给五，折中还是四吧": 4,
}
RATING_STORIES = ("{}", "{}，孩子他爸说的", "老实讲，{}", "{}，谢谢")
UNRATED = ("一到五之间", "四五分吧", "三分半", "五分，准时值二分", "between 3 and 4")


def told(answers: Told, stories: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    for question, values in answers.items():
        for value, some in values.items():
            for one, story in product(some, stories):
                yield question, story.format(one), value


@each(("question", "said", "value"), [*told(HAN, HAN_STORIES), *told(ENGLISH, ENGLISH_STORIES)])
def test_what_is_told_of_the_state_or_the_wish_is_a_yes_or_a_no(
    question: str, said: str, value: str
) -> None:
    assert read(Question(QuestionKind.YESNO, question), said).value == value


@each(("question", "said"), product(SHALL_ANSWER, HESITANT))
def test_whoever_hesitates_has_not_answered(question: str, said: str) -> None:
    assert read(Question(QuestionKind.YESNO, question), said).value is None


@each(
    ("said", "value"),
    [(story.format(one), value) for one, value in RATINGS.items() for story in RATING_STORIES],
)
def test_a_rating_may_be_reckoned_corrected_or_called_by_its_rank(said: str, value: int) -> None:
    question = Question(QuestionKind.SCALE5, "请给保安打分，1到5分")
    assert read_rating(question, said).value == value


@each("said", UNRATED)
def test_a_rating_between_two_is_asked_again(said: str) -> None:
    assert read_rating(Question(QuestionKind.SCALE5, "请打1到5分"), said).value is None
