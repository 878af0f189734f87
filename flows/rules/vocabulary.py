"""The words of the house, one per thing, as they stand in rows, in the API and in the policy.

The glossary that they come from is the end of docs/rules.md.
"""

from enum import StrEnum


class CaseKind(StrEnum):
    """Anything reported."""

    COMPLAINT = "complaint"
    REPAIR = "repair"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    ENQUIRY = "enquiry"
    HELP = "help"


NUMBER_PREFIX = {
    CaseKind.COMPLAINT: "TS",
    CaseKind.REPAIR: "BX",
    CaseKind.SUGGESTION: "JY",
    CaseKind.PRAISE: "BY",
    CaseKind.ENQUIRY: "ZX",
    CaseKind.HELP: "QZ",
}


class CaseClass(StrEnum):
    """The five classes of R29."""

    SERVICE = "service"
    FACILITY = "facility"
    SAFETY = "safety"
    MANAGEMENT = "management"
    OTHER = "other"


class Urgency(StrEnum):
    """How soon; the order of the members is the order of rank, lowest first."""

    NORMAL = "normal"
    KEY = "key"
    EMERGENCY = "emergency"


class CaseState(StrEnum):
    """Where a case stands in its present round."""

    OPEN = "open"
    HANDLING = "handling"
    RESOLVED = "resolved"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Closure(StrEnum):
    """How a closed case ended."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    UNSATISFIED = "unsatisfied"


class Role(StrEnum):
    """Staff roles: the first four are the rungs, in order; the last two stand outside (R36)."""

    ASSISTANT = "assistant"
    LEAD = "lead"
    MANAGER = "manager"
    GENERAL_MANAGER = "general_manager"
    TECHNICIAN = "technician"
    AUDITOR = "auditor"


RUNGS = (Role.ASSISTANT, Role.LEAD, Role.MANAGER, Role.GENERAL_MANAGER)


class ResidenceRole(StrEnum):
    """What ties a resident to a home."""

    OWNER = "owner"
    TENANT = "tenant"
    FAMILY = "family"


class Language(StrEnum):
    """The languages that residents read."""

    SIMPLIFIED = "zh-Hans"
    TRADITIONAL = "zh-Hant"
    ENGLISH = "en"


class Source(StrEnum):
    """How a report or an answer came in (R8, R25-R27)."""

    WECHAT = "wechat"
    SMS = "sms"
    WEB = "web"
    PHONE = "phone"
    VISIT = "visit"
    LETTER = "letter"
    TALK = "talk"
    INSPECTION = "inspection"


class RegisteredSource(StrEnum):
    """The sources that reach staff; what residents write registers itself."""

    PHONE = Source.PHONE
    VISIT = Source.VISIT
    LETTER = Source.LETTER
    TALK = Source.TALK
    INSPECTION = Source.INSPECTION


class ToldBy(StrEnum):
    """How a resident told a member of staff what is keyed in for them."""

    PHONE = Source.PHONE
    VISIT = Source.VISIT
    LETTER = Source.LETTER


class DeadlineKind(StrEnum):
    """The promises of time that the house keeps."""

    FIRST_RESPONSE = "first_response"
    PROMISE = "promise"
    KEY_SOLUTION = "key_solution"
    SOLUTION = "solution"
    SPECIAL_MEASURES = "special_measures"
    APPROVAL = "approval"
    REVISIT = "revisit"
    OPINION_CALLBACK = "opinion_callback"
    CALL_TASK = "call_task"


class DeadlineState(StrEnum):
    """A deadline that fired and is met later stays `fired` and has a `met_at`."""

    PENDING = "pending"
    MET = "met"
    FIRED = "fired"
    DROPPED = "dropped"


class Satisfaction(StrEnum):
    """The five labels of R11: the first three pass, the last fails, 一般 is neutral."""

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    FAIRLY_SATISFIED = "fairly_satisfied"
    NEUTRAL = "neutral"
    DISSATISFIED = "dissatisfied"


class Verb(StrEnum):
    """What can be done to a case."""

    ACCEPT = "accept"
    RESPOND = "respond"
    ASSIGN = "assign"
    PROPOSE = "propose"
    APPROVE = "approve"
    RESOLVE = "resolve"
    RECLASSIFY = "reclassify"
    EXTEND = "extend"
    WITHDRAW = "withdraw"
    REVISIT = "revisit"
    CLOSE = "close"
    REVIEW = "review"
    ADOPT = "adopt"
    CREDIT = "credit"
    FLAG = "flag"
    COORDINATE = "coordinate"
    FORWARD = "forward"
    HAND_BACK = "hand_back"
    SIGN_OFF = "sign_off"
    ARCHIVE = "archive"
    ARRANGE = "arrange"
    REARRANGE = "rearrange"
    CALL_OFF = "call_off"
    JOIN = "join"
    ADD = "add"


class ResidentVerb(StrEnum):
    """What staff key in of what a resident told them about themselves."""

    MOVE_IN = "move_in"
    MOVE_OUT = "move_out"
    OPT_OUT = "opt_out"
    OPT_IN = "opt_in"
    LANGUAGE = "language"


class Purpose(StrEnum):
    """What an outgoing message is for; consent is asked per purpose."""

    CASE = "case"
    REVISIT = "revisit"
    SURVEY = "survey"
    NOTICE = "notice"
    SAFETY = "safety"
    STAFF = "staff"


class SmsTemplate(StrEnum):
    """What a text is approved for in mainland China: a code, a reply, a link, or a purpose."""

    CODE = "code"
    REPLY = "reply"
    UPLOAD = "upload"
    CASE = "case"
    REVISIT = "revisit"
    SURVEY = "survey"
    NOTICE = "notice"
    STAFF = "staff"


class MessageState(StrEnum):
    """The life of an outgoing message."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
