"""A complaint or a repair report: what, which class, where, evidence, how urgent, is this right."""

from dataclasses import dataclass, replace
from enum import StrEnum

from flows.engine.ask import Flow, Reply, Unreadable, chosen
from flows.engine.choices import Choice
from flows.engine.photos import collect_photos
from flows.engine.place import Place, Whereabouts
from flows.engine.questions import skippable
from flows.engine.replay import Progress, Waiting
from flows.rules.vocabulary import CaseClass, CaseKind, Urgency
from flows.talks.about_staff import ColleagueRow, ask_about_whom, ask_for_story
from flows.talks.results import CaseDraft, HumanWanted, Joined, Nothing, Result
from flows.talks.shared import IncidentRow, ask_whether_same
from flows.talks.small_talks import ask_estate
from flows.talks.telling import Name, Telling
from flows.understanding.case_reading import class_of, urgency_of
from flows.understanding.places import is_own_home, read_home
from flows.wording.say import Say, say

KIND = "kind"
DETAILS = "details"
TAKING_BACK = "不提交 不报 不报了 不报修了 不投诉了 算了 算啦 作废 撤回 唔報 唔提交"
PRESSING = "急 很急 好急 非常急 着急 加急 快点 快一点 尽快 快啲 urgent hurry asap"


class ReportKind(StrEnum):
    """What a report can be, as it is asked of somebody who did not say."""

    COMPLAINT = "complaint"
    REPAIR = "repair"
    OTHER = "other"


class Confirmation(StrEnum):
    """The end of a report."""

    SUBMIT = "submit"
    URGENT = "urgent"
    CANCEL = "cancel"


@dataclass(frozen=True)
class Check(Choice[Confirmation]):
    """Whether a report is right: a mere no says "nothing more" or "change it": it drops nothing."""

    words: type[Confirmation] = Confirmation

    def read(self, reply: Reply, shown: tuple[str, ...]) -> Confirmation:
        value = super().read(reply, shown)
        if value is Confirmation.CANCEL and chosen(self.options, reply, shown) is None:
            raise Unreadable(say("hint.confirm"))
        return value


@dataclass(frozen=True)
class ReportSeed:
    """What a report needs from outside, frozen when it begins.

    `incidents` are what others reported lately, `staff` whom a complaint may be about.
    """

    kind: str | None = None
    homes: tuple[str, ...] = ()
    estates: tuple[str, ...] = ()
    name: str = ""
    photo_limit: int = 9
    incidents: tuple[IncidentRow, ...] = ()
    staff: tuple[ColleagueRow, ...] = ()


def report(seed: ReportSeed) -> Flow[CaseDraft | Joined | HumanWanted | Nothing]:
    """Take one report, from "what is wrong" to "is this right?" (R28-R30).

    The apology and the first question are one message (see `apologised`); who is asked only of
    strangers, and where only of those who have not said it.
    """
    kind = ReportKind(seed.kind) if seed.kind else (yield from _ask_kind())
    if kind is ReportKind.OTHER:
        return HumanWanted((yield from Telling("details", say("hand_over.about"))))
    case_kind = CaseKind(kind.value)
    details = yield from _ask_what(kind)
    about = ""
    if case_kind is CaseKind.COMPLAINT:
        about = yield from ask_about_whom(details, seed.staff)
        details = yield from ask_for_story(details, about, seed.staff)
    same = None if about else (yield from ask_whether_same(details, seed.homes, seed.incidents))
    if same is not None:
        return Joined(same, details, case_kind)
    case_class = yield from _ask_class(details, case_kind, about)
    place = yield from _ask_where(details, seed.homes)
    estate = None
    if len(seed.estates) > 1 and not seed.homes:
        estate = yield from ask_estate(say("report.estate"), seed.estates)
    photos = yield from collect_photos(seed.photo_limit, say("report.photos"), "report.more_photos")
    who = seed.name or (yield from skippable(Name("who", say("report.who"))))
    urgency = urgency_of(details)
    draft = CaseDraft(case_kind, case_class, urgency, place, details, photos, who, estate,
                      about if seed.staff else None)  # fmt: skip
    confirmed = yield from _ask_whether_right(draft)
    match confirmed:
        case Confirmation.CANCEL:
            return Nothing()
        case Confirmation.URGENT:
            return replace(draft, urgency=Urgency.KEY)
        case Confirmation.SUBMIT:
            return draft


def apologised(progress: Progress[Result]) -> Progress[Result]:
    """The first question of a report whose matter was told unasked, behind an apology (R28).

    Who is still to be asked what it is about hears the apology with that question.
    """
    if DETAILS not in progress.answers or not isinstance(progress.at, Waiting):
        return progress
    return replace(progress, at=Waiting(progress.at.question, say("report.sorry")))


def _ask_kind() -> Flow[ReportKind]:
    return (yield from Choice(KIND, say("report.kind"), words=ReportKind))


def _ask_what(kind: ReportKind) -> Flow[str]:
    hints = (say("hint.telling"), say("hint.telling_example"))
    return (yield from Telling("details", say(f"report.what_{kind.value}"), hints=hints))


def _ask_class(details: str, kind: CaseKind, about: str) -> Flow[CaseClass]:
    """R29: of a complaint the class is confirmed; one about a member of staff is of service."""
    if about:
        return CaseClass.SERVICE
    case_class = class_of(details, kind)
    if kind is not CaseKind.COMPLAINT:
        return case_class
    return (yield from Choice("class", say("report.class"), words=CaseClass, suggest=case_class))


def _ask_where(details: str, homes: tuple[str, ...]) -> Flow[Whereabouts]:
    home = read_home(details)
    if home is None and len(homes) == 1 and is_own_home(details):
        home = homes[0]
    said = None if home is None else Whereabouts(home, home)
    prompt = say("report.where_known") if homes else say("report.where")
    return (yield from Place("place", prompt, homes=homes, said=said))


def _ask_whether_right(draft: CaseDraft) -> Flow[Confirmation]:
    return (
        yield from Check(
            "confirmed",
            _summary(draft),
            suggest=Confirmation.SUBMIT,
            without=() if draft.urgency is Urgency.NORMAL else (Confirmation.URGENT,),
            also=((Confirmation.URGENT, PRESSING), (Confirmation.CANCEL, TAKING_BACK)),
            hints=(say("hint.again"), say("hint.confirm")),
        )
    )


def _summary(draft: CaseDraft) -> Say:
    return say(
        "report.summary",
        kind=say(f"CaseKind.{draft.kind.value}"),
        details=draft.text,
        case_class=say(f"CaseClass.{draft.case_class.value}"),
        place=draft.place.text,
        photos=len(draft.media),
        urgency=say(f"Urgency.{draft.urgency.value}"),
    )
