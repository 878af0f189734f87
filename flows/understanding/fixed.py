"""Whether it is fixed, told unasked or to a member of staff: read as the answer to that question.

What somewhere in a text says that something is out of order is found by `verdicts`.
"""

from flows.understanding.answers import wordless, yes_no
from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.yes_no_replies import YES

_ASKED = Question(QuestionKind.YESNO, "请问修好了吗？")


def read_fixed(text: str) -> bool | None:
    """Whether it is fixed; None where it is unclear, where it says both, and for bare thanks."""
    answer = yes_no.read(_ASKED, text)
    if answer.value is None or answer.why == wordless.COURTESY:
        return None
    return answer.value == YES
