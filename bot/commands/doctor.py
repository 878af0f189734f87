"""`huiyin doctor`: what is in order here and what is not, one line each."""

import asyncio
import json
from collections import Counter

import typer

from bot.commands.opening import read_settings
from bot.doctor.examination import examine, mistaken_settings
from bot.doctor.findings import Finding, Verdict
from bot.settings import SettingsError


def look_around(*, for_machines: bool) -> bool:
    """Print what was found; whether nothing fails."""
    try:
        found = asyncio.run(examine(read_settings()))
    except SettingsError as error:
        found = mistaken_settings(error.problems)
    counts = Counter(finding.verdict for finding in found)
    if for_machines:
        typer.echo(_document(found, counts))
    else:
        for finding in found:
            typer.echo(finding.line())
        typer.echo(", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict))
    return not counts[Verdict.FAIL]


def _document(found: list[Finding], counts: Counter[Verdict]) -> str:
    document = {
        "ok": not counts[Verdict.FAIL],
        "checks": [finding.document() for finding in found],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)
