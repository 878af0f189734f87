"""The form in WeRoBot: its session in SQLite, its Tornado server."""

import os
import sqlite3
import sys
from pathlib import Path

import tornado.ioloop
import tornado.web
from form import MENU, OPENING, QUESTIONS, REGISTERED
from werobot import WeRoBot
from werobot.contrib.tornado import make_handler
from werobot.session.sqlitestorage import SQLiteStorage

folder = Path(sys.argv[2])
cases = sqlite3.connect(folder / "cases.db")
cases.execute(
    "CREATE TABLE IF NOT EXISTS repair (id INTEGER PRIMARY KEY, sender TEXT, answers TEXT)"
)
robot = WeRoBot(
    token=os.environ["WECHAT_TOKEN"],
    encoding_aes_key=os.environ["WECHAT_ENCODING_AES_KEY"],
    app_id=os.environ["WECHAT_APP_ID"],
    enable_session=True,
    session_storage=SQLiteStorage(filename=str(folder / "session.db")),
)


@robot.text
def answer(message, session):
    """Ask the next question; at the end, write the repair down."""
    position = session.get("position")
    if position is None:
        if message.content != OPENING:
            return MENU
        session["position"] = 0
        return QUESTIONS[0][1]
    session[QUESTIONS[position][0]] = message.content
    if position + 1 < len(QUESTIONS):
        session["position"] = position + 1
        return QUESTIONS[position + 1][1]
    found = repr([session[key] for key, _ in QUESTIONS])
    row = cases.execute(
        "INSERT INTO repair (sender, answers) VALUES (?, ?)", (message.source, found)
    )
    cases.commit()
    session.clear()
    return REGISTERED.format(number=row.lastrowid)


if __name__ == "__main__":
    tornado.web.Application([(r"/wechat", make_handler(robot))]).listen(
        int(sys.argv[1]), address="127.0.0.1"
    )
    tornado.ioloop.IOLoop.current().start()
