"""WeChat's side of a callback, from its documentation: signs and encrypts what it posts to us.

It shares no code with the house, and none with wechatpy.
"""

import base64
import hashlib
import re
import secrets
from urllib.parse import quote
from xml.etree import ElementTree as ET

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 32


def sign(*parts: str) -> str:
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()  # noqa: S324  # WeChat's rule


def aes_cipher(encoding_aes_key: str) -> Cipher[modes.CBC]:
    key = base64.b64decode(encoding_aes_key + "=")
    return Cipher(algorithms.AES(key), modes.CBC(key[:16]))


def encrypt_raw(encoding_aes_key: str, padded: bytes) -> str:
    """Encrypt bytes whose padding is already there, right or wrong."""
    encryptor = aes_cipher(encoding_aes_key).encryptor()
    return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()


def pad(content: bytes) -> bytes:
    count = BLOCK - len(content) % BLOCK
    return content + bytes([count]) * count


def encrypt(encoding_aes_key: str, receive_id: str, message: bytes, salt: bytes = b"") -> str:
    salt = salt or secrets.token_bytes(16)
    content = salt + len(message).to_bytes(4, "big") + message + receive_id.encode()
    return encrypt_raw(encoding_aes_key, pad(content))


def decrypt(encoding_aes_key: str, secret: str) -> tuple[bytes, str]:
    """The message and the id that it is for."""
    decryptor = aes_cipher(encoding_aes_key).decryptor()
    padded = decryptor.update(base64.b64decode(secret)) + decryptor.finalize()
    content = padded[: -padded[-1]]
    length = int.from_bytes(content[16:20], "big")
    return content[20 : 20 + length], content[20 + length :].decode()


def signed_post(
    token: str,
    aes_key: str,
    app_id: str,
    xml: str | bytes,
    timestamp: str,
    nonce: str,
) -> tuple[dict[str, str], bytes]:
    """The query and the body of a push in safe mode."""
    message = xml.encode() if isinstance(xml, str) else xml
    secret = encrypt(aes_key, app_id, message)
    return envelope(token, secret, timestamp, nonce)


def envelope(token: str, secret: str, timestamp: str, nonce: str) -> tuple[dict[str, str], bytes]:
    """A rightly signed push round any text that stands where the encrypted part belongs."""
    query = {
        "signature": sign(token, timestamp, nonce),
        "timestamp": timestamp,
        "nonce": nonce,
        "openid": "o_resident_1",
        "encrypt_type": "aes",
        "msg_signature": sign(token, timestamp, nonce, secret),
    }
    inner = f"<ToUserName>{cdata('gh_estate')}</ToUserName><Encrypt>{cdata(secret)}</Encrypt>"
    return query, f"<xml>{inner}</xml>".encode()


def plain_query(token: str, timestamp: str, nonce: str) -> dict[str, str]:
    """The query of a push in the clear, or of the first half of a URL check."""
    return {
        "signature": sign(token, timestamp, nonce),
        "timestamp": timestamp,
        "nonce": nonce,
    }


def open_reply(token: str, aes_key: str, app_id: str, body: bytes) -> str:
    """The XML inside an encrypted answer, checked as WeChat would."""
    outer = fields_of(body.decode())
    right = sign(token, outer["TimeStamp"], outer["Nonce"], outer["Encrypt"])
    if outer["MsgSignature"] != right:
        raise AssertionError("the answer is wrongly signed")
    message, receive_id = decrypt(aes_key, outer["Encrypt"])
    if receive_id != app_id:
        raise AssertionError(f"the answer is for {receive_id!r}")
    return message.decode()


def fields_of(xml: str) -> dict[str, str]:
    """The children of the root of one flat document, as WeChat's parser reads them."""
    return {child.tag: child.text or "" for child in ET.fromstring(xml)}  # noqa: S314  # our own


def cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def message_xml(kind: str, sender: str, created: int, extra: str, account: str) -> str:
    return (
        f"<xml><ToUserName>{cdata(account)}</ToUserName>"
        f"<FromUserName>{cdata(sender)}</FromUserName>"
        f"<CreateTime>{created}</CreateTime><MsgType>{cdata(kind)}</MsgType>{extra}</xml>"
    )


def text_xml(
    sender: str,
    content: str,
    created: int,
    message_id: str,
    *,
    tapped: str = "",
    account: str = "gh_estate",
) -> str:
    menu = f"<bizmsgmenuid>{cdata(tapped)}</bizmsgmenuid>" if tapped else ""
    extra = f"<Content>{cdata(content)}</Content><MsgId>{message_id}</MsgId>{menu}"
    return message_xml("text", sender, created, extra, account)


def image_xml(
    sender: str, media_id: str, created: int, message_id: str, *, account: str = "gh_estate"
) -> str:
    extra = (
        f"<PicUrl>{cdata('http://mmbiz.qpic.cn/picture/0')}</PicUrl>"
        f"<MediaId>{cdata(media_id)}</MediaId><MsgId>{message_id}</MsgId>"
    )
    return message_xml("image", sender, created, extra, account)


def voice_xml(
    sender: str, media_id: str, created: int, message_id: str, *, account: str = "gh_estate"
) -> str:
    extra = (
        f"<MediaId>{cdata(media_id)}</MediaId><Format>{cdata('amr')}</Format>"
        f"<MsgId>{message_id}</MsgId><Recognition>{cdata('')}</Recognition>"
    )
    return message_xml("voice", sender, created, extra, account)


def event_xml(
    sender: str, event: str, created: int, *, key: str = "", account: str = "gh_estate"
) -> str:
    extra = f"<Event>{cdata(event)}</Event><EventKey>{cdata(key)}</EventKey>"
    return message_xml("event", sender, created, extra, account)


def quoted(token: str) -> str:
    """A token as it stands in an address, and as an older client gives it back."""
    return quote(token, safe="")


MENU_LINK = re.compile(
    r'<a href="weixin://bizmsgmenu\?msgmenucontent=(?P<content>[^&"]*)&msgmenuid=(?P<id>[^"]*)">'
    r"(?P<shown>[^<]*)</a>"
)
"""How WeChat's clients find a tappable answer in a text."""
