"""What the API says no with: `{"error": {"code", "message"}}`, whatever went wrong."""

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.refusing import is_gone
from flows.rules.refusals import NotAllowed, Refusal

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Code(StrEnum):
    """The kinds of error that are not a refusal of the house's rules."""

    MALFORMED = "malformed"
    UNAUTHORIZED = "unauthorized"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    KEY_REUSED = "key_reused"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    INTERNAL = "internal"
    UNAVAILABLE = "unavailable"


STATUSES: Mapping[Refusal, int] = {
    Refusal.WRONG_STATE: 409,
    Refusal.WRONG_KIND: 409,
    Refusal.PLAN_NEEDED: 409,
    Refusal.FILE_INCOMPLETE: 409,
    Refusal.WRONG_ROLE: 403,
    Refusal.OWN_PLAN: 403,
    Refusal.ABOUT_YOU: 403,
    Refusal.NOT_THE_HANDLER: 403,
    Refusal.MISSING_FIELD: 400,
    Refusal.BAD_VALUE: 400,
}


class Problem(Exception):
    """A request that is answered with an error; nothing that it asked for has happened."""

    def __init__(
        self,
        status: int,
        code: Code | Refusal,
        message: str,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers


def missing(field: str, hint: str = "") -> Problem:
    """A field that has to be there and is not."""
    return Problem(400, Refusal.MISSING_FIELD, f"{field} is missing or empty{hint}")


def bad_value(message: str) -> Problem:
    """A field or parameter that cannot be."""
    return Problem(400, Refusal.BAD_VALUE, message)


def not_found(message: str) -> Problem:
    """There is no such thing."""
    return Problem(404, Code.NOT_FOUND, message)


def answer(
    document: object, status: int = 200, headers: Mapping[str, str] = MappingProxyType({})
) -> web.Response:
    """A JSON answer that nobody on its way keeps: it is about people."""
    return web.json_response(
        document,
        status=status,
        headers={"Cache-Control": "no-store", **headers},
        dumps=lambda value: json.dumps(value, ensure_ascii=False),
    )


def answering_problems(handler: Handler) -> Handler:
    """The handler, with a JSON answer for whatever it raises."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except Problem as problem:
            return _error(problem)
        except NotAllowed as refusal:
            return _error(Problem(STATUSES[refusal.code], refusal.code, refusal.reason))
        except SQLAlchemyError as error:
            # A statement's text would carry into the log what people wrote.
            log.error("%s: the database failed: %s", request.path, type(error).__name__)  # noqa: TRY400
            return _error(Problem(503, Code.UNAVAILABLE, "the database is busy; try again"))
        except Exception as error:
            if is_gone(request, error):
                raise
            log.exception("a request to %s failed", request.path)
            return _error(Problem(500, Code.INTERNAL, "something is broken here; it is logged"))

    return handle


def _error(problem: Problem) -> web.Response:
    document = {"error": {"code": problem.code.value, "message": problem.message}}
    return answer(document, problem.status, problem.headers)
