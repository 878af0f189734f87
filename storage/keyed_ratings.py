"""我要评价 given by phone, on paper or at the desk: keyed in by staff, kept as in chat (R3, R8)."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from flows.forms.answers import Response
from flows.forms.form import Form
from flows.forms.opinions import opinions
from flows.rules.refusals import NotAllowed, Why
from flows.rules.vocabulary import CaseKind, RegisteredSource, Source
from storage.audit import audit
from storage.callers import Caller, reporter_of
from storage.cases import Case
from storage.estates import Estate, Home
from storage.forms import publish_form
from storage.keyed_responses import KEY_IN, Collected, check_rung
from storage.registration import Registration, register_report
from storage.responses import FormResponse, keep_response
from storage.staff import in_chain


@dataclass(frozen=True)
class Rated:
    """What somebody of a home said of the service, in answer to a form that anybody may fill in."""

    home: Home
    caller: Caller
    form: Form
    response: Response


def key_in_rating(
    session: Session, rated: Rated, collected: Collected, now: datetime
) -> tuple[FormResponse, Case | None]:
    """Keep a rating, and the suggestion that its words become, so that somebody answers it (R15).

    A home may rate as often as it likes, as in chat. Raises NotAllowed, and nothing changes.
    """
    check_rung(collected)
    if not in_chain(collected.collector, rated.home.estate_id):
        raise NotAllowed(Why.OTHER_ESTATES_HOME)
    case = _suggestion(session, rated, collected, now)
    row = FormResponse(
        resident_id=_giver(session, rated, now) if case is None else case.reporter_id,
        home_id=rated.home.id,
        collector_id=collected.collector.id,
        mode=Source(collected.mode),
        original_sealed=collected.original_sealed(session),
        handed_in_at=now,
    )
    kept = keep_response(session, publish_form(session, rated.form, now), rated.response, row)
    audit(
        session,
        KEY_IN,
        f"response {kept.id}",
        by=collected.collector.userid,
        via=collected.via,
        now=now,
        form=rated.form.id,
        home=rated.home.code,
        mode=collected.mode,
    )
    return kept, case


def _suggestion(session: Session, rated: Rated, collected: Collected, now: datetime) -> Case | None:
    """The case of what was said in words; None where nothing was."""
    said = opinions(rated.form, rated.response.answers)
    if not said:
        return None
    told = Registration(
        session.get_one(Estate, rated.home.estate_id),
        rated.home,
        RegisteredSource(collected.mode),
        CaseKind.SUGGESTION,
        "\n".join(words for _, words in said),
        rated.caller,
    )
    return register_report(session, told, collected.collector, now, via=collected.via)


def _giver(session: Session, rated: Rated, now: datetime) -> int | None:
    estate = session.get_one(Estate, rated.home.estate_id)
    return reporter_of(session, rated.caller, estate, rated.home, now)
