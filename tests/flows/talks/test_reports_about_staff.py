"""A complaint about one of the staff never joins what others reported (R70)."""

from datetime import UTC, datetime

from flows.engine.ask import Reply
from flows.engine.replay import Waiting, advance
from flows.rules.vocabulary import Role
from flows.talks.report import ReportSeed, report
from flows.understanding.shared_trouble import SharedTrouble

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
OUTAGE = ("BX-20261124-0001", " ".join(SharedTrouble), "8", 2, "2026-11-24T09:00:00+08:00")
SEED = ReportSeed(
    kind="complaint",
    homes=("8-1-302",),
    incidents=(OUTAGE,),
    staff=(("xiao.lin", "小林", Role.ASSISTANT.value),),
)


def asked(*texts: str) -> str:
    """The question that stands after these replies."""
    progress = advance(lambda: report(SEED), {})
    for text in texts:
        progress = advance(lambda: report(SEED), progress.answers, progress.asked, Reply(NOW, text))
    assert isinstance(progress.at, Waiting)
    return progress.at.question.key


def test_whom_it_is_about_is_asked_before_whether_it_is_the_same() -> None:
    told = "投诉小林，整栋楼停水了也不理我"

    assert asked(told) == "about"
    assert asked(told, "1") != "same"
    assert asked(told, "都不是，或者不清楚") == "same"
