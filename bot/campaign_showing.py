"""Surveys as documents, for the API and for `huiyin campaign`: JSON values, times in their zone."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from flows.forms.reading import load_form
from flows.rules.survey.draw import ProofLine
from flows.rules.survey.forecast import Forecast
from flows.rules.survey.rates import Rate
from flows.rules.survey.returns import BuildingReturn
from storage.campaign_proof import Proof
from storage.campaign_watching import Watched
from storage.campaigns import Campaign, estates_of, newest_report, signatures_of
from storage.database import zone_of
from storage.staff import Staff

Shown = dict[str, object]

MOMENTS = (
    "drafted_at", "frozen_at", "started_at", "closed_at", "reported_at", "reviewed_at",
    "published_at", "dropped_at",
)  # fmt: skip


def show_campaign(session: Session, campaign: Campaign) -> Shown:
    """What a survey is, and how far in its life."""
    form = load_form(campaign.form_content)
    zone = zone_of(session)
    return {
        "number": campaign.number,
        "title": campaign.title,
        "kind": campaign.kind,
        "part": campaign.part,
        "state": campaign.state,
        "estates": [one.name for one in estates_of(session, campaign.id)],
        "owner": _userid(session, campaign.owner_id),
        "form": {"id": form.id, "version": form.version},
        "size": campaign.size,
        "seed": campaign.seed,
        "prizes": campaign.prizes,
        "starts_on": campaign.starts_on.isoformat(),
        "last_day": campaign.last_day.isoformat(),
        "frame_digest": campaign.frame_digest,
        "lacking": campaign.lacking,
        "signatures": _signatures(session, campaign, zone),
        **{name: _moment(getattr(campaign, name), zone) for name in MOMENTS},
    }


def show_watched(campaign: Campaign, watched: Watched, zone: ZoneInfo) -> Shown:
    """How far a survey is: what was returned, and which buildings are missing (R2, R9)."""
    found, planned = watched.returns, watched.next
    return {
        "number": campaign.number,
        "state": campaign.state,
        "issued": found.asked.issued,
        "returned": found.asked.returned,
        "rate": show_rate(found.rate),
        "target_percent": watched.target_percent,
        "wanted": found.wanted,
        "dispositions": {each.value: count for each, count in watched.dispositions.items()},
        "buildings": [_building(one) for one in found.buildings],
        "missing": [_building(one) for one in found.missing],
        "next": None
        if planned is None
        else {"step": planned.step.value, "at": _moment(planned.at, zone)},
    }


def show_expected(campaign: Campaign, expected: Forecast) -> Shown:
    """What a survey may bring back and cost (R2, R69)."""
    return {
        "number": campaign.number,
        "homes": expected.homes,
        "channels": [asdict(one) for one in expected.channels],
        "unreachable": expected.unreachable,
        "returned": expected.returned,
        "target_percent": expected.target_percent,
        "wanted": expected.wanted,
        "cost_cents": expected.cost_cents,
    }


def show_rate(rate: Rate) -> Mapping[str, float | None]:
    """A rate in percent with the interval beside it; None where nobody was asked."""
    return {
        "percent": None if rate.share is None else _percent(rate.share),
        "low": _percent(rate.low),
        "high": _percent(rate.high),
    }


def show_proof(campaign: Campaign, proof: Proof) -> Shown:
    """Why each home of the frame was asked or not, drawn again from the seed (R4)."""
    return {
        "number": campaign.number,
        "seed": campaign.seed,
        "size": campaign.size,
        "frame_digest": proof.digest,
        "same": not proof.mistakes,
        "mistakes": list(proof.mistakes),
        "counts": {standing.value: count for standing, count in proof.draw.counts().items()},
        "cycles": dict(proof.draw.cycles),
        "homes": [show_line(line) for line in proof.draw.lines],
    }


def show_line(line: ProofLine) -> Shown:
    """One home of a proof; `asked_in` is the cycle of its last turn before, 0 for none."""
    return {
        "estate": line.home.estate,
        "building": line.home.building,
        "home": line.home.home,
        "standing": line.standing.value,
        "asked_in": line.home.asked_in,
        "cycle": line.cycle,
        "lot": line.lot,
    }


def _building(one: BuildingReturn) -> Shown:
    estate, building = one.place
    return {
        "estate": estate,
        "building": building,
        "homes": one.asked.homes,
        "issued": one.asked.issued,
        "returned": one.asked.returned,
        "rate": show_rate(one.rate),
        "wanted": one.wanted,
    }


def _signatures(session: Session, campaign: Campaign, zone: ZoneInfo) -> list[Shown]:
    report = newest_report(session, campaign.id)
    if report is None:
        return []
    return [
        {
            "as": one.reviewer,
            "by": _userid(session, one.staff_id),
            "at": _moment(one.at, zone),
            "remark": one.remark,
        }
        for one in signatures_of(session, report.id)
    ]


def _userid(session: Session, staff_id: int | None) -> str | None:
    if staff_id is None:
        return None
    return session.exec(select(Staff.userid).where(col(Staff.id) == staff_id)).one()


def _moment(at: datetime | None, zone: ZoneInfo) -> str | None:
    return None if at is None else at.astimezone(zone).isoformat(timespec="seconds")


def _percent(share: float) -> float:
    return round(100 * share, 1)
