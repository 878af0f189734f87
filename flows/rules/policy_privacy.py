"""The part of a policy that is about what is kept of people, and for how long."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from flows.rules.policy_kinds import Contradictions, Whole
from flows.wording.mistake import Mistake

Days = Whole(1, 36_500)
DEPARTED_DAYS_MIN = 31
"""Whoever has moved out is asked once more after a month (R57)."""


@dataclass(frozen=True)
class Retention:
    """R66: days after which personal data goes; what a case on hold needs stays with it."""

    raw_days: Annotated[int, Days, "R66: a message as the provider delivered it."]
    message_days: Annotated[int, Days, "R66: the words of messages that came and went."]
    conversation_days: Annotated[int, Days, "R66: answers, after the conversation ended."]
    code_days: Annotated[int, Days, "R66: enrolment codes, and what a caller of the API repeats."]
    media_days: Annotated[int, Days, "R30, R66: evidence, after its case was closed."]
    case_days: Annotated[
        int, Days, "R46, R66: a case, after it was closed; then only its figures stay."
    ]
    left_days: Annotated[int, Days, "R66: whatever is known of who unfollowed the account."]
    stranger_days: Annotated[
        int, Days, "R66: a person whom the directory does not know, since they were last heard."
    ]
    departed_days: Annotated[
        int,
        Whole(DEPARTED_DAYS_MIN, 36_500),
        "R57, R66: somebody of the directory, after they moved out of their last home.",
    ]

    def contradictions(self) -> Contradictions:
        """A part goes no later than the whole."""
        if self.raw_days > self.message_days:
            yield "raw_days", Mistake("longer than message_days")
        if self.media_days > self.case_days:
            yield "media_days", Mistake("longer than case_days")


class Keeping(StrEnum):
    """What is kept for a number of days: each value is the name of its number in Retention."""

    RAW = "raw_days"
    MESSAGE = "message_days"
    CONVERSATION = "conversation_days"
    CODE = "code_days"
    MEDIA = "media_days"
    CASE = "case_days"
    LEFT = "left_days"
    STRANGER = "stranger_days"
    DEPARTED = "departed_days"


def days_of(rules: Retention, kind: Keeping) -> int:
    """For how many days something of a kind is kept."""
    days: int = getattr(rules, kind.value)
    return days


@dataclass(frozen=True)
class Exports:
    """R66: tables of cases and residents that leave the desk as files."""

    rows_max: Annotated[int, Whole(1, 20_000), "R66: so many rows at most leave in one table."]
    approval_rows: Annotated[int, Whole(0, 20_000), "R66: beyond so many, a second person agrees."]
    link_minutes: Annotated[int, Whole(1, 1440), "R66: so long a link leads to the file."]
    waiting_hours: Annotated[
        int, Whole(1, 168), "R66: what was asked for is agreed to and opened by then, or never."
    ]

    def contradictions(self) -> Contradictions:
        """Nobody agrees to more than can leave."""
        if self.approval_rows > self.rows_max:
            yield "approval_rows", "more than rows_max"
