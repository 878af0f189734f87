"""Whatever is asked after, and however it is said: each answer of a family means the same."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.yes_no import read
from tests.each import each

FAMILIES = Path(__file__).parents[3] / "data" / "yes_no_answers.txt"
AROUND_HAN = ("{}，谢谢", "你好，{}", "哎呀{}", "{}！！", " {} 。", "{}啊", "{}😊")
AROUND_LETTERS = ("{} thanks", "{}!!", " {} .", "Hi, {}")

Case = tuple[str, str, str | None]


def families() -> Iterator[tuple[tuple[str, ...], str | None, tuple[str, ...]]]:
    """The questions of a family, a value, and the answers that mean it."""
    questions: tuple[str, ...] = ()
    for line in FAMILIES.read_text(encoding="utf-8").splitlines():
        if line.startswith("?"):
            questions = _split(line.removeprefix("?"))
        elif line and not line.startswith("#"):
            value, _, answers = line.partition(":")
            yield questions, None if value == "-" else value, _split(answers)


def plainly() -> list[Case]:
    return [
        (question, answer, value)
        for questions, value, answers in families()
        for answer in answers
        for question in questions
    ]


def decorated() -> list[Case]:
    """Each answer once, the questions of its family and the words around it taking turns."""
    around_han, around_letters = cycle(AROUND_HAN), cycle(AROUND_LETTERS)
    found: list[Case] = []
    for questions, value, answers in families():
        if value is None:
            continue
        for question, answer in zip(cycle(questions), answers, strict=False):
            if answer[-1].isalnum():
                around = next(around_letters if answer.isascii() else around_han)
                found.append((question, around.format(answer), value))
    return found


def _split(line: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in line.split("|"))


@each(("question", "said", "value"), plainly())
def test_an_answer_means_the_same_to_each_way_of_asking(
    question: str, said: str, value: str | None
) -> None:
    assert read(Question(QuestionKind.YESNO, question), said).value == value


@each(("question", "said", "value"), decorated())
def test_courtesy_around_an_answer_changes_nothing(question: str, said: str, value: str) -> None:
    assert read(Question(QuestionKind.YESNO, question), said).value == value
