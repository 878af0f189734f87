from flows.forms.built_in import BUILT_IN, built_in
from flows.rules.vocabulary import Language
from flows.talks.form_preview import preview
from tests.each import each


def test_a_preview_shows_each_question_with_its_options_and_when_it_is_asked() -> None:
    lines = preview(built_in("fee_change"), Language.SIMPLIFIED).splitlines()

    assert lines[0].startswith("【收费调整征求意见】")
    assert lines[2:5] == [
        "第1题，共4题：为什么要调整，我们讲清楚了吗？",
        "      1 是",
        "      2 否",
    ]
    assert lines[6:8] == [
        "（第1题答“否”才问）",
        "第2题，共4题：哪里没讲清楚？写一句，我们向您解释。",
    ]
    assert lines[-1] == "谢谢您！结果会公布，采不采纳都会说明原因。"


@each("language", Language)
@each("form_id", BUILT_IN)
def test_every_form_can_be_previewed_in_every_language(form_id: str, language: Language) -> None:
    form = built_in(form_id)
    shown = preview(form, language)

    assert all(item.text.by_language()[language] in shown for item in form.items)
