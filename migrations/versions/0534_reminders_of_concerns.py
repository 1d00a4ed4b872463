"""letters that went out because nobody had an urgent comment yet

A migration imports nothing of ours: tables are written out as they are at this point. Changes of shape and changes of
data are separate migrations; a column is removed two releases after the code stopped using it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0534'
down_revision = '0411'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('concern_reminder',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('concern_id', sa.Integer(), nullable=False),
    sa.Column('told', sa.String(length=16), nullable=False),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("told IN ('leads', 'administrators')", name=op.f('ck_concern_reminder_told_known')),
    sa.CheckConstraint('turn >= 1', name=op.f('ck_concern_reminder_turn_counts')),
    sa.ForeignKeyConstraint(['concern_id'], ['concern.id'], name=op.f('fk_concern_reminder_concern_id_concern')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_concern_reminder')),
    sa.UniqueConstraint('concern_id', 'told', 'turn', name=op.f('uq_concern_reminder_concern_id'))
    )


def downgrade() -> None:
    op.drop_table('concern_reminder')
