"""The revisit (回访): is it really fixed, how satisfied, anything else (R48, R42, R22)."""

from dataclasses import dataclass

from flows.engine.ask import Flow, Json, Reply, Unreadable
from flows.engine.choices import Rating, YesNo
from flows.engine.questions import Text, skippable
from flows.engine.said import understood
from flows.rules.vocabulary import Satisfaction
from flows.talks.results import Verdict
from flows.talks.telling import together
from flows.understanding.answers.question import QuestionKind
from flows.understanding.answers.wordless import COURTESY
from flows.understanding.short_answers import read_satisfaction
from flows.understanding.verdicts import says_fixed
from flows.understanding.words import bare
from flows.wording.say import plain, say

FIXED = "fixed"
SATISFACTION = "satisfaction"
REMARK = "remark"
RATING_TRUE = "rating_true"
WHYS = WHY_NOT, WHY_DISSATISFIED = "why_not", "why_dissatisfied"
CONTENT = frozenset(
    {Satisfaction.VERY_SATISFIED, Satisfaction.SATISFIED, Satisfaction.FAIRLY_SATISFIED}
)
GOOD_NEWS_LONGEST = 20
"""What is longer tells more than that it is fixed."""


@dataclass(frozen=True)
class RevisitSeed:
    """The case, what it was about, and what staff say was done.

    And, where they gave one lately, the rating in a survey that is asked about: the response that
    it stands in, what the survey was called, and the value of the Satisfaction.
    """

    number: str
    about: str
    result: str
    response_id: int | None = None
    survey: str = ""
    rating: str = ""


@dataclass(frozen=True)
class Fixed(YesNo):
    """Is it fixed: a short sentence that says so is an answer too, bare thanks are none."""

    about: str = "修好、解决了吗？"

    def read(self, reply: Reply, shown: tuple[str, ...]) -> bool:
        """Yes or no. Raises Unreadable."""
        if understood(QuestionKind.YESNO, reply, about=self.about).why == COURTESY:
            raise Unreadable
        return super().read(reply, shown)


def good_news(text: str) -> dict[str, Json] | None:
    """The answers that 好了 or 满意 gives before anybody asked; None for all else."""
    if len(bare(text)) > GOOD_NEWS_LONGEST:
        return None
    grade = read_satisfaction(text)
    if grade in CONTENT:
        return {FIXED: True, SATISFACTION: grade.value}
    return {FIXED: True} if says_fixed(text) else None


def said_beside(key: str, reply: Reply, shown: tuple[str, ...]) -> str:
    """What a reply to one of the first two questions tells beside its yes, no or grade."""
    if key == FIXED:
        return understood(QuestionKind.YESNO, reply, about=Fixed.about).remark
    question = Rating(SATISFACTION, say("revisit.satisfaction"), words=Satisfaction)
    return understood(QuestionKind.SATISFACTION, reply, question.options, shown).remark


def revisit(seed: RevisitSeed) -> Flow[Verdict]:
    """Three questions; a "no" or a 不满意 also asks why. The house acts on each answer at once."""
    fixed = yield from Fixed(
        FIXED,
        say("revisit.fixed", number=seed.number, about=seed.about, result=seed.result),
        yes=say("revisit.yes"),
        no=say("revisit.no"),
    )
    why = None
    if not fixed:
        why = yield from skippable(Text(WHY_NOT, say("revisit.why_not")))
    satisfaction = yield from skippable(
        Rating(SATISFACTION, say("revisit.satisfaction"), words=Satisfaction)
    )
    if satisfaction is Satisfaction.DISSATISFIED:
        reason = yield from skippable(Text(WHY_DISSATISFIED, say("revisit.why_dissatisfied")))
        why = together(*(part for part in (why, reason) if part)) or None
    remark = yield from skippable(Text(REMARK, say("revisit.remark")))
    # Whoever has something on their mind is heard now, and asked about nothing else.
    is_at_ease = fixed and satisfaction in CONTENT and not remark
    denied = (yield from _is_denied(seed)) if is_at_ease else None
    return Verdict(fixed, satisfaction, remark, why, denied)


def _is_denied(seed: RevisitSeed) -> Flow[int | None]:
    """R22: whether a rating in a survey is true; the response of one that they deny."""
    if seed.response_id is None:
        return None
    rating = say(f"Satisfaction.{Satisfaction(seed.rating)}")
    question = say("revisit.rating_true", survey=plain(seed.survey), rating=rating)
    is_true = yield from skippable(YesNo(RATING_TRUE, question, about="是这样评价的吗？"))
    return seed.response_id if is_true is False else None
