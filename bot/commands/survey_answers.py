"""`huiyin campaign answers`: what many homes answered on paper, keyed in from one file."""

from pathlib import Path

from bot.commands.campaigns import campaign_named, member_named, opened
from bot.directory_import import read_file
from bot.survey_answer_files import take_answers


def take_file(number: str, file: Path, by: str) -> str:
    """Key in all rows; raises FileRefused, and then nothing has changed."""
    content = read_file(file)
    with opened() as (database, now), database.transaction() as session:
        campaign = campaign_named(session, number)
        taken = take_answers(session, campaign, content, member_named(session, by), now)
        return f"{campaign.number}: the answers of {taken} homes are keyed in"
