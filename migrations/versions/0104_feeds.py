"""feeds

A migration imports nothing of ours: tables are written out as they are at this point. Changes of shape and changes of
data are separate migrations; a column is removed two releases after the code stopped using it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0104'
down_revision = '0311'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('feed_record',
    sa.Column('feed', sa.String(length=40), nullable=False),
    sa.Column('record_id', sa.String(length=200), nullable=False),
    sa.Column('service_key', sa.String(length=120), nullable=False),
    sa.Column('is_held', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['service_key'], ['service.key'], name=op.f('fk_feed_record_service_key_service')),
    sa.PrimaryKeyConstraint('feed', 'record_id', name=op.f('pk_feed_record')),
    sa.UniqueConstraint('service_key', name=op.f('uq_feed_record_service_key'))
    )


def downgrade() -> None:
    op.drop_table('feed_record')
