"""A text message carries no photos: its receipt says where they can be added (R30)."""

from secrets import token_urlsafe

from bot.channels.sms_numbers import is_mainland
from bot.desk import Desk
from flows.wording.say import say
from storage.cases import Case
from storage.database import public_url_of
from storage.residents import SMS
from storage.upload_links import make_link
from storage.upload_offers import text_upload_link

TOKEN_BYTES = 24


def offer_upload(desk: Desk, case: Case) -> None:
    """Say the link to whoever writes by SMS; in the mainland only an approved text may hold one."""
    person, public_url = desk.person, public_url_of(desk.person.session)
    if person.identity.channel != SMS or not public_url:
        return
    if is_mainland(person.phone):
        text_upload_link(person.session, case, person.phone, person.now)
        return
    token = token_urlsafe(TOKEN_BYTES)
    make_link(person.session, case, token, person.policy, person.now)
    url = f"{public_url}/f/{token}"
    desk.say(say("report.upload", hours=person.policy.uploads.link_hours, url=url))
