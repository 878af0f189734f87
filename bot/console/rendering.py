"""How a page of the console is put together: templates that escape, words, and strict headers."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType
from zoneinfo import ZoneInfo

from aiohttp import web
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined

from bot.channels import BadRequest
from bot.console.words import NAMES, words_in
from flows.rules.vocabulary import Language
from flows.wording.catalogue import render, sentences, shown
from flows.wording.mistake import mistake_in
from flows.wording.say import Say, say

HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": (
            "default-src 'self'; img-src 'self' data:; object-src 'none'; form-action 'self'; "
            "base-uri 'none'; frame-ancestors 'none'"
        ),
        "Cache-Control": "no-store",
        "Referrer-Policy": "same-origin",
        "Strict-Transport-Security": "max-age=31536000",
        "X-Content-Type-Options": "nosniff",
    }
)
"""Pictures within style sheets (data:) are the marks of boxes to tick."""
FILE_HEADERS = {"Cache-Control": "public, max-age=3600", "X-Content-Type-Options": "nosniff"}
FILES = re.compile(r"[a-z_]{1,30}(\.min)?\.(?P<ending>css|js|svg)")
CONTENT_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
FOLDERS = (("bot.console", "style"), ("bot.console", "vendor"), ("bot.simulator", "vendor"))

Values = Mapping[str, object]

ELSEWHERE = PrefixLoader(
    {"reports": PackageLoader("bot.reports"), "pages": PackageLoader("bot.pages")}
)
"""What pages of the console show as it stands in reports, and on the pages of residents."""

_TEMPLATES = Environment(
    loader=ChoiceLoader([PackageLoader("bot.console"), ELSEWHERE]),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def rendered(template: str, language: Language, zone: ZoneInfo, values: Values) -> str:
    """A template in a language; times are shown in the estate's zone.

    In it, `t(key, …)` says words of the console, `house(sentence)` words of the house, `word(x)`
    the name of a member of an enum, `time(moment)` a moment or a day, and `mistake(reason)` what is
    wrong with a file.
    """
    return _TEMPLATES.get_template(template).render(
        t=words_in(language),
        word=_namer(language, zone),
        house=lambda sentence: render(sentence, language, zone),
        time=_teller(language, zone),
        mistake=lambda reason: mistake_in(reason, language),
        language=language.value,
        languages=NAMES,
        **values,
    )


def _namer(language: Language, zone: ZoneInfo) -> Callable[[StrEnum | None], str]:
    """What names a word of the house; a dash for none, the word itself where it has no name."""

    def name(word: StrEnum | None) -> str:
        if word is None:
            return "—"
        said = say(f"{type(word).__name__}.{word.value}")
        is_known = said.key in sentences(language)
        return render(said, language, zone) if is_known else word.value

    return name


def _teller(language: Language, zone: ZoneInfo) -> Callable[[datetime | Say | None], str]:
    def tell(moment: datetime | Say | None) -> str:
        return "—" if moment is None else shown(moment, language, zone)

    return tell


async def file_of_console(request: web.Request) -> web.Response:
    """A style sheet, script or picture of the console's own, or one that came with it."""
    name = request.match_info["name"]
    known = FILES.fullmatch(name)
    for package, folder in FOLDERS:
        file = files(package).joinpath(folder, name)
        if known is not None and file.is_file():
            content_type = CONTENT_TYPES[known["ending"]]
            return web.Response(
                body=file.read_bytes(), content_type=content_type, headers=FILE_HEADERS
            )
    raise BadRequest(404, f"there is no {request.path}")
