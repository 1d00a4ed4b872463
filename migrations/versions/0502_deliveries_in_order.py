"""the next deliveries come straight from the index

A migration imports nothing of ours: tables are written out as they are at this point. Changes of shape and changes of
data are separate migrations; a column is removed two releases after the code stopped using it.
"""

from alembic import op

revision = '0502'
down_revision = '0103'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index('ix_delivery_due', table_name='delivery')
    op.create_index('ix_delivery_due', 'delivery', ['issue_id', 'state', 'next_at', 'id'])


def downgrade() -> None:
    op.drop_index('ix_delivery_due', table_name='delivery')
    op.create_index('ix_delivery_due', 'delivery', ['issue_id', 'state', 'next_at'])
