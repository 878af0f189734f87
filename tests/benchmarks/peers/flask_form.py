"""The form in Flask with wechatpy and Flask-SQLAlchemy: a row a sender, a commit a message."""

import os

from flask import Flask, abort, request
from flask_sqlalchemy import SQLAlchemy
from form import MENU, OPENING, QUESTIONS, REGISTERED
from wechatpy import create_reply, parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidAppIdException, InvalidSignatureException

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{os.environ['FORM_FOLDER']}/flask.db"
db = SQLAlchemy(app)
crypto = WeChatCrypto(
    os.environ["WECHAT_TOKEN"], os.environ["WECHAT_ENCODING_AES_KEY"], os.environ["WECHAT_APP_ID"]
)


class Talk(db.Model):
    """How far somebody is."""

    id = db.Column(db.Integer, primary_key=True)
    openid = db.Column(db.String(64), unique=True)
    position = db.Column(db.Integer)
    answers = db.Column(db.JSON, default=dict)


class Repair(db.Model):
    """What was reported."""

    id = db.Column(db.Integer, primary_key=True)
    openid = db.Column(db.String(64))
    answers = db.Column(db.JSON)


with app.app_context():
    db.create_all()


@app.post("/wechat")
def wechat():
    """One message."""
    stamp = (request.args["msg_signature"], request.args["timestamp"], request.args["nonce"])
    try:
        opened = crypto.decrypt_message(request.data, *stamp)
    except (InvalidSignatureException, InvalidAppIdException):
        abort(403)
    message = parse_message(opened)
    reply = create_reply(_answer(message), message).render()
    return crypto.encrypt_message(reply, stamp[2], stamp[1])


def _answer(message):
    talk = Talk.query.filter_by(openid=message.source).first()
    if talk is None:
        talk = Talk(openid=message.source, answers={})
        db.session.add(talk)
    if talk.position is None:
        if message.content != OPENING:
            return MENU
        talk.position, talk.answers = 0, {}
        db.session.commit()
        return QUESTIONS[0][1]
    talk.answers = {**talk.answers, QUESTIONS[talk.position][0]: message.content}
    if talk.position + 1 < len(QUESTIONS):
        talk.position += 1
        db.session.commit()
        return QUESTIONS[talk.position][1]
    repair = Repair(openid=message.source, answers=talk.answers)
    db.session.add(repair)
    talk.position = None
    db.session.commit()
    return REGISTERED.format(number=repair.id)
