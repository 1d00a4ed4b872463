"""visits

A migration imports nothing of ours: tables are written out as they are at this point. Changes of shape and changes of
data are separate migrations; a column is removed two releases after the code stopped using it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0105'
down_revision = '0312'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('visit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('service_key', sa.String(length=120), nullable=False),
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('has_note', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('words', sa.Text(), nullable=True),
    sa.CheckConstraint("state = 'published' OR words IS NULL", name=op.f('ck_visit_words_only_once_read')),
    sa.CheckConstraint("state IN ('waiting', 'published', 'private')", name=op.f('ck_visit_state_known')),
    sa.ForeignKeyConstraint(['service_key'], ['service.key'], name=op.f('fk_visit_service_key_service')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit'))
    )
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visit_service_key'), ['service_key'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_service_key'))

    op.drop_table('visit')
