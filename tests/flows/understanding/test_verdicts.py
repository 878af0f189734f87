"""Is it fixed? Half a sentence is enough, but a question, a wish or a doubt is no answer."""

from hypothesis import given
from hypothesis import strategies as st

from flows.understanding.fixed import read_fixed
from flows.understanding.verdicts import says_not_fixed, without_verdict
from tests.each import each

FIXED = """
之前没修好，现在修好了 好多了
好了 修好了 已经修好了 已经好了，谢谢 弄好了 解决了 不漏了 没问题了 没有漏了 修好了谢谢师傅
师傅昨天来了把管子换了现在好了 整好咗 已經好咗，唔該晒 全部好晒 搞掂 已修好 没再漏了 是的 好的
恢复正常了 通了 没事了
没什么问题了 完全好了 都好了 没问题 修好了！ 已經修好了 唔漏喇 yes fixed
""".split()
FIXED_ENGLISH = ["all fixed thanks", "It is working now", "no more leaks", "it works", "solved"]
NOT_FIXED = """
昨天好了今天又不行 修好一半
没修好 没好 还没好 还没有 没有 还在漏 又漏了 还是漏水 还没人来修 没人来 修了又坏 修不好 不行
还是不亮 还是老样子 没解决 没有彻底解决 水龙头没好 不太好 还有问题 还在滴水 仲未整好 仲系漏 依然堵
还是一样 越修越坏 没来 不好 沒修好 還在漏 没有，还有问题 以为修好了，结果又堵了 no
灯又灭了 楼道灯又黑了 又跑水了
""".split()
NOT_FIXED_ENGLISH = [
    "still leaking",
    "not fixed",
    "it is leaking again",
    "It isn't fixed",
    "not yet",
    "nobody came",
    "it does not work",
    "the light is out again",
]
UNCLEAR = """
修好了一点 修好咗少少 弄好了一些 通了一点 解决了一点 好了一点 好一点了 好點了 稍微好了些 好啲咗
好像好了 应该好了吧 什么时候修好了通知我 修好了吗 修好了？ 快好了 好了没 好了没有
不知道 没看 师傅还没走 等修好了再说 好吧 谢谢 你好 如果修好了就行
希望赶紧修好了 今天天气不错 修 ok了吗 我不在家 你说呢
""".split()
UNCLEAR_ENGLISH = [
    "fixed a bit",
    "I hope it is fixed",
    "maybe fixed",
    "thanks",
    "when will it be fixed?",
]


@each("text", FIXED + FIXED_ENGLISH)
def test_good_news_is_heard(text: str) -> None:
    assert read_fixed(text) is True


@each("text", NOT_FIXED + NOT_FIXED_ENGLISH)
def test_bad_news_is_heard(text: str) -> None:
    assert read_fixed(text) is False


@each("text", UNCLEAR + UNCLEAR_ENGLISH)
def test_a_doubt_is_asked_again_and_never_taken_for_an_answer(text: str) -> None:
    assert read_fixed(text) is None


@each(
    ("text", "subject"),
    [("还在漏", ""), ("没修好", ""), ("厨房又漏水了", "厨房水了"), ("It is still leaking", "itis")],
)
def test_what_is_left_beside_the_bad_news_says_what_it_is_about(text: str, subject: str) -> None:
    assert len(without_verdict(text)) <= len(subject) + 3
    assert without_verdict(text).startswith(subject[:2])


@given(st.text())
def test_any_text_is_read_without_trouble(text: str) -> None:
    assert read_fixed(text) in {True, False, None}
    assert isinstance(says_not_fixed(text), bool)
    assert isinstance(without_verdict(text), str)
