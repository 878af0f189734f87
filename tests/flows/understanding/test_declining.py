from flows.understanding.declining import asks_to_go_on, declines_survey, names_survey
from tests.each import each


@each(
    "words",
    [
        "不参加", "我不参加了", "我家不参加了，谢谢", "不想参加这次调查", "不填问卷", "拒绝",
        "我不想填了",        "唔想填", "不參加", "I don't want to take part", "I'm not taking part",
        "I would rather not take part", "decline",
    ],
)  # fmt: skip
def test_who_does_not_take_part_says_so_at_any_question(words: str) -> None:
    assert declines_survey(words, at_first=False)


@each("words", ["不用了", "没兴趣", "算了吧", "no thanks", "Not interested."])
def test_a_bare_no_refuses_only_before_the_first_answer(words: str) -> None:
    assert declines_survey(words, at_first=True)
    assert not declines_survey(words, at_first=False)


@each(
    "words",
    ["不满意", "不想回答", "不清楚", "没有", "保安不管事", "not satisfied", "2"],
)
def test_what_answers_or_skips_a_question_refuses_nothing(words: str) -> None:
    assert not declines_survey(words, at_first=True)


def test_the_survey_itself_is_named_and_gone_on_with() -> None:
    assert names_survey("我想参加調查")
    assert not names_survey("我要评价")
    assert asks_to_go_on("继续吧")
    assert not asks_to_go_on("继续漏水")
