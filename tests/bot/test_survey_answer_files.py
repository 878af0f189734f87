"""A stack of papers as one table: keyed in whole, or every slip named and nothing kept (R8)."""

import pytest
from sqlmodel import col, select

from bot.directory_lines import FileRefused
from bot.survey_answer_files import take_answers
from storage.campaigns import Campaign
from storage.keys import keyring
from storage.responses import FormResponse, answers_to
from storage.staff import find_staff
from tests.bot.questionnaire_page import ALL_KINDS, asking, form_in
from tests.estate import Garden

HEAD = "home,mode,original,score,wishes,stuck,times,day,opinion"
PAPERS = f"""{HEAD}
8-1-302,letter,盒 1 第 1 张,较好,灯光；速度,是,3,2026-12-05,电梯里太暗
8-1-303,phone,,5,,no,,?,
"""


def take(garden: Garden, table: str) -> int:
    with garden.changing() as session:
        member = find_staff(session, "xiao.lin")
        assert member is not None
        campaign = session.exec(select(Campaign)).one()
        return take_answers(session, campaign, table.encode(), member, garden.now)


@pytest.fixture
def asked(garden: Garden) -> Garden:
    """Both homes are asked."""
    with garden.changing() as session:
        asking(session, garden, form_in(ALL_KINDS))
    return garden


def test_every_paper_is_keyed_in_as_its_resident_wrote_it(asked: Garden) -> None:
    assert take(asked, PAPERS) == 2

    with asked.looking() as session:
        first, second = session.exec(select(FormResponse).order_by(col(FormResponse.id)))
        assert answers_to(session, first) == {
            "score": {"value": "4"},
            "wishes": {"value": ["speed", "light"]},
            "stuck": {"value": True},
            "times": {"value": 3},
            "day": {"value": "2026-12-05"},
            "photo": {"abstained": "skipped"},
            "opinion": {"value": "电梯里太暗"},
        }
        assert keyring(session).open(first.original_sealed) == "盒 1 第 1 张"
        assert answers_to(session, second) == {
            "score": {"value": "5"},
            "wishes": {"abstained": "skipped"},
            "stuck": {"value": False},
            "day": {"abstained": "unclear"},
            "photo": {"abstained": "skipped"},
            "opinion": {"abstained": "skipped"},
        }


def test_one_slip_and_nothing_is_kept_and_every_slip_is_named(asked: Garden) -> None:
    table = f"""{HEAD}
8-1-302,letter,,5,,no,,,
8-1-302,letter,,5,,no,,,
8-1-303,pigeon,,9,,no,,,
8-1-401,visit,,5,,no,,,
9-9-999,visit,,9,,no,,,
8-1-303,phone,,9,speed;colour,maybe,many,5/12,
"""
    with pytest.raises(FileRefused) as refused:
        take(asked, table)

    assert [str(problem) for problem in refused.value.problems] == [
        "line 3: home: the answers of 8-1-302 were keyed in before, by xiao.lin",
        "line 4: score is none of 1, 2, 3, 4, 5",
        "line 4: mode: 'pigeon' is none of phone, letter, visit",
        "line 5: home: 8-1-401 was not drawn for this survey",
        "line 6: score is none of 1, 2, 3, 4, 5",
        "line 6: home: there is no home 9-9-999",
        "line 7: day is no day, as 2026-12-05",
        "line 7: score is none of 1, 2, 3, 4, 5",
        "line 7: stuck is neither true nor false",
        "line 7: times is not asked after these answers",
        "line 7: wishes is none of speed, noise, light",
    ]
    with asked.looking() as session:
        assert session.exec(select(FormResponse)).all() == []


def test_a_table_with_other_columns_is_refused(asked: Garden) -> None:
    with pytest.raises(FileRefused, match="colour"):
        take(asked, PAPERS.replace("opinion", "colour", 1))
