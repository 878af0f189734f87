"""How a page is put together and sent: templates that escape, and headers that forbid the rest."""

import re
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.channels import BadRequest
from flows.rules.vocabulary import Language

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = MappingProxyType(
    {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
)
SCRIPTED_HEADERS: Mapping[str, str] = MappingProxyType(
    {**HEADERS, "Content-Security-Policy": f"{POLICY}; script-src 'self'"}
)
FILE_HEADERS = {"Cache-Control": "public, max-age=3600"}
FILES = re.compile(r"[a-z]{1,20}\.(?P<ending>css|js)")
CONTENT_TYPES = {"css": "text/css", "js": "text/javascript"}
LANGUAGES: Mapping[Language, str] = {
    Language.SIMPLIFIED: "简体",
    Language.TRADITIONAL: "繁體",
    Language.ENGLISH: "English",
}
"""How each language calls itself."""

_TEMPLATES = Environment(
    loader=PackageLoader("bot.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(
    template: str,
    language: Language,
    status: int = 200,
    headers: Mapping[str, str] = HEADERS,
    **values: object,
) -> web.Response:
    """A page in a language, never kept on its way."""
    text = _TEMPLATES.get_template(template).render(
        language=language.value, languages=LANGUAGES, **values
    )
    return web.Response(status=status, text=text, content_type="text/html", headers=headers)


def language_asked(request: web.Request, otherwise: Language) -> Language:
    """The language of `?lang=`; for none, or one that nobody reads here, the other."""
    try:
        return Language(request.query.get("lang", ""))
    except ValueError:
        return otherwise


async def part_of_pages(request: web.Request) -> web.Response:
    """A style sheet or script of the pages."""
    name = request.match_info["name"]
    file = files("bot.pages").joinpath("style", name)
    known = FILES.fullmatch(name)
    if known is None or not file.is_file():
        raise BadRequest(404, f"there is no {request.path}")
    content_type = CONTENT_TYPES[known["ending"]]
    return web.Response(body=file.read_bytes(), content_type=content_type, headers=FILE_HEADERS)


def routes() -> list[web.RouteDef]:
    """What all pages need."""
    return [web.get("/pages/{name}", part_of_pages)]
