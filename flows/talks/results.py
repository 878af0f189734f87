"""What conversations come to: plain data that the reception writes down in the same transaction."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flows.engine.place import Whereabouts
from flows.forms.answers import Response
from flows.rules.vocabulary import (
    CaseClass,
    CaseKind,
    Language,
    RegisteredSource,
    Satisfaction,
    Urgency,
)


class Talk(StrEnum):
    """The conversations there are; the names stand in rows, so they never change."""

    MENU = "menu"
    REPORT = "report"
    EMERGENCY_PLACE = "emergency_place"
    ENROLMENT = "enrolment"
    ENROLMENT_CODE = "enrolment_code"
    ENROLMENT_BY_QR = "enrolment_by_qr"
    STATUS = "status"
    REVISIT = "revisit"
    NOT_FIXED = "not_fixed"
    HAND_OVER = "hand_over"
    STAFF_RESOLVE = "staff_resolve"
    STAFF_ANSWER = "staff_answer"
    STAFF_REGISTER = "staff_register"
    STAFF_WHICH = "staff_which"
    LANGUAGE = "language"
    WITHDRAWAL = "withdrawal"
    REVIEW = "review"
    PRAISED = "praised"
    ENQUIRY = "enquiry"
    APPOINTMENT = "appointment"
    VISIT_CHANGE = "visit_change"
    QUESTIONNAIRE = "questionnaire"


@dataclass(frozen=True)
class CaseDraft:
    """A report that the resident has confirmed.

    `about` is the member of staff that it is about; None where nobody's name could be offered yet.
    """

    kind: CaseKind
    case_class: CaseClass
    urgency: Urgency
    place: Whereabouts
    text: str
    media: tuple[str, ...] = ()
    who: str | None = None
    estate: str | None = None
    about: str | None = None


@dataclass(frozen=True)
class EmergencyReport:
    """Danger now: taken with the words as they came, before any question is asked."""

    text: str
    home: str | None
    media: tuple[str, ...] = ()


@dataclass(frozen=True)
class EmergencyPlace:
    """Where the emergency is, told after it was taken."""

    number: str
    place: Whereabouts


@dataclass(frozen=True)
class Begin:
    """Go on with another conversation; `in_person`: with the manager (R33)."""

    talk: Talk
    details: str = ""
    kind: CaseKind | None = None
    number: str = ""
    in_person: bool = False


@dataclass(frozen=True)
class ShowCase:
    """Tell how a case stands."""

    number: str


@dataclass(frozen=True)
class EnrolmentWish:
    """A home, and a number to send a code to; `consent` was given to the privacy notice before."""

    consent: bool
    home: str = ""
    estate: str | None = None
    phone: str = ""
    name: str = ""
    role: str = ""


@dataclass(frozen=True)
class CodeTyped:
    """The code that came by SMS, as typed; empty when it did not come and a person shall check."""

    code: str


@dataclass(frozen=True)
class QrEnrolment:
    """Enrolment by the QR code of a home, consented to."""

    consent: bool
    name: str = ""
    role: str = ""


@dataclass(frozen=True)
class Verdict:
    """What the resident says at the revisit."""

    fixed: bool
    satisfaction: Satisfaction | None
    remark: str | None
    why: str | None
    denied: int | None = None
    """The id of the response whose rating they do not call theirs (R22)."""


@dataclass(frozen=True)
class NotFixed:
    """A case that staff said was done is not, in the resident's words."""

    number: str
    text: str


@dataclass(frozen=True)
class HumanWanted:
    """The resident wants a person; `text` says what about, if they said.

    Praise, suggestions and enquiries are for a person to hear too; `in_person`: for the manager.
    """

    text: str
    media: tuple[str, ...] = ()
    kind: CaseKind = CaseKind.HELP
    in_person: bool = False


@dataclass(frozen=True)
class Joined:
    """A report is about what others reported already, as the case of that number."""

    number: str
    text: str
    kind: CaseKind


@dataclass(frozen=True)
class Withdrawal:
    """A report is taken back, or is not after all."""

    number: str
    sure: bool


@dataclass(frozen=True)
class ReviewWish:
    """A closed case shall be looked at again by somebody else, and why (R43)."""

    number: str
    reason: str | None


@dataclass(frozen=True)
class Praised:
    """Whom a praise is for, in its author's words; None if they do not know."""

    number: str
    whom: str | None


@dataclass(frozen=True)
class Answered:
    """Whether what the house knows by itself answered an enquiry."""

    question: str
    helped: bool


@dataclass(frozen=True)
class VisitAgreed:
    """When the resident expects a visit (R56); `until` where it is a part of the day.

    `remark` is what was said beside the time: 门铃坏了，打我手机.
    """

    at: datetime
    until: datetime | None
    remark: str = ""


@dataclass(frozen=True)
class VisitDeclined:
    """The resident wants no visit (R56); `by_phone` tells whether a call is welcome."""

    by_phone: bool


@dataclass(frozen=True)
class VisitChange:
    """What the resident wants instead of a visit that is agreed on, by the id of its task."""

    task: int
    answer: VisitAgreed | VisitDeclined


@dataclass(frozen=True)
class Resolution:
    """The three fields of a handled case (R41), typed by staff one by one."""

    number: str
    result: str
    measures: str
    improvement: str


@dataclass(frozen=True)
class StaffAnswer:
    """What a member of staff wants the resident to be told."""

    number: str
    text: str


@dataclass(frozen=True)
class Registered:
    """A report that reached a member of staff; `who` is a name, a number, both or empty."""

    source: RegisteredSource
    details: str
    kind: CaseKind
    place: Whereabouts | None
    who: str


@dataclass(frozen=True)
class LineMeant:
    """The whole line that a member of staff meant; empty for none of those offered."""

    line: str


@dataclass(frozen=True)
class LanguageChosen:
    """The language in which the resident wants to be written to."""

    language: Language


@dataclass(frozen=True)
class Nothing:
    """The conversation came to nothing, on purpose."""


Result = (
    CaseDraft
    | EmergencyReport
    | EmergencyPlace
    | Begin
    | ShowCase
    | EnrolmentWish
    | CodeTyped
    | QrEnrolment
    | Verdict
    | NotFixed
    | HumanWanted
    | Resolution
    | StaffAnswer
    | Registered
    | LineMeant
    | LanguageChosen
    | Joined
    | Withdrawal
    | ReviewWish
    | Praised
    | Answered
    | VisitAgreed
    | VisitDeclined
    | VisitChange
    | Response
    | Nothing
)
