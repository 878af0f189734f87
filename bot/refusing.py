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
        log.warning("%s %s refused: %s", request.method, _route(request), refusal.reason)
        response = web.Response(status=refusal.status, text=refusal.reason)
    except web.HTTPException as answer:
        answer.headers.update(HEADERS)
        raise
    except UnicodeDecodeError:
        log.warning("%s %s refused: not UTF-8", request.method, _route(request))
        response = web.Response(status=400, text="not UTF-8")
    except RuntimeError as error:
        if not is_gone(request, error):
            raise
        log.warning("%s %s: the caller hung up", request.method, _route(request))
        response = web.Response(status=400)
    except SQLAlchemyError as error:
        log.error("%s: the database failed: %s", _route(request), type(error).__name__)  # noqa: TRY400 - a statement's text would carry what people wrote
        response = web.Response(status=503, text="try again")
    response.headers.update(HEADERS)
    return response


def is_gone(request: web.Request, error: Exception) -> bool:
    """Whether an error only says that there is nobody any more whose body could be read."""
    # aiohttp says it no better.
    return isinstance(error, RuntimeError) and request.transport is None


def _route(request: web.Request) -> str:
    """The route as it is declared: what stands for a part of it may be a secret."""
    resource = request.match_info.route.resource
    return request.path if resource is None else resource.canonical
