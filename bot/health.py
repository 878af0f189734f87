"""Is it alive, can it work, how much is waiting: `/healthz`, `/readyz`, `/metrics`."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from ipaddress import ip_address

from aiohttp import web
from sqlmodel import Session, col, func, select

from bot.readiness import Readiness
from bot.setting_values import Networks
from flows.rules.vocabulary import MessageState
from storage.cases import Case
from storage.database import Database
from storage.deadlines import Deadline
from storage.inbound import Inbound
from storage.outgoing import Outgoing


def routes(
    database: Database,
    now: Callable[[], datetime],
    trusted: Networks,
    readiness: Readiness,
) -> list[web.RouteDef]:
    """The three routes; `/metrics` is for this machine and the trusted proxies only."""

    async def healthz(_request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def readyz(_request: web.Request) -> web.Response:
        answer = await readiness.answer()
        return web.json_response(answer, status=200 if answer["database"] else 503)

    async def metrics(request: web.Request) -> web.Response:
        address = ip_address(request.remote or "0.0.0.0")  # noqa: S104 - no peer, no trust
        if not address.is_loopback and not any(address in network for network in trusted):
            raise web.HTTPForbidden(text="metrics are for loopback and trusted proxies")
        counts = await asyncio.to_thread(_counts, database, now())
        lines = [f"huiyin_{name} {value}" for name, value in counts.items()]
        return web.Response(text="\n".join(lines) + "\n")

    return [web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", metrics)]


def _overdue(session: Session, now: datetime) -> int:
    query = select(func.count()).select_from(Deadline).where(col(Deadline.next_at) < now)
    return session.exec(query).one()


def _counts(database: Database, now: datetime) -> dict[str, int]:
    with database.reading() as session:
        counts = {"deadline_rows_due": _overdue(session, now)}
        messages = select(Outgoing.state, func.count()).group_by(col(Outgoing.state))
        found = dict(session.exec(messages).all())
        for state in MessageState:
            counts[f'messages{{state="{state.value}"}}'] = found.get(state, 0)
        strange = select(Inbound.channel, func.count()).where(col(Inbound.quarantined))
        for channel, count in session.exec(strange.group_by(col(Inbound.channel))):
            counts[f'not_understood{{channel="{channel}"}}'] = count
        cases = select(Case.state, func.count()).group_by(col(Case.state))
        for case_state, count in session.exec(cases):
            counts[f'cases{{state="{case_state}"}}'] = count
    return counts
