"""The ranking of what residents said in a survey, and of whom they praised (R24)."""

from datetime import datetime

from sqlmodel import Session

from bot.api.asked import Asked
from bot.api.campaign_checks import campaign_asked
from bot.api.showing import Shown
from flows.forms.reading import load_form
from flows.talks.item_options import in_words as in_each_language
from storage.survey_opinions import ranked_opinions, ranked_praise
from storage.telling import STAFF_LANGUAGE, in_words


def list_opinions(session: Session, asked: Asked, now: datetime) -> Shown:
    """Opinions that are alike with the homes behind them, and the staff by their praise."""
    campaign = campaign_asked(session, asked)
    form = load_form(campaign.form_content)
    labels = {
        item.id: in_words(session, in_each_language(item.label), STAFF_LANGUAGE)
        for item in form.items
    }
    return {
        "opinions": [
            {
                "place": one.place,
                "item": one.about,
                "label": labels[one.about],
                "homes": one.homes,
                "examples": list(one.examples),
            }
            for one in ranked_opinions(session, campaign, now)
        ],
        "praise": [
            {"place": one.place, "staff": one.staff, "homes": one.homes}
            for one in ranked_praise(session, campaign, now)
        ],
    }
