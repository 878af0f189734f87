"""Where a line of staff may mean several cases, a digit says which; it is never typed again."""

from datetime import timedelta
from itertools import count

from bot.channels import ChannelName, Incoming
from bot.staff_chat import hear_staff
from flows.rules.vocabulary import CaseKind, CaseState
from storage.cases import Case, find_case
from storage.followers import followers_of
from tests.estate import LI, Garden

KEYS = count()


def said(garden: Garden, text: str, by: str = "xiao.lin") -> str:
    incoming = Incoming(ChannelName.WECOM, "corp", f"which {next(KEYS)}", by, text=text)
    (part,) = hear_staff(garden.database, incoming, garden.now).parts
    return part.text


def two_cases(garden: Garden) -> tuple[int, int]:
    """Two that a bare 0001 may mean."""
    repair = garden.report("水管漏水", kind=CaseKind.REPAIR)
    return repair, garden.report("保安态度差")


def numbered(garden: Garden, number: str) -> Case:
    with garden.looking() as session:
        case = find_case(session, number)
        assert case is not None
        return case


def test_a_digit_does_the_whole_line_that_was_unclear(garden: Garden) -> None:
    _, complaint = two_cases(garden)

    asked = said(garden, "回复 0001 师傅马上到")
    done = said(garden, "2")

    assert "1 BX-20261123-0001" in asked
    assert "2 TS-20261123-0001" in asked
    assert done.startswith("TS-20261123-0001 已记录")
    assert garden.events(complaint, "responded")[0].text == "师傅马上到"


def test_the_number_of_the_case_answers_too(garden: Garden) -> None:
    repair, _ = two_cases(garden)

    said(garden, "接单 0001")
    said(garden, "BX-20261123-0001")

    assert garden.handler(repair) == "xiao.lin"


def test_other_words_are_taken_for_what_they_say_and_the_question_is_over(garden: Garden) -> None:
    repair, complaint = two_cases(garden)

    said(garden, "接单 0001")
    said(garden, "接单 TS-0001")
    answered = said(garden, "1")

    assert garden.handler(complaint) == "xiao.lin"
    assert garden.handler(repair) == ""
    assert "我的事项" in answered


def test_a_number_with_zeros_is_a_case_and_no_option(garden: Garden) -> None:
    repair, _ = two_cases(garden)

    said(garden, "接单 0001")
    said(garden, "0001")

    assert garden.handler(repair) == ""


def test_after_a_while_a_digit_means_nothing_any_more(garden: Garden) -> None:
    repair, _ = two_cases(garden)

    said(garden, "接单 0001")
    garden.now += timedelta(hours=1)
    said(garden, "1")

    assert garden.handler(repair) == ""


def test_a_view_is_chosen_by_digit_too(garden: Garden) -> None:
    two_cases(garden)

    said(garden, "查看 0001")

    assert "保安态度差" in said(garden, "2")


def test_what_was_being_typed_goes_on_after_the_choice(garden: Garden) -> None:
    repair, complaint = two_cases(garden)
    said(garden, "完成 BX-0001")
    garden.report("再漏", kind=CaseKind.REPAIR, home=LI)

    said(garden, "接单 0001")
    answered = said(garden, "2")
    for words in ("修好了", "换管", "每月检查"):
        said(garden, words)

    assert "处理结果" in answered
    assert garden.handler(complaint) == "xiao.lin"
    assert garden.state(repair) is CaseState.RESOLVED


def test_a_caller_is_joined_to_what_others_reported_by_one_digit(garden: Garden) -> None:
    cut = garden.report("整栋楼停水了", kind=CaseKind.REPAIR)

    echoed = said(garden, "登记 电话 8-1-303 何先生 13800138222 我家停水了")
    done = said(garden, "1")

    call = numbered(garden, "BX-20261123-0002")
    assert "BX-20261123-0001" in echoed
    assert "共 2 户" in done
    assert call.joined_to_id == cut
    with garden.looking() as session:
        assert [one.resident_id for one in followers_of(session, cut)] == [call.reporter_id]


def test_a_report_that_is_not_the_same_is_kept_apart(garden: Garden) -> None:
    garden.report("整栋楼停水了", kind=CaseKind.REPAIR)
    said(garden, "登记 电话 8-1-303 何先生 13800138222 我家停水了")

    answered = said(garden, "2")

    assert "分开" in answered
    assert numbered(garden, "BX-20261123-0002").state is CaseState.OPEN


def test_staff_join_two_cases_by_their_short_numbers_or_are_asked_which(garden: Garden) -> None:
    cut = garden.report("整栋楼停水了", kind=CaseKind.REPAIR)
    garden.report("停水", home=LI, kind=CaseKind.REPAIR)
    third = garden.report("没水", home=None, kind=CaseKind.REPAIR)

    assert "共 2 户" in said(garden, "合并 BX-0002 BX-0001")
    assert "1 BX-20261123-0001" in said(garden, "合并 BX-0003")
    assert "无法告诉报事人" in said(garden, "1")
    assert garden.case(third).joined_to_id == cut
    assert "例如" in said(garden, "合并 BX-0001")


def test_words_that_a_resident_adds_are_keyed_in(garden: Garden) -> None:
    case = garden.report("水管漏水", kind=CaseKind.REPAIR)

    said(garden, "补充 1 当面 天花板也滴水了")

    (added,) = garden.events(case, "added")
    assert (added.text, added.details) == ("天花板也滴水了", {"told_by": "visit"})
