"""What is read before the first resident writes, so that nobody waits until it is loaded.

Word lists, weights and sentences are loaded by whoever first needs them, which takes a second and
a half in all. Eight who write at once to a service that has just begun would each load them.
"""

from datetime import datetime

from flows.rules.vocabulary import Language
from flows.understanding.answers.choices import read_choices
from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.reading import read_answer
from flows.understanding.case_reading import read_case
from flows.understanding.message_reading import read_message
from flows.wording.catalogue import sentences

WHENEVER = datetime(2026, 1, 5, 9)  # noqa: DTZ001 - no moment: read and forgotten
MESSAGES = (
    "厨房水管漏水了，说了三次没人管",
    "樓上裝修到半夜，怎麼沒人處理？",
    "where is the plumber, he was due at 2, water everywhere",
)
QUESTIONS = (
    Question(
        QuestionKind.SATISFACTION, "您满意吗？", ("很满意", "满意", "较满意", "一般", "不满意")
    ),
    Question(QuestionKind.SCALE5, "请打分（1 最差，5 最好）"),
    Question(QuestionKind.CHOICE, "什么时候方便？", ("上午", "下午", "晚上")),
    Question(QuestionKind.YESNO, "请问修好了吗？"),
    Question(QuestionKind.YESNO, "现在还漏水吗？"),
    Question(QuestionKind.YESNO, "明天上午上门，您方便吗？"),
    Question(QuestionKind.YESNO, "您评价为不满意，属实吗？"),
    Question(QuestionKind.YESNO, "师傅按时到了吗？"),
    Question(QuestionKind.NUMBER, "等了几个小时？"),
    Question(QuestionKind.NUMBER, "家里常住几口人？"),
    Question(QuestionKind.DATE, "哪天方便？", now=WHENEVER),
)
ANSWERS = (
    "还行吧，就是等太久",
    "第二个",
    "twenty, tomorrow at three, not yet",
    "明天下午三点半以后",
)


def read_ahead() -> None:
    """Read one of everything. Blocking, of the processor alone."""
    for language in Language:
        sentences(language)
    for message in MESSAGES:
        read_message(message)
        read_case(message)
    for question in QUESTIONS:
        for answer in ANSWERS:
            read_answer(question, answer)
            read_choices(question, answer)
