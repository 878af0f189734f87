"""Forms are taken from our own pages alone (F50): the browser says where a request comes from."""

from urllib.parse import urlsplit

from aiohttp import web

SAFE_METHODS = frozenset({"GET", "HEAD"})


def is_from_us(request: web.Request, public_base_url: str) -> bool:
    """Whether a request that changes something comes from a page of this very address.

    Every browser of today sends Sec-Fetch-Site; for an older one its Origin must be ours.
    """
    if request.method in SAFE_METHODS:
        return True
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    known = {request.host, urlsplit(public_base_url).netloc}
    return urlsplit(origin).netloc in known and urlsplit(origin).scheme in {"http", "https"}
