"""The messages behind a number of the figures: what was sent by one way for one purpose (R69)."""

from datetime import datetime
from urllib.parse import urlencode

from sqlmodel import Session

from bot.api.texts import read_identifier
from bot.console.asked import Asked, Missing, Page, Route, known_word
from bot.console.figures import READS, scope_and_period
from flows.reports.period_names import period_name
from flows.rules.vocabulary import Purpose
from flows.wording.labels import label_of
from storage.indicator_rows import span_of
from storage.indicator_sent import MESSAGES_A_PAGE, messages_sent


def show_messages(session: Session, asked: Asked, now: datetime) -> Page:
    """A page of them; each leads to its message, which says what it cost to whom."""
    scope, period = scope_and_period(session, asked, now)
    channel, purpose = asked.path["channel"], known_word(Purpose, asked.path["purpose"])
    if purpose is None:
        raise Missing
    after = read_identifier(asked.query.get("after", "")) or 0
    span = span_of(session, period)
    found = messages_sent(session, scope.estate.id, span, (channel, purpose), after)
    shown = found[:MESSAGES_A_PAGE]
    values = {
        "scope": scope,
        "period": period_name(period),
        "query": urlencode({"period": period_name(period), **scope.query}),
        "channel": channel,
        "channel_name": label_of("Channel", channel),
        "purpose": purpose,
        "rows": shown,
        "more": shown[-1][0].id if len(found) > len(shown) else 0,
    }
    return Page("figure_messages.html", values)


ROUTES = (
    Route("figures.messages", "GET", "/figures/messages/{channel}/{purpose}", show_messages,
          reads=READS),
)  # fmt: skip
