"""What every service reads once, read before the first is forked: tables, rules, models, sentences.

The process from which services are forked imports it, and nobody else.
"""

from datetime import UTC, datetime
from importlib import import_module

from sqlalchemy.orm import configure_mappers

from bot.warming import read_ahead
from flows.rules.public_holidays import public_year

LOADED_LATE = (
    "apscheduler.executors.asyncio",
    "bot.channels.twilio_gateway",
    "bot.commands.complaints",
    "bot.log",
)
"""What a service loads only where it is wanted, which is nearly always here."""

for late in LOADED_LATE:
    import_module(late)
configure_mappers()
public_year("CN", "", datetime.now(UTC).year)
read_ahead()
