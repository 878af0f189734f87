"""The JSON API under /api/v1 (design.md §5): cases, deadlines, messages, tasks and directories.

A route names what it does with a session and with what is asked; `service.Service` does the rest.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial

from aiohttp import web

from bot.api import campaigns
from bot.api.asked import PAGING
from bot.api.auditing import list_audit
from bot.api.campaign_checks import list_checks, mark_response
from bot.api.campaign_drafts import draft
from bot.api.campaign_measures import change, list_measures, propose
from bot.api.campaign_opinions import list_opinions
from bot.api.campaign_prizes import hand_over_prize, list_prizes
from bot.api.cases import do_verb, list_cases, show_case
from bot.api.directories import list_residents, list_staff, show_phone
from bot.api.enrolments import decide, list_enrolments
from bot.api.errors import Code, Handler, Problem, answer, answering_problems, not_found
from bot.api.intake import list_intake
from bot.api.openapi import DOCUMENT, MOUNTED_AT
from bot.api.ratings import take_rating
from bot.api.reading import list_deadlines, list_messages, list_retention
from bot.api.registering import register_case
from bot.api.residents import (
    move_in_resident,
    move_out_resident,
    set_contact,
    set_language,
)
from bot.api.service import Service
from bot.api.survey_answers import ANSWERS, list_invitations, show_form, take_answers
from bot.api.survey_reports import show_report
from bot.api.tasks import list_tasks, record_attempt
from bot.delivery.routes import NO_WAYS, Routes
from bot.setting_values import ApiToken
from storage.database import Database


def routes(
    database: Database,
    tokens: Sequence[ApiToken],
    now: Callable[[], datetime],
    after_write: Callable[[], None],
    ways: Routes = NO_WAYS,
) -> list[web.RouteDef]:
    """Everything below MOUNTED_AT.

    `now` is the service time, called in a thread; `after_write` is called in the event loop after
    each commit, to wake whoever has something to do now. `ways` are those to residents, of which
    forecasts tell. Without tokens every call is refused.
    """
    service = Service(database, tokens, now, after_write)
    reading, writing = service.reading, service.writing
    table: dict[str, dict[str, Handler]] = {
        "/openapi.json": {"GET": _describe},
        "/cases": {
            "GET": reading(list_cases, "state", "kind", "since", "by", *PAGING, reads="cases"),
            "POST": writing(register_case),
        },
        "/cases/{number}": {"GET": reading(show_case, "by", reads="case")},
        "/cases/{number}/{verb}": {"POST": writing(do_verb)},
        "/retention": {"GET": reading(list_retention, "state", *PAGING)},
        "/deadlines": {"GET": reading(list_deadlines, "state", "about", *PAGING)},
        "/intake": {"GET": reading(list_intake, "since", "until", *PAGING, reads="intake")},
        "/messages": {
            "GET": reading(list_messages, "to", "about", "state", *PAGING, reads="messages")
        },
        "/tasks": {"GET": reading(list_tasks, "state", *PAGING, reads="tasks")},
        "/tasks/{id}/record": {"POST": writing(record_attempt)},
        "/campaigns/{number}/checks": {"GET": reading(list_checks, *PAGING, reads="checks")},
        "/campaigns/{number}/checks/{id}": {"POST": writing(mark_response, by_auditors=True)},
        "/campaigns/{number}/measures": {
            "GET": reading(list_measures),
            "POST": writing(propose),
        },
        "/measures/{id}": {"POST": writing(change)},
        "/campaigns/{number}/prizes": {"GET": reading(list_prizes, reads="prizes")},
        "/campaigns/{number}/prizes/{place}": {"POST": writing(hand_over_prize)},
        "/campaigns/{number}/opinions": {"GET": reading(list_opinions, reads="opinions")},
        "/staff": {"GET": reading(list_staff, "since", "until", *PAGING, reads="staff")},
        "/ratings": {"POST": writing(take_rating, ANSWERS)},
        "/residents": {"GET": reading(list_residents, "home", *PAGING, reads="residents")},
        "/residents/move_in": {"POST": writing(move_in_resident)},
        "/residents/{id}/move_out": {"POST": writing(move_out_resident)},
        "/residents/{id}/contact": {"POST": writing(set_contact)},
        "/residents/{id}/language": {"POST": writing(set_language)},
        "/enrolments": {"GET": reading(list_enrolments, *PAGING, reads="enrolments")},
        "/enrolments/{number}": {"POST": writing(decide)},
        "/residents/{id}/phone": {"GET": reading(show_phone, "by", "reason", reads="phone of")},
        "/audit": {"GET": reading(list_audit, "subject", "by", "action", "since", *PAGING)},
        **_surveys(service, ways),
    }
    known = [route for path, handlers in table.items() for route in _routes_at(path, handlers)]
    return [*known, _route("*", "/{unknown:(?s:.*)}", _refuse_path)]


def _surveys(service: Service, ways: Routes) -> dict[str, dict[str, Handler]]:
    """The routes of surveys; a verb is whatever is no part of one."""
    reading, writing = service.reading, service.writing
    return {
        "/campaigns/{number}/report": {
            "GET": reading(show_report, "format", "language", "by", reads="report of campaign"),
            "POST": writing(campaigns.report),
        },
        "/campaigns": {
            "GET": reading(campaigns.list_campaigns, "state", "dropped", "by", *PAGING),
            "POST": writing(draft),
        },
        "/campaigns/{number}": {"GET": reading(campaigns.show_one, "by")},
        "/campaigns/{number}/status": {"GET": reading(campaigns.show_status, "by")},
        "/campaigns/{number}/forecast": {
            "GET": reading(partial(campaigns.show_forecast, ways), "by")
        },
        "/campaigns/{number}/proof": {
            "GET": reading(campaigns.show_draw, "by", reads="proof of campaign")
        },
        "/campaigns/{number}/form": {"GET": reading(show_form, "by")},
        "/campaigns/{number}/invitations": {
            "GET": reading(
                list_invitations, "state", "home", "by", *PAGING, reads="invitations of campaign"
            )
        },
        "/campaigns/{number}/responses": {"POST": writing(take_answers, ANSWERS)},
        "/campaigns/{number}/{verb}": {"POST": writing(campaigns.do_verb)},
    }


def _routes_at(path: str, handlers: Mapping[str, Handler]) -> Iterator[web.RouteDef]:
    for method, handler in handlers.items():
        yield _route(method, path, handler)
    yield _route("*", path, _refusing_method(", ".join(handlers)))


def _route(method: str, path: str, handler: Handler) -> web.RouteDef:
    return web.route(method, MOUNTED_AT + path, answering_problems(handler))


async def _describe(_request: web.Request) -> web.Response:
    """What the API is, for anybody: it tells nothing about the estate."""
    return answer(DOCUMENT)


async def _refuse_path(request: web.Request) -> web.Response:
    raise not_found(f"there is no {request.path}")


def _refusing_method(allowed: str) -> Handler:
    async def refuse(request: web.Request) -> web.Response:
        message = f"{request.method} is not possible here: {allowed}"
        raise Problem(405, Code.METHOD_NOT_ALLOWED, message, {"Allow": allowed})

    return refuse
