"""Which measures an answer is about, by key.

A migration imports nothing of ours: tables are written out as they are at this point. Changes of shape and changes of
data are separate migrations; a column is removed two releases after the code stopped using it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0312'
down_revision = '0401'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('theme', schema=None) as batch_op:
        batch_op.add_column(sa.Column('measures', sa.JSON(), nullable=False, server_default='[]'))
    with op.batch_alter_table('theme', schema=None) as batch_op:
        batch_op.alter_column('measures', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('theme', schema=None) as batch_op:
        batch_op.drop_column('measures')
