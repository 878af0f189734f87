"""The measure of all: bare aiohttp with wechatpy, encrypted in and out, keeping nothing."""

import os
import sys

from aiohttp import web
from wechatpy import parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.replies import TextReply

crypto = WeChatCrypto(
    os.environ["WECHAT_TOKEN"], os.environ["WECHAT_ENCODING_AES_KEY"], os.environ["WECHAT_APP_ID"]
)


async def echo(request: web.Request) -> web.Response:
    """Open, read, say the same, seal."""
    query = request.query
    stamp = (query["msg_signature"], query["timestamp"], query["nonce"])
    opened = crypto.decrypt_message(await request.text(), *stamp)
    reply = TextReply(content="您说的是", message=parse_message(opened)).render()
    sealed = crypto.encrypt_message(reply, query["nonce"], query["timestamp"])
    return web.Response(text=sealed, content_type="application/xml")


if __name__ == "__main__":
    app = web.Application()
    app.add_routes([web.post("/wechat", echo)])
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
