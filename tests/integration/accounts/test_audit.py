import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from tests.own_site import ON_BOTH
from webapp.engine import audit
from webapp.engine.transaction import transaction
from webapp.extensions import db

READ = audit.verb("test.read", "why")


@ON_BOTH
@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET verb = 'nothing happened'", "DELETE FROM audit_entry"]
)
def test_the_database_refuses_to_change_or_remove_a_line(app, statement):
    with app.app_context():
        with transaction():
            audit.record(READ, "comment:1", by=None, detail={"why": "an appeal"})
        with pytest.raises(DatabaseError, match="only grows"), transaction():
            db.session.execute(text(statement))
        assert [line.verb for line in audit.latest()] == ["test.read"]


def test_a_line_carries_its_keys_and_no_others(app):
    with app.app_context(), transaction():
        with pytest.raises(ValueError, match="carries"):
            audit.record(READ, "comment:1", by=None)
        with pytest.raises(ValueError, match="carries"):
            audit.record(READ, "comment:1", by=None, detail={"why": "x", "words": "what the family wrote"})
