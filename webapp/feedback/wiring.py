"""What have your say plugs in."""

from flask import Flask
from flask_babel import gettext

from ..accounts import home
from ..accounts.roles import Permission
from ..engine import events, subjects
from ..moderation.events import CommentOffered, DecisionMade
from ..ui import context, navigation
from . import cards, manage, reactions, routes


def wire(app: Flask) -> None:
    """Pages, menu entries, the line on every page, what decisions do, what waits."""
    app.register_blueprint(routes.bp)
    app.register_blueprint(manage.bp)
    context.provide(app, "feedback_url", routes.link_for_this_page)
    navigation.add(app, "feedback.have_your_say", lambda: gettext("Have your say"), order=80)
    navigation.add(app, "feedback.you_said", lambda: gettext("You said, we did"), order=68, place="more")
    navigation.add(app, "feedback_manage.answers", lambda: gettext("Answers"), order=20, place="manage")
    subjects.provide_cards(cards.ANSWER, cards.answer_cards, on_pages=cards.answer_keys)
    home.provide(Permission.RESPOND, cards.for_responders)
    events.subscribe(DecisionMade, reactions.on_decision)
    events.subscribe(CommentOffered, reactions.on_offer)
