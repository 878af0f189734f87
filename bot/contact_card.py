"""联系方式: how the service office is reached, when, and whom else one can turn to (R27)."""

from bot.emergencies import whom_to_call
from bot.person import Person
from flows.wording.say import Say, house_line, plain, say


def contact_card(person: Person) -> Say:
    """The card of the person's estate; what the policy leaves empty is left out."""
    card = person.policy.contact_card
    lines = [say("contacts.here")]
    if card.phone:
        lines.append(say("contacts.phone", phone=card.phone))
    if card.hours:
        lines.append(say("contacts.hours", hours=house_line(card.hours)))
    if card.wechat_account:
        lines.append(say("contacts.wechat", account=plain(card.wechat_account)))
    lines.append(say("contacts.emergency", call=whom_to_call(person)))
    outside = person.policy.review.contacts
    if outside:
        contacts = tuple(house_line(one) for one in outside)
        lines.append(say("contacts.outside", contacts=say("lines", lines=contacts)))
    return say("lines", lines=tuple(lines))
