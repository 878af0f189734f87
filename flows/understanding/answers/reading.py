"""What somebody answers to an open question of any kind, and why it was read so."""

from typing import assert_never

from flows.understanding.answers import choice, date, number, rating, satisfaction, text, yes_no
from flows.understanding.answers.question import Answer, Question, QuestionKind


def read_answer(question: Question, said: str) -> Answer:
    """The value that is meant and what was said beside it; no value: ask again, see `why`."""
    match question.kind:
        case QuestionKind.SCALE5:
            return rating.read(question, said)
        case QuestionKind.SATISFACTION:
            return satisfaction.read(question, said)
        case QuestionKind.CHOICE:
            return choice.read(question, said)
        case QuestionKind.YESNO:
            return yes_no.read(question, said)
        case QuestionKind.NUMBER:
            return number.read(question, said)
        case QuestionKind.TEXT:
            return text.read(question, said)
        case QuestionKind.DATE:
            return date.read(question, said)
    assert_never(question.kind)
