"""What is said to bad input: a clear 4xx and a log line; to a broken database: 503, come again."""

import logging
from collections.abc import Awaitable, Callable

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.channels import BadRequest

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}


@web.middleware
async def refusing(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn what went wrong into an answer; a programmer's mistake stays a 500, loudly logged."""
    try:
        response = await handler(request)
    except BadRequest as refusal:
        log.warning("%s %s refused: %s", request.method, request.path, refusal.reason)
        response = web.Response(status=refusal.status, text=refusal.reason)
    except UnicodeDecodeError:
        log.warning("%s %s refused: not UTF-8", request.method, request.path)
        response = web.Response(status=400, text="not UTF-8")
    except SQLAlchemyError as error:
        log.error("%s: the database failed: %s", request.path, type(error).__name__)  # noqa: TRY400 - a statement's text would carry what people wrote
        response = web.Response(status=503, text="try again")
    response.headers.update(HEADERS)
    return response
