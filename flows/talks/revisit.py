"""The revisit (回访): is it really fixed, how satisfied, anything else (R48, R42)."""

from dataclasses import dataclass

from flows.engine.ask import Flow, Reply, Unreadable, chosen
from flows.engine.choices import Rating, YesNo
from flows.engine.questions import Text, skippable
from flows.rules.vocabulary import Satisfaction
from flows.talks.results import Verdict
from flows.talks.telling import together
from flows.understanding.verdicts import read_fixed
from flows.wording.say import say

FIXED = "fixed"
SATISFACTION = "satisfaction"
WHYS = ("why_not", "why_dissatisfied")


@dataclass(frozen=True)
class RevisitSeed:
    """The case, what it was about, and what staff say was done."""

    number: str
    about: str
    result: str


@dataclass(frozen=True)
class Fixed(YesNo):
    """Is it fixed: a short sentence that says so is an answer too."""

    def read(self, reply: Reply, shown: tuple[str, ...]) -> bool:
        """Yes or no. Raises Unreadable."""
        value = chosen(self.options, reply, shown)
        answer = read_fixed(reply.text) if value is None else value == "yes"
        if answer is None:
            raise Unreadable
        return answer


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
        why = yield from skippable(Text("why_not", say("revisit.why_not")))
    satisfaction = yield from skippable(
        Rating(SATISFACTION, say("revisit.satisfaction"), words=Satisfaction)
    )
    if satisfaction is Satisfaction.DISSATISFIED:
        reason = yield from skippable(Text("why_dissatisfied", say("revisit.why_dissatisfied")))
        why = together(*(part for part in (why, reason) if part)) or None
    remark = yield from skippable(Text("remark", say("revisit.remark")))
    return Verdict(fixed, satisfaction, remark, why)
