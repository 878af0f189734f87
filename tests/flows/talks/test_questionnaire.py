import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.engine.ask import Reply, Unreadable
from flows.engine.replay import Asked, Finished, Waiting, advance, back, skip
from flows.forms.answers import Answer, Given, Response, grade_of, still_to_ask
from flows.forms.built_in import BUILT_IN, built_in
from flows.forms.form import Form
from flows.forms.writing import form_content, form_digest
from flows.rules.policy_text import packaged
from flows.rules.survey.words import Abstention, Grade
from flows.talks.item_options import item_options
from flows.talks.item_readings import read_item
from flows.talks.questionnaire import QuestionnaireSeed, questionnaire
from tests.each import each
from tests.flows.engine.asking import AT, Talk, question_of, result_of, words

SAID = st.sampled_from(
    "1 2 3 4 5 6 满意 不满意 好 没有 跳过 是 不是 电梯老坏 改1 改3 对 交卷 不知道 9月1日 明天 "
    "很满意，就是慢 good".split()
)


def talk(form: Form) -> Talk:
    seed = QuestionnaireSeed(form_content(form))
    return Talk(lambda: questionnaire(seed), {})


def walked(form: Form, *said: str) -> Talk:
    one = talk(form)
    one.look()
    for line in said:
        one.say(line)
    return one


def test_a_skipped_item_and_one_that_stayed_unclear_are_abstentions_of_their_own() -> None:
    one = walked(built_in("quarter"), "弃权", "呃", "嗯嗯嗯哪", "哎哟")
    last = one.say("随便")

    assert one.answers["overall"] == {"abstained": True}
    assert one.answers["attitude"] == {"abstained": "unclear"}
    assert question_of(last).key == "improve_first"


def test_what_is_said_beside_a_grade_is_kept_with_it() -> None:
    one = walked(built_in("quarter"), "满意，就是电梯老坏")

    assert one.answers["overall"]["value"] == "satisfied"
    assert "电梯" in one.answers["overall"]["remark"]


def test_back_asks_the_item_before_again_and_keeps_the_others() -> None:
    seed = QuestionnaireSeed(form_content(built_in("quarter")))
    one = walked(built_in("quarter"), "1", "2")
    progress = back(lambda: questionnaire(seed), one.answers)

    assert question_of(progress).key == "attitude"
    assert progress.answers == {"overall": {"value": "very_satisfied"}}


def test_a_required_item_is_not_skipped_but_given_up_when_it_stays_unclear() -> None:
    form = built_in("quarter")
    content = json.loads(form_content(form))
    content["sections"][0]["items"][0]["required"] = True
    seed = QuestionnaireSeed(json.dumps(content))
    refused = skip(lambda: questionnaire(seed), {}, None)
    one = Talk(lambda: questionnaire(seed), {})
    one.look()
    for _ in range(3):
        one.say("呵呵呵呵")

    assert question_of(refused).key == "overall"
    assert one.answers == {"overall": {"abstained": "unclear"}}


def test_the_count_of_questions_never_grows_while_a_form_is_answered() -> None:
    form = built_in("move_in")
    totals = [
        still_to_ask(form, {}),
        1 + still_to_ask(form, {"handover": Given("satisfied")}),
        3
        + still_to_ask(
            form,
            {"handover": Abstention.SKIPPED, "handbook": Given(True), "trouble": Given(False)},
        ),
    ]

    assert totals == [6, 6, 5]


def test_a_response_names_the_version_that_was_answered() -> None:
    form = built_in("after_measure")
    response = result_of(walked(form, "有", "满意").look())

    assert response == Response(
        "after_measure",
        1,
        form_digest(form),
        (("noticed", Given(True)), ("overall", Given("satisfied"))),
    )


@each(
    ("form", "item", "answer", "grade"),
    [
        ("half_year", "water", Given("fairly_satisfied"), Grade.PASSING),
        ("half_year", "water", Given("neutral"), Grade.NEUTRAL),
        ("half_year", "water", Given("dissatisfied"), Grade.FAILING),
        ("half_year", "water", Abstention.SKIPPED, None),
        ("half_year", "opinion", Given("好"), None),
        ("move_in", "trouble", Given(True), Grade.FAILING),
        ("move_in", "trouble", Given(False), Grade.PASSING),
        ("renovation", "agree", Given("against"), Grade.FAILING),
        ("renovation", "hours", Given(("weekend", "weekday_morning")), Grade.NEUTRAL),
    ],
)
def test_an_answer_counts_as_its_option_says_and_an_abstention_not_at_all(
    form: str, item: str, answer: Answer, grade: Grade | None
) -> None:
    scale = packaged("strict").survey

    assert grade_of(built_in(form).item(item), answer, scale) is grade


@each(
    ("said", "values"),
    [
        ("1 2", ("weekday_morning", "weekday_afternoon")),
        ("13", ("weekday_morning", "weekend")),
        ("weekends", ("weekend",)),
        ("週末同平日上午", ("weekday_morning", "weekend")),
        ("全部", None),
        ("4", None),
        ("随便吧", None),
    ],
)
def test_several_options_are_read_in_every_language_and_never_too_many(
    said: str, values: tuple[str, ...] | None
) -> None:
    item = built_in("renovation").item("hours")
    shown = tuple(option.value for option in item_options(item))

    if values is None:
        with pytest.raises(Unreadable):
            read_item(item, item_options(item), words(said), shown)
    else:
        assert read_item(item, item_options(item), words(said), shown).value == values


@pytest.mark.parametrize("form_id", BUILT_IN)
@given(said=st.lists(SAID, max_size=30))
def test_whatever_is_said_the_state_between_two_messages_is_all_that_is_needed(
    form_id: str, said: list[str]
) -> None:
    """Replayed from JSON after each message, it stands where it stood, and comes to an end."""
    form = built_in(form_id)
    seed = QuestionnaireSeed(form_content(form))
    one = talk(form)
    one.look()
    for line in said:
        progress = one.say(Reply(AT, line))
        stored = json.loads(json.dumps(one.answers, sort_keys=True))
        again = advance(lambda: questionnaire(seed), stored, Asked.load(one.asked))
        assert again.path == progress.path
        if isinstance(progress.at, Finished):
            assert again.at == progress.at
            asked = [item for item, _ in progress.at.result.answers]
            assert asked == [item.id for item in form.items if item.id in asked]
            return
        assert isinstance(again.at, Waiting)
        assert again.at.question == progress.at.question
