"""The first tables: documents and revisions, the map, the directory, waits, resources, pages.

A migration imports nothing of ours: tables are written out as they are at this point. Changes of shape and changes of
data are separate migrations; a column is removed two releases after the code stopped using it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('content_revision',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_content_revision_one_row')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_content_revision'))
    )
    op.execute("INSERT INTO content_revision (id, number) VALUES (1, 1)")
    op.create_table('journey_pathway',
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('short', sa.Text(), nullable=False),
    sa.Column('for_who', sa.Text(), nullable=True),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.Column('stroke', sa.Text(), nullable=False),
    sa.Column('stages', sa.JSON(), nullable=False),
    sa.Column('area_note', sa.Text(), nullable=True),
    sa.Column('owner', sa.Text(), nullable=True),
    sa.Column('coproduced_with', sa.Text(), nullable=True),
    sa.Column('reviewed_on', sa.Date(), nullable=True),
    sa.Column('review_due', sa.Date(), nullable=True),
    sa.Column('checking', sa.Text(), nullable=True),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('is_live', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.CheckConstraint("stroke IN ('solid', 'double')", name=op.f('ck_journey_pathway_stroke_known')),
    sa.CheckConstraint('line BETWEEN 1 AND 7', name=op.f('ck_journey_pathway_line_known')),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_journey_pathway')),
    sa.UniqueConstraint('code', name=op.f('uq_journey_pathway_code'))
    )
    with op.batch_alter_table('journey_pathway', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_journey_pathway_is_live'), ['is_live'], unique=False)

    op.create_table('resource',
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('topic', sa.Text(), nullable=False),
    sa.Column('lists', sa.JSON(), nullable=False),
    sa.Column('pathways', sa.JSON(), nullable=False),
    sa.Column('for_whom', sa.Text(), nullable=True),
    sa.Column('ages', sa.JSON(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('time_needed', sa.Text(), nullable=True),
    sa.Column('today', sa.JSON(), nullable=False),
    sa.Column('this_week', sa.JSON(), nullable=False),
    sa.Column('get_help_if', sa.Text(), nullable=True),
    sa.Column('services', sa.JSON(), nullable=False),
    sa.Column('source', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('confidence', sa.Text(), nullable=True),
    sa.Column('intro', sa.Text(), nullable=True),
    sa.Column('reviewed_on', sa.Date(), nullable=True),
    sa.Column('review_due', sa.Date(), nullable=True),
    sa.Column('checking', sa.Text(), nullable=True),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('is_live', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.CheckConstraint('minutes IS NULL OR minutes > 0', name=op.f('ck_resource_takes_time')),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_resource'))
    )
    with op.batch_alter_table('resource', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_resource_is_live'), ['is_live'], unique=False)

    op.create_table('revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('origin', sa.String(length=10), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.CheckConstraint("origin IN ('file', 'person')", name=op.f('ck_revision_origin_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revision')),
    sa.UniqueConstraint('kind', 'key', 'number', name=op.f('uq_revision_kind'))
    )
    op.create_table('service',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('organisation', sa.Text(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('ages', sa.JSON(), nullable=False),
    sa.Column('needs', sa.JSON(), nullable=False),
    sa.Column('topics', sa.JSON(), nullable=False),
    sa.Column('scope', sa.Text(), nullable=False),
    sa.Column('districts', sa.JSON(), nullable=False),
    sa.Column('cost', sa.Text(), nullable=False),
    sa.Column('access', sa.JSON(), nullable=False),
    sa.Column('contact', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('opening', sa.Text(), nullable=True),
    sa.Column('waiting_time', sa.Text(), nullable=True),
    sa.Column('accessibility', sa.Text(), nullable=True),
    sa.Column('schedule_2', sa.JSON(), nullable=False),
    sa.Column('source', sa.JSON(), nullable=False),
    sa.Column('further_sources', sa.JSON(), nullable=False),
    sa.Column('confidence', sa.Text(), nullable=False),
    sa.Column('reviewed_on', sa.Date(), nullable=True),
    sa.Column('review_due', sa.Date(), nullable=True),
    sa.Column('checking', sa.Text(), nullable=True),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('is_live', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.CheckConstraint("confidence IN ('high', 'medium', 'low')", name=op.f('ck_service_confidence_known')),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_service'))
    )
    with op.batch_alter_table('service', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_service_is_live'), ['is_live'], unique=False)

    op.create_table('wait_series',
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('short', sa.Text(), nullable=False),
    sa.Column('definition', sa.Text(), nullable=False),
    sa.Column('featured', sa.Integer(), nullable=True),
    sa.Column('topic', sa.Text(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('measure', sa.Text(), nullable=False),
    sa.Column('direction', sa.Text(), nullable=False),
    sa.Column('rule', sa.Text(), nullable=True),
    sa.Column('services', sa.JSON(), nullable=False),
    sa.Column('notes', sa.JSON(), nullable=False),
    sa.Column('points', sa.JSON(), nullable=False),
    sa.Column('reviewed_on', sa.Date(), nullable=True),
    sa.Column('review_due', sa.Date(), nullable=True),
    sa.Column('checking', sa.Text(), nullable=True),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('is_live', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.CheckConstraint("direction IN ('lower', 'higher', 'context')", name=op.f('ck_wait_series_direction_known')),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_wait_series'))
    )
    with op.batch_alter_table('wait_series', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_wait_series_is_live'), ['is_live'], unique=False)

    op.create_table('words_page',
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('reviewed_on', sa.Date(), nullable=True),
    sa.Column('review_due', sa.Date(), nullable=True),
    sa.Column('checking', sa.Text(), nullable=True),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('is_live', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_words_page'))
    )
    with op.batch_alter_table('words_page', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_words_page_is_live'), ['is_live'], unique=False)

    op.create_table('document',
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('file_path', sa.String(length=300), nullable=False),
    sa.Column('file_digest', sa.String(length=64), nullable=True),
    sa.Column('live_id', sa.Integer(), nullable=False),
    sa.Column('incoming_id', sa.Integer(), nullable=True),
    sa.Column('incoming_removal', sa.Boolean(), nullable=False),
    sa.CheckConstraint("state IN ('live', 'held', 'withdrawn')", name=op.f('ck_document_state_known')),
    sa.ForeignKeyConstraint(['incoming_id'], ['revision.id'], name=op.f('fk_document_incoming_id_revision')),
    sa.ForeignKeyConstraint(['live_id'], ['revision.id'], name=op.f('fk_document_live_id_revision')),
    sa.PrimaryKeyConstraint('kind', 'key', name=op.f('pk_document'))
    )
    op.create_table('journey_step',
    sa.Column('slug', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('pathway', sa.String(length=120), nullable=False),
    sa.Column('stages', sa.JSON(), nullable=False),
    sa.Column('level', sa.Text(), nullable=False),
    sa.Column('who', sa.JSON(), nullable=False),
    sa.Column('do', sa.JSON(), nullable=False),
    sa.Column('how_long', sa.JSON(), nullable=False),
    sa.Column('resources', sa.JSON(), nullable=False),
    sa.Column('rights', sa.JSON(), nullable=False),
    sa.Column('services', sa.JSON(), nullable=False),
    sa.Column('next', sa.JSON(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('reviewed_on', sa.Date(), nullable=True),
    sa.Column('review_due', sa.Date(), nullable=True),
    sa.Column('checking', sa.Text(), nullable=True),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('is_live', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['pathway'], ['journey_pathway.key'], name=op.f('fk_journey_step_pathway_journey_pathway')),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_journey_step')),
    sa.UniqueConstraint('pathway', 'slug', name=op.f('uq_journey_step_pathway'))
    )
    with op.batch_alter_table('journey_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_journey_step_is_live'), ['is_live'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('journey_step', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_journey_step_is_live'))

    op.drop_table('journey_step')
    op.drop_table('document')
    with op.batch_alter_table('words_page', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_words_page_is_live'))

    op.drop_table('words_page')
    with op.batch_alter_table('wait_series', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_wait_series_is_live'))

    op.drop_table('wait_series')
    with op.batch_alter_table('service', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_service_is_live'))

    op.drop_table('service')
    op.drop_table('revision')
    with op.batch_alter_table('resource', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_resource_is_live'))

    op.drop_table('resource')
    with op.batch_alter_table('journey_pathway', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_journey_pathway_is_live'))

    op.drop_table('journey_pathway')
    op.drop_table('content_revision')
