"""What residents ask about a report of theirs: to take it back, or to look at it again (R43)."""

from dataclasses import dataclass

from flows.engine.ask import Flow, Option, Reply, chosen
from flows.engine.choices import Pick, YesNo
from flows.engine.questions import Text, skippable
from flows.talks.results import Nothing, ReviewWish, Withdrawal
from flows.understanding.intents import Intent, read_intent
from flows.wording.say import Say, plain, say


@dataclass(frozen=True)
class OwnCasesSeed:
    """The cases that it may be about: number and what they are about, newest first."""

    cases: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Sure(YesNo):
    """Are they sure: who says once more that nobody needs to come is.

    To keep the report stands first: a 1 sent without reading takes nothing back.
    """

    @property
    def options(self) -> tuple[Option, ...]:
        """No, then yes."""
        return super().options[::-1]

    def read(self, reply: Reply, shown: tuple[str, ...]) -> bool:
        """Yes or no. Raises Unreadable."""
        reading = read_intent(reply.text)
        is_said_again = reading is not None and reading.intent is Intent.WITHDRAW
        if is_said_again and chosen(self.options, reply, shown) is None:
            return True
        return super().read(reply, shown)


def withdrawal(seed: OwnCasesSeed) -> Flow[Withdrawal | Nothing]:
    """撤回: which one, and are they sure."""
    if not seed.cases:
        return Nothing()
    number = yield from _which(seed, say("withdrawal.which"))
    about = dict(seed.cases)[number]
    sure = yield from Sure(
        "sure",
        say("withdrawal.sure", number=number, about=plain(about)),
        yes=say("withdrawal.yes"),
        no=say("withdrawal.no"),
    )
    return Withdrawal(number, sure)


def review(seed: OwnCasesSeed) -> Flow[ReviewWish | Nothing]:
    """申请复核: which one, and why."""
    if not seed.cases:
        return Nothing()
    number = yield from _which(seed, say("review.which"))
    reason = yield from skippable(Text("reason", say("review.why", number=number)))
    return ReviewWish(number, reason)


def _which(seed: OwnCasesSeed, prompt: Say) -> Flow[str]:
    if len(seed.cases) == 1:
        return seed.cases[0][0]
    choices = tuple((number, plain(f"{number} {about}")) for number, about in seed.cases)
    return (yield from Pick("case", prompt, choices=choices))
