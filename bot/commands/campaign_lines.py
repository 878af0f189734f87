"""The status of a survey as plain lines, for a terminal."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from flows.rules.survey.returns import BuildingReturn
from storage.campaign_watching import Watched
from storage.campaigns import Campaign

BAR_CHARACTERS = 20


def lines_of(campaign: Campaign, watched: Watched, zone: ZoneInfo) -> Iterator[str]:
    """What was asked and returned by building; the goal is R2's."""
    found = watched.returns
    yield f"{campaign.number} {campaign.title}: {campaign.state}"
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


def _building(one: BuildingReturn) -> str:
    estate, building = one.place
    asked = one.asked
    filled = round(BAR_CHARACTERS * asked.returned / max(asked.issued, 1))
    drawn = "#" * filled + "." * (BAR_CHARACTERS - filled)
    missing = f"  {one.wanted} more, or it is not heard" if one.is_missing else ""
    return f"  {estate} {building:>4}  [{drawn}] {asked.returned:>4}/{asked.issued}{missing}"
