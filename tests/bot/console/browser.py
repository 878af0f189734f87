"""A clerk's browser, as far as the console sees it: cookies, forms, and where requests come from.

aiohttp's own jar keeps Secure cookies from a loopback address, which browsers do not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from http.cookies import SimpleCookie
from io import BytesIO
from urllib.parse import urlencode

from aiohttp import FormData, web
from aiohttp.test_utils import TestClient

Client = TestClient[web.Request, web.Application]
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
REDIRECT = 303
REDIRECTS_MAX = 5


@dataclass(frozen=True)
class Shown:
    """What came back: the status, the text, where to go next, and the headers."""

    status: int
    text: str
    to: str
    headers: Mapping[str, str]

    @property
    def words(self) -> str:
        """What a reader sees of it."""
        body = re.sub(r"(?s)<(script|style).*?</\1>", " ", self.text)
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body))).strip()


@dataclass
class Browser:
    """One browser; `follows` goes on to where a form leads."""

    client: Client
    cookies: dict[str, str] = field(default_factory=dict)
    user_agent: str = "Mozilla/5.0"

    async def open(self, path: str) -> Shown:
        """Type an address."""
        return await self.ask("GET", path, headers={"Sec-Fetch-Site": "none"})

    async def send(self, path: str, **fields: str) -> Shown:
        """Send a form, and see the page that it leads to."""
        return await self._follow(await self.ask("POST", path, fields, SAME_ORIGIN))

    async def send_file(self, path: str, name: str, content: bytes, **fields: str) -> Shown:
        """Send a form with a file in its field `file`."""
        form = FormData(fields, quote_fields=False, default_to_multipart=True)
        form.add_field("file", BytesIO(content), filename=name)
        return await self._follow(await self.ask("POST", path, form, SAME_ORIGIN))

    async def download(self, path: str) -> bytes:
        """A file, as it comes."""
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        async with self.client.get(path, headers={"Cookie": jar}) as response:
            return await response.read()

    async def _follow(self, shown: Shown) -> Shown:
        for _ in range(REDIRECTS_MAX):
            if shown.status != REDIRECT or not shown.to.startswith("/"):
                break
            shown = await self.ask("GET", shown.to)
        return shown

    async def ask(
        self,
        method: str,
        path: str,
        fields: Mapping[str, str] | FormData | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Shown:
        """One request; redirects are not followed."""
        is_plain = isinstance(fields, Mapping)
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if is_plain else {}
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        async with self.client.request(
            method,
            path,
            data=urlencode(fields) if isinstance(fields, Mapping) else fields,
            headers={
                "Cookie": jar,
                "User-Agent": self.user_agent,
                **kind,
                **(headers or {}),
            },
            allow_redirects=False,
        ) as response:
            for line in response.headers.getall("Set-Cookie", []):
                self._keep(SimpleCookie(line))
            text = (await response.read()).decode("utf-8", "replace")
            to = response.headers.get("Location", "")
            return Shown(response.status, text, to, dict(response.headers))

    def _keep(self, cookies: SimpleCookie) -> None:
        for name, morsel in cookies.items():
            if morsel["max-age"] == "0":
                self.cookies.pop(name, None)
            else:
                assert name.startswith("__Host-")
                assert morsel["secure"]
                assert morsel["httponly"]
                assert morsel["samesite"] == "Lax"
                assert morsel["path"] == "/"
                assert not morsel["domain"]
                self.cookies[name] = morsel.value
