"""The words of survey campaigns, as they stand in rows, in the API and in reports."""

from enum import Enum, StrEnum


class CampaignState(StrEnum):
    """The life of a campaign, in order."""

    DRAFT = "draft"
    FROZEN = "frozen"
    RUNNING = "running"
    CLOSED = "closed"
    REPORTED = "reported"
    REVIEWED = "reviewed"
    PUBLISHED = "published"


class CampaignKind(StrEnum):
    """Why residents are asked (R1, R3, R21)."""

    PERIODIC = "periodic"
    EVENT = "event"
    FOLLOW_UP = "follow_up"


class CampaignVerb(StrEnum):
    """What can be done to a campaign."""

    REVISE = "revise"
    FREEZE = "freeze"
    START = "start"
    REMIND = "remind"
    CLOSE = "close"
    REPORT = "report"
    SIGN = "sign"
    PUBLISH = "publish"
    DROP = "drop"


class Reviewer(StrEnum):
    """Who must have signed before a survey is reviewed (R18)."""

    SERVICE = "service"
    MANAGEMENT = "management"
    EXECUTIVE = "executive"


class Disposition(StrEnum):
    """How an invitation ends; at every moment each has exactly one."""

    RETURNED = "returned"
    PARTIAL = "partial"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    UNRETURNED = "unreturned"


class Grade(StrEnum):
    """How an option counts (R11); a neutral one is outside the base."""

    PASSING = "passing"
    FAILING = "failing"
    NEUTRAL = "neutral"


class MeasureKind(StrEnum):
    """What a survey leads to: an estate put right (R17), a study (R19), an improvement (R20)."""

    RECTIFICATION = "rectification"
    STUDY = "study"
    IMPROVEMENT = "improvement"


class MeasureState(StrEnum):
    """What becomes of a measure; one that is not adopted has a reason (R20)."""

    PROPOSED = "proposed"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    DONE = "done"


class Abstention(Enum):
    """Why an item that was asked has no value (R10); no option's name can be mistaken for one."""

    SKIPPED = "skipped"
    UNCLEAR = "unclear"
