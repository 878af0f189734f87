"""A complaint or a repair report: what, which class, where, evidence, how urgent, is this right."""

from dataclasses import dataclass
from enum import StrEnum

from flows.engine.ask import Flow
from flows.engine.questions import Choice, Pick, Place, Text, collect_photos, skippable
from flows.rules.vocabulary import CaseClass, CaseKind, Urgency
from flows.talks.results import Begin, CaseDraft, Nothing, Talk
from flows.understanding.classify import classify, urgency_of
from flows.wording.say import Say, plain, say


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
class ReportSeed:
    """What a report needs from outside, frozen when it begins."""

    kind: str | None = None
    homes: tuple[str, ...] = ()
    estates: tuple[str, ...] = ()
    name: str = ""
    photo_limit: int = 9


def report(seed: ReportSeed) -> Flow[CaseDraft | Begin | Nothing]:
    """Take one report, from "what is wrong" to "is this right?" (R28-R30).

    The apology and the first question are one message; who is asked only of strangers.
    """
    kind = ReportKind(seed.kind) if seed.kind else (yield from _ask_kind())
    if kind is ReportKind.OTHER:
        return Begin(Talk.HAND_OVER)
    case_kind = CaseKind(kind.value)
    details = yield from Text("details", say(f"report.what_{kind.value}"))
    suggestion = classify(details, case_kind)
    case_class = suggestion
    if case_kind is CaseKind.COMPLAINT:
        case_class = yield from Choice(
            "class", say("report.class"), words=CaseClass, suggest=suggestion
        )
    place = yield from Place("place", _where(seed.homes), homes=seed.homes)
    estate = None
    if len(seed.estates) > 1 and not seed.homes:
        choices = tuple((name, plain(name)) for name in seed.estates)
        estate = yield from Pick("estate", say("report.estate"), choices=choices)
    photos = yield from collect_photos(seed.photo_limit, say("report.photos"), "report.more_photos")
    who = seed.name or (yield from skippable(Text("who", say("report.who"))))
    urgency = urgency_of(details)
    draft = CaseDraft(case_kind, case_class, urgency, place, details, photos, who, estate)
    confirmed = yield from Choice("confirmed", _summary(draft), words=Confirmation)
    if confirmed is Confirmation.CANCEL:
        return Nothing()
    if confirmed is Confirmation.URGENT and urgency is Urgency.NORMAL:
        urgency = Urgency.KEY
    return CaseDraft(case_kind, case_class, urgency, place, details, photos, who, estate)


def _ask_kind() -> Flow[ReportKind]:
    return (yield from Choice("kind", say("report.kind"), words=ReportKind))


def _where(homes: tuple[str, ...]) -> Say:
    return say("report.where_known") if homes else say("report.where")


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
