"""All routes of the console. A new page is a module whose `ROUTES` stand in `PAGES`."""

from collections.abc import Sequence

from aiohttp import web

from bot.channels.wecom_login import WeComLogin
from bot.console import (
    account,
    board,
    campaign_draft,
    campaign_draw,
    campaign_measures,
    campaign_publication,
    campaign_report,
    campaign_responses,
    campaign_results,
    campaign_verbs,
    campaign_view,
    campaigns,
    cases,
    delivery,
    duty,
    estate,
    figure_messages,
    figure_reports,
    figures,
    forms,
    importing,
    new_case,
    policy,
    policy_fields,
    providers,
    rule_audit,
    staff,
    table_exports,
    talking,
    task,
    tasks,
    visits,
    wording,
)
from bot.console.account import OwnAccount
from bot.console.asked import Route
from bot.console.entrance import HOME, Entrance
from bot.console.passwords import Passwords
from bot.console.permissions import check_complete
from bot.console.rendering import file_of_console
from bot.console.service import Console
from bot.console.tries import Tries
from bot.setting_values import Networks

PAGES: tuple[Sequence[Route], ...] = (
    board.ROUTES,
    tasks.ROUTES,
    task.ROUTES,
    visits.ROUTES,
    new_case.ROUTES,
    cases.ROUTES,
    delivery.ROUTES,
    talking.ROUTES,
    campaigns.ROUTES,
    campaign_draft.ROUTES,
    campaign_view.ROUTES,
    campaign_draw.ROUTES,
    campaign_responses.ROUTES,
    campaign_results.ROUTES,
    campaign_measures.ROUTES,
    campaign_report.ROUTES,
    campaign_publication.ROUTES,
    campaign_verbs.ROUTES,
    figures.ROUTES,
    figure_messages.ROUTES,
    figure_reports.ROUTES,
    rule_audit.ROUTES,
    estate.ROUTES,
    staff.ROUTES,
    policy.ROUTES,
    policy_fields.ROUTES,
    importing.ROUTES,
    forms.ROUTES,
    wording.ROUTES,
    duty.ROUTES,
    table_exports.ROUTES,
    providers.ROUTES,
    account.ROUTES,
)
"""In the order of the menu; `/cases/new` stands before `/cases/{number}`, so for surveys."""


def desk_routes() -> list[Route]:
    """The routes behind the login."""
    return [route for routes in PAGES for route in routes]


def console_routes(
    console: Console, passwords: Passwords, trusted: Networks, wecom: WeComLogin | None
) -> list[web.RouteDef]:
    """Everything below `/console`. Raises ValueError for a route without a permission."""
    tries = Tries(console, trusted)
    entrance = Entrance(console, passwords, tries, wecom)
    doors = [
        ("file", "GET", "/files/{name}", file_of_console),
        *entrance.doors(),
        *OwnAccount(console, passwords, tries).doors(),
    ]
    desk = desk_routes()
    unknown = ("unknown", "GET", "/{unknown:(?s:.*)}", console.unknown)
    check_complete([*(name for name, *_ in (*doors, unknown)), *(route.name for route in desk)])
    return [
        *(
            web.route(method, HOME + path, console.guarded(handler))
            for _, method, path, handler in doors
        ),
        *(web.route(one.method, HOME + one.path, console.handler(one)) for one in desk),
        # The last: every other route comes before it.
        web.get(HOME + unknown[2], console.guarded(console.unknown)),
    ]


def menu() -> list[Route]:
    """What stands in the menu, for whoever may open it."""
    return [route for route in desk_routes() if route.in_menu]
