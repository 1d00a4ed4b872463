"""Third-party extensions, unbound. Imports nothing of ours, so every room may import it."""

from datetime import datetime
from typing import TYPE_CHECKING

from flask_babel import Babel
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import DateTime, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, registry


class Base(DeclarativeBase):
    """Declarative base: words are text without a limit, moments carry their zone, constraints have names."""

    registry = registry(type_annotation_map={str: Text(), datetime: DateTime(timezone=True)})
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)
migrate = Migrate()
csrf = CSRFProtect()
babel = Babel()

# mypy cannot see through db.Model, which Flask-SQLAlchemy builds when the program runs.
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model
