"""Ratings from 1 to 5 in every form; what is out of range or two values is asked again."""

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.rating import read
from tests.each import each

ASKED = Question(QuestionKind.SCALE5, "请打分，1–5")
FIVE = """
最高五分那就五分吧
五分
给五星好评
满分！
必须5分
5分满分
毫无疑问5分
5/5
five stars
definitely a 5
俾足五分
五粒星
⭐️⭐️⭐️⭐️⭐️
❺
5分钟就到了，5分
"""
FOUR = """
满分扣一分
满分减一
满分少给一分
5分扣1分
5分减1分
5 minus 1
five minus one
4分，留一分进步空间
给4分留1分
四分，502住户
我是502的，打4分
4分多谢
差一分就圆满了
比5少1
整个四分得了呗
打4分还是5分呢，4吧
俾個四佢啦，執得幾乾淨
would be 5 if they did the corners, so 4
我说人家挺辛苦的打三分四分就四分吧
4
四
④
４分
4️⃣
打四分
我给4分吧
满分5分给4分
五分满分，我打四分
4 out of 5
四分，扣一分因为迟到
4分，下次快点
3分...哦不4分
应该是4
刚才打错了，4分
not 3, 4
★★★★☆
四颗星
四星
roughly 4
4分左右
服务4分
"""
THREE = """
满分扣2分
五颗星里给三颗
三分，多一分都不给
3分吧
三分不能再多
勉强给3分
最多3分
3 points
中间3分
"""
TWO = """
2分，修了三次才好
两分
上次5分，这次2分
大堂2分，比以前更差了
"""
ONE = """
1
一分
最低分
最低嗰个
one star
"""
UNCLEAR = """
4+
4ish
四分多
3分+
4-5分
三四分
要是准时就五分吧
4折
给5分的话有奖品吗
so 2 guys came and left
那就5号来吧
6
0分
十分
10分
100
3.5
4分半
3到4分
3-4
三四分
3或者4
不到3分
最少给3分
3分以上
几分是满分
5分是最好吗
怎么打分
很好
修了3次
等了5天
3号楼电梯坏了
师傅5分，客服1分
大堂四分，电梯还要低
一分都不想给
10分制给8分
谢谢
不想打分
人工
4点来的
5楼
room 4
2 hours late
-5
两三分
"""
SCORES = {5: FIVE, 4: FOUR, 3: THREE, 2: TWO, 1: ONE}


@each(
    ("said", "score"),
    [(said, score) for score, lines in SCORES.items() for said in lines.strip().splitlines()],
)
def test_a_score_is_read_in_every_form(said: str, score: int) -> None:
    assert read(ASKED, said).value == score


@each(
    ("said", "score"),
    [
        ("五星里头扣掉一星，扣在下雨天没人抬杆", 4),
        ("五颗星拿掉两颗星", 3),
        ("five stars minus one", 4),
        ("满分我先扣一分", 4),
        ("是3不是2，刚才手滑", 3),
        ("打四分，不是五分", 4),
        ("是两星而不是三星", 2),
    ],
)
def test_what_is_taken_off_and_which_of_two_is_meant_is_read(said: str, score: int) -> None:
    assert read(ASKED, said).value == score


@each(
    ("asked", "said", "score"),
    [
        ("Rate the parcel room, 1 = poor, 5 = excellent.", "Excellent!", 5),
        ("Rate the parcel room, 1 = poor, 5 = excellent.", "poor", 1),
        ("Rate the parcel room, 1 = poor, 5 = excellent.", "not excellent", None),
        ("Rate the parcel room, 1 = poor, 5 = excellent.", "it was excellent once", None),
        ("请给保洁打分（1 最差，5 最好）", "最好啦", 5),
        ("请给保洁打分（1 最差，5 最好）", "最差", 1),
        ("请给保洁打分（1 最差，5 最好）", "不是最好", None),
        ("请打分：1分代表很不满，3分代表一般，5分代表很好", "一般吧", 3),
        ("请打分", "最好", None),
    ],
)
def test_what_the_question_says_of_a_number_says_the_number(
    asked: str, said: str, score: int | None
) -> None:
    assert read(Question(QuestionKind.SCALE5, asked), said).value == score


@each("said", UNCLEAR.strip().splitlines())
def test_what_is_no_score_of_the_scale_is_asked_again(said: str) -> None:
    assert read(ASKED, said).value is None


@each(
    ("said", "score", "remark"),
    [
        ("3分，划线不清楚", 3, "划线不清楚"),
        ("2，302室的灯也不亮", 2, "302室的灯也不亮"),
        ("五分钟就来了，5分！", 5, "五分钟就来了"),
        ("5", 5, ""),
    ],
)
def test_what_comes_along_is_kept(said: str, score: int, remark: str) -> None:
    answer = read(ASKED, said)

    assert (answer.value, answer.remark) == (score, remark)
