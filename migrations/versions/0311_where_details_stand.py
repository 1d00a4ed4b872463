"""Where likely personal details stand in words that wait: kind and place, never the words.

A migration imports nothing of ours: tables are written out as they are at this point. Changes of shape and changes of
data are separate migrations; a column is removed two releases after the code stopped using it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0311'
down_revision = '0310'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('queue_entry', schema=None) as batch_op:
        batch_op.add_column(sa.Column('finds', sa.JSON(), nullable=False, server_default='[]'))
    with op.batch_alter_table('queue_entry', schema=None) as batch_op:
        batch_op.alter_column('finds', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('queue_entry', schema=None) as batch_op:
        batch_op.drop_column('finds')
