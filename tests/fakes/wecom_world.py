"""WeCom's side of a callback, made without any code of ours: always encrypted, for one company."""

from dataclasses import dataclass

from tests.fakes import wechat_world
from tests.fakes.wechat_world import cdata

Post = tuple[dict[str, str], bytes]


@dataclass(frozen=True)
class WeComWorld:
    """A company whose staff write to our app."""

    corp_id: str = "ww1234567890abcdef"
    agent_id: int = 1000002
    token: str = "callback-token-of-the-tests"
    encoding_aes_key: str = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"

    def url_check(self, echo: str, timestamp: str, nonce: str) -> dict[str, str]:
        """The query with which WeCom tries out our address; it wants to read `echo` in answer."""
        secret = wechat_world.encrypt(self.encoding_aes_key, self.corp_id, echo.encode())
        return {
            "msg_signature": wechat_world.sign(self.token, timestamp, nonce, secret),
            "timestamp": timestamp,
            "nonce": nonce,
            "echostr": secret,
        }

    def post(self, xml: str | bytes, timestamp: str, nonce: str) -> Post:
        """The query and the body of a callback; WeCom signs the encrypted part only."""
        message = xml.encode() if isinstance(xml, str) else xml
        secret = wechat_world.encrypt(self.encoding_aes_key, self.corp_id, message)
        query = {
            "msg_signature": wechat_world.sign(self.token, timestamp, nonce, secret),
            "timestamp": timestamp,
            "nonce": nonce,
        }
        inner = (
            f"<ToUserName>{cdata(self.corp_id)}</ToUserName>"
            f"<AgentID>{cdata(str(self.agent_id))}</AgentID><Encrypt>{cdata(secret)}</Encrypt>"
        )
        return query, f"<xml>{inner}</xml>".encode()

    def text(self, userid: str, content: str, created: int, message_id: str) -> str:
        extra = f"<Content>{cdata(content)}</Content><MsgId>{message_id}</MsgId>"
        return self._message("text", userid, created, extra)

    def image(self, userid: str, media_id: str, created: int, message_id: str) -> str:
        extra = f"<MediaId>{cdata(media_id)}</MediaId><MsgId>{message_id}</MsgId>"
        return self._message("image", userid, created, extra)

    def event(self, userid: str, event: str, created: int, *, key: str = "", more: str = "") -> str:
        extra = f"<Event>{cdata(event)}</Event><EventKey>{cdata(key)}</EventKey>{more}"
        return self._message("event", userid, created, extra)

    def press(
        self, userid: str, card: str, button: str, created: int, *, response_code: str = "code-1"
    ) -> str:
        """A button of a card, pressed by one of those who got it."""
        more = (
            f"<TaskId>{cdata(card)}</TaskId>"
            "<CardType><![CDATA[button_interaction]]></CardType>"
            f"<ResponseCode>{cdata(response_code)}</ResponseCode>"
            "<SelectedItems><SelectedItem><QuestionKey><![CDATA[q]]></QuestionKey>"
            "<OptionIds><OptionId><![CDATA[o]]></OptionId></OptionIds></SelectedItem>"
            "</SelectedItems>"
        )
        return self.event(userid, "template_card_event", created, key=button, more=more)

    def _message(self, kind: str, userid: str, created: int, extra: str) -> str:
        agent = f"<AgentID>{self.agent_id}</AgentID>"
        return wechat_world.message_xml(kind, userid, created, extra + agent, self.corp_id)
