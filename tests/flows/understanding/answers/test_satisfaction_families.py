"""Whatever words somebody has for it: each grade of satisfaction is told in many ways."""

from pathlib import Path

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.satisfaction import LABELS, read
from tests.each import each

FAMILIES = Path(__file__).parents[3] / "data" / "satisfaction_answers.txt"
ASKED = Question(QuestionKind.SATISFACTION, "您对本次维修服务是否满意？", tuple(LABELS.values()))


def told() -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = []
    for line in FAMILIES.read_text(encoding="utf-8").splitlines():
        label, is_value, answers = line.partition(": ")
        if is_value and not line.startswith("#"):
            value = None if label == "-" else label
            found += [(answer.strip(), value) for answer in answers.split("|")]
    return found


@each(("said", "value"), told())
def test_a_grade_is_told_in_many_ways(said: str, value: str | None) -> None:
    assert read(ASKED, said).value == value


@each(("said", "value"), told())
def test_a_greeting_before_a_grade_changes_nothing(said: str, value: str | None) -> None:
    assert read(ASKED, f"您好，{said}").value == value
