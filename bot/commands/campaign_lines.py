"""The status of a survey as plain lines, for a terminal."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from flows.rules.survey.forecast import Forecast
from flows.rules.survey.returns import BuildingReturn
from storage.campaign_watching import Watched
from storage.campaigns import Campaign

BAR_CHARACTERS = 20


def lines_of(campaign: Campaign, watched: Watched, zone: ZoneInfo) -> Iterator[str]:
    """What was asked and returned by building; the goal is R2's."""
    found = watched.returns
    yield f"{campaign.number} {campaign.title}: {campaign.state}{given_up(campaign)}"
    share = 100 * (found.rate.share or 0)
    yield (
        f"returned {found.asked.returned} of {found.asked.issued} ({share:.1f} %, "
        f"goal {watched.target_percent} %)" + (f", {found.wanted} more needed" * bool(found.wanted))
    )
    yield ", ".join(f"{each.value} {count}" for each, count in watched.dispositions.items())
    for one in found.buildings:
        if one.asked.issued:
            yield _building(one)
    if watched.next is not None:
        at = watched.next.at.astimezone(zone).isoformat(timespec="minutes")
        yield f"next: {watched.next.step} at {at}"


def given_up(campaign: Campaign) -> str:
    """What stands behind the state of a survey that was given up before its start."""
    return "" if campaign.dropped_at is None else ", given up"


def lines_of_forecast(campaign: Campaign, expected: Forecast) -> Iterator[str]:
    """By which channel the homes can be asked, what may come back, and what the texts cost."""
    yield f"{campaign.number} {campaign.title}: {expected.homes} homes"
    for one in expected.channels:
        why = "as earlier surveys had" if one.from_earlier else "by the policy"
        yield f"  {one.channel:17} {one.homes:>6} homes, {one.returned:>6} answers expected, {why}"
    yield f"  {'no way at present':17} {expected.unreachable:>6} homes"
    share = 100 * expected.returned / max(expected.homes, 1)
    yield (
        f"expected {expected.returned} answers ({share:.1f} %, goal {expected.target_percent} %)"
        + (f", {expected.wanted} too few" * bool(expected.wanted))
    )
    yield f"texts cost at most {expected.cost_cents / 100:.2f}"


def _building(one: BuildingReturn) -> str:
    estate, building = one.place
    asked = one.asked
    filled = round(BAR_CHARACTERS * asked.returned / max(asked.issued, 1))
    drawn = "#" * filled + "." * (BAR_CHARACTERS - filled)
    missing = f"  {one.wanted} more, or it is not heard" if one.is_missing else ""
    return f"  {estate} {building:>4}  [{drawn}] {asked.returned:>4}/{asked.issued}{missing}"
