"""What a survey led to, as plain lines for a terminal or as one JSON document."""

import json

from bot.api.campaign_measures import show_measures
from bot.commands.campaigns import campaign_named, opened
from storage.measures import measures_of


def measure_lines(number: str, *, for_machines: bool) -> list[str]:
    """A line for each measure, with what residents are told of it below; raises CannotRun."""
    with opened() as (database, _now), database.reading() as session:
        campaign = campaign_named(session, number)
        shown = show_measures(session, measures_of(session, campaign.id))
    if for_machines:
        return [json.dumps(shown, ensure_ascii=False)]
    lines = [f"{campaign.number} {campaign.title}: {len(shown)} measures"]
    for one in shown:
        lines.append(
            f"  #{one['id']} {one['state']} {one['text']}"
            f"  {one['owner'] or 'nobody'}, due {one['due_on'] or 'never'}"
        )
        lines += [f"     {one[name]}" for name in ("decision", "result") if one[name]]
    return lines
