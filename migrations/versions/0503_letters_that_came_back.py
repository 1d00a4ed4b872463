"""letters that came back, one reminder

A migration imports nothing of ours: tables are written out as they are at this point. Changes of shape and changes of
data are separate migrations; a column is removed two releases after the code stopped using it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0503'
down_revision = '0502'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('delivery') as batch_op:
        batch_op.add_column(sa.Column('came_back', sa.String(length=10), nullable=False, server_default=''))
    with op.batch_alter_table('subscriber') as batch_op:
        batch_op.add_column(sa.Column('bounced_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('subscriber') as batch_op:
        batch_op.drop_column('reminded_at')
        batch_op.drop_column('bounced_at')
    with op.batch_alter_table('delivery') as batch_op:
        batch_op.drop_column('came_back')
