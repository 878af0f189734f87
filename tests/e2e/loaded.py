"""What every service reads once, read before the first is forked: tables, rules, models, sentences.

The process from which services are forked imports it, and nobody else.
"""

from datetime import UTC, datetime
from importlib import import_module

from sqlalchemy.orm import configure_mappers

from flows.rules.public_holidays import public_year
from flows.rules.vocabulary import CaseKind, Language
from flows.understanding.case_reading import read_case
from flows.understanding.language import written_language
from flows.understanding.message_reading import read_message
from flows.wording.catalogue import sentences

LEAK = "厨房水管漏水了，没人管"

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
written_language(LEAK)
read_message(LEAK)
read_case(LEAK, CaseKind.REPAIR)
public_year("CN", "", datetime.now(UTC).year)
for language in Language:
    sentences(language)
