"""A provider that takes every letter at once and remembers none."""

import sys

from aiohttp import web

TAKEN = b'{"errcode":0,"errmsg":"ok","msgid":1}'


async def take(request: web.Request) -> web.Response:
    """Take it."""
    await request.read()
    return web.Response(body=TAKEN, content_type="application/json")


if __name__ == "__main__":
    app = web.Application()
    app.add_routes([web.route("*", "/{rest:.*}", take)])
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
