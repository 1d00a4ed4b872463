"""Comments, the queue that reads them first, themes with answers, yearly reports.

A migration imports nothing of ours: tables are written out as they are at this point. Changes of shape and changes of
data are separate migrations; a column is removed two releases after the code stopped using it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0301'
down_revision = '0410'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('comment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reference', sa.String(length=12), nullable=False),
    sa.Column('speaker', sa.String(length=20), nullable=False),
    sa.Column('about', sa.String(length=20), nullable=False),
    sa.Column('page', sa.String(length=200), nullable=False),
    sa.Column('wish', sa.String(length=10), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('reason', sa.String(length=30), nullable=True),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.CheckConstraint("state IN ('awaiting', 'published', 'private', 'urgent', 'counted')", name=op.f('ck_comment_state_known')),
    sa.CheckConstraint("wish IN ('count', 'staff', 'publish')", name=op.f('ck_comment_wish_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment')),
    sa.UniqueConstraint('reference', name=op.f('uq_comment_reference'))
    )
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_comment_received_on'), ['received_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_comment_state'), ['state'], unique=False)

    op.create_table('moderation_preference',
    sa.Column('account_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('avoid', sa.JSON(), nullable=False),
    sa.Column('daily_cap', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_moderation_preference'))
    )
    op.create_table('queue_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('lane', sa.String(length=12), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('put_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.Column('public_words', sa.Text(), nullable=True),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('said_by', sa.Text(), nullable=False),
    sa.Column('young', sa.Boolean(), nullable=False),
    sa.Column('topics', sa.JSON(), nullable=False),
    sa.Column('facets', sa.Integer(), nullable=False),
    sa.Column('writer_mark', sa.Text(), nullable=False),
    sa.Column('not_for', sa.JSON(), nullable=False),
    sa.Column('claimed_by', sa.Integer(), nullable=True),
    sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('first', sa.Integer(), nullable=True),
    sa.Column('proposed', sa.String(length=12), nullable=True),
    sa.Column('proposed_reason', sa.String(length=30), nullable=True),
    sa.Column('spans', sa.JSON(), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('destroyed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("lane IN ('volunteers', 'staff')", name=op.f('ck_queue_entry_lane_known')),
    sa.CheckConstraint("state = 'published' OR public_words IS NULL", name=op.f('ck_queue_entry_held_by_default')),
    sa.CheckConstraint("state IN ('waiting', 'second', 'published', 'private', 'urgent')", name=op.f('ck_queue_entry_state_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_queue_entry')),
    sa.UniqueConstraint('kind', 'key', name=op.f('uq_queue_entry_kind'))
    )
    with op.batch_alter_table('queue_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_queue_entry_lane'), ['lane'], unique=False)
        batch_op.create_index(batch_op.f('ix_queue_entry_state'), ['state'], unique=False)

    op.create_table('theme',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('said', sa.Text(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('action', sa.Text(), nullable=False),
    sa.Column('owner', sa.Text(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('promise', sa.String(length=10), nullable=False),
    sa.Column('is_live', sa.Boolean(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("promise IN ('said', 'heard', 'doing', 'done', 'checked')", name=op.f('ck_theme_promise_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_theme')),
    sa.UniqueConstraint('slug', name=op.f('uq_theme_slug'))
    )
    op.create_table('year_report',
    sa.Column('year', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('published_on', sa.Date(), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('year', name=op.f('pk_year_report'))
    )
    op.create_table('concern',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('raised_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('raised_by', sa.Integer(), nullable=False),
    sa.Column('acknowledged_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('acknowledged_by', sa.Integer(), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['entry_id'], ['queue_entry.id'], name=op.f('fk_concern_entry_id_queue_entry')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_concern'))
    )
    with op.batch_alter_table('concern', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_concern_entry_id'), ['entry_id'], unique=False)

    op.create_table('decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('act', sa.String(length=12), nullable=False),
    sa.Column('before', sa.String(length=12), nullable=False),
    sa.Column('after', sa.String(length=12), nullable=False),
    sa.Column('reason', sa.String(length=30), nullable=True),
    sa.Column('taken_out', sa.Integer(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('by', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['queue_entry.id'], name=op.f('fk_decision_entry_id_queue_entry')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision'))
    )
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_by'), ['by'], unique=False)
        batch_op.create_index(batch_op.f('ix_decision_entry_id'), ['entry_id'], unique=False)

    op.create_table('promise_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('theme_id', sa.Integer(), nullable=False),
    sa.Column('promise', sa.String(length=10), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['theme_id'], ['theme.id'], name=op.f('fk_promise_step_theme_id_theme')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_promise_step'))
    )
    with op.batch_alter_table('promise_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_promise_step_theme_id'), ['theme_id'], unique=False)

    op.create_table('published_comment',
    sa.Column('comment_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('speaker', sa.String(length=20), nullable=False),
    sa.Column('about', sa.String(length=20), nullable=False),
    sa.Column('page', sa.String(length=200), nullable=False),
    sa.Column('taken_out', sa.Integer(), nullable=False),
    sa.Column('published_on', sa.Date(), nullable=False),
    sa.Column('theme_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_published_comment_comment_id_comment')),
    sa.ForeignKeyConstraint(['theme_id'], ['theme.id'], name=op.f('fk_published_comment_theme_id_theme')),
    sa.PrimaryKeyConstraint('comment_id', name=op.f('pk_published_comment'))
    )
    with op.batch_alter_table('published_comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_published_comment_theme_id'), ['theme_id'], unique=False)




def downgrade() -> None:

    with op.batch_alter_table('published_comment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_published_comment_theme_id'))

    op.drop_table('published_comment')
    with op.batch_alter_table('promise_step', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_promise_step_theme_id'))

    op.drop_table('promise_step')
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_entry_id'))
        batch_op.drop_index(batch_op.f('ix_decision_by'))

    op.drop_table('decision')
    with op.batch_alter_table('concern', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_concern_entry_id'))

    op.drop_table('concern')
    op.drop_table('year_report')
    op.drop_table('theme')
    with op.batch_alter_table('queue_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_queue_entry_state'))
        batch_op.drop_index(batch_op.f('ix_queue_entry_lane'))

    op.drop_table('queue_entry')
    op.drop_table('moderation_preference')
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_comment_state'))
        batch_op.drop_index(batch_op.f('ix_comment_received_on'))

    op.drop_table('comment')
