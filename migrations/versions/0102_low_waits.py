"""low confidence waits

A migration imports nothing of ours: tables are written out as they are at this point. Changes of shape and changes of
data are separate migrations; a column is removed two releases after the code stopped using it.
"""

from alembic import op

revision = '0102'
down_revision = '0302'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The next migration has the database refuse what the import refuses: a low-confidence listing before families.
    op.execute("UPDATE service SET is_live = FALSE WHERE confidence = 'low'")


def downgrade() -> None:
    """Nothing to take back: which of them were shown is in their documents."""
