"""searches that found something and were asked again in other words

A migration imports nothing of ours: tables are written out as they are at this point.
"""

import sqlalchemy as sa
from alembic import op

revision = '0120'
down_revision = '0320'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('search_gap', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asked_again', sa.Integer(), nullable=False, server_default='0'))


def downgrade() -> None:
    with op.batch_alter_table('search_gap', schema=None) as batch_op:
        batch_op.drop_column('asked_again')
