"""What a member of staff reads when a verb is refused: words that they can type."""

from bot.staff_refusals import in_words_of
from flows.rules.refusals import NotAllowed, Why
from flows.rules.verb_fields import FIELD_NAMES, Via
from flows.rules.vocabulary import CaseClass, Language, Role, Verb
from flows.wording.catalogue import render
from tests.each import each
from tests.transcripts.script import ZONE


def read(refusal: NotAllowed) -> str:
    return render(in_words_of(refusal), Language.SIMPLIFIED, ZONE)


def test_what_would_be_right_is_listed_in_the_reader_s_words() -> None:
    shown = read(NotAllowed(Why.NOT_A_CHOICE, field="class", choices=tuple(CaseClass)))

    assert shown.startswith("类别只能是下面的一项：\n服务（")
    assert "facility" not in shown


def test_a_way_to_answer_and_a_yes_are_named_in_chinese_too() -> None:
    assert "电话\n上门" in read(
        NotAllowed(Why.NOT_A_CHOICE, field="via", choices=(Via.PHONE, Via.VISIT))
    )
    assert "是\n否" in read(NotAllowed(Why.NOT_A_CHOICE, field="fixed", choices=(True, False)))


def test_a_field_that_nobody_knows_is_named_as_it_was_written() -> None:
    shown = read(NotAllowed(Why.UNKNOWN_FIELD, verb=Verb.ACCEPT, field="colour"))

    assert shown == "“接单”没有这一项：colour。"


@each("field", sorted(FIELD_NAMES))
def test_every_field_has_a_name(field: str) -> None:
    assert field not in read(NotAllowed(Why.MISSING, field=field))


def test_roles_are_named_in_chinese() -> None:
    refusal = NotAllowed(Why.ROLE, verb=Verb.CLOSE, role=Role.ASSISTANT, needed=Role.MANAGER)

    assert read(refusal) == "“结案”需要项目经理以上权限，您是客服助理。"
