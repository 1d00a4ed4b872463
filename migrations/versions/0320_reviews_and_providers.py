"""Reviews that are due, readings by families, providers and what they suggest; the second person as a constraint.

A migration imports nothing of ours: tables are written out as they are at this point. Changes of shape and changes of
data are separate migrations; a column is removed two releases after the code stopped using it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0320'
down_revision = '0105'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('review_reminder',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('standing', sa.String(length=12), nullable=False),
    sa.Column('to', sa.String(length=40), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_reminder')),
    sa.UniqueConstraint('kind', 'key', 'due_on', 'standing', 'to', name=op.f('uq_review_reminder_kind'))
    )
    op.create_table('review_rhythm',
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('months', sa.Integer(), nullable=False),
    sa.Column('set_by', sa.Integer(), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('months IN (1, 3, 6, 12)', name=op.f('ck_review_rhythm_months_known')),
    sa.PrimaryKeyConstraint('kind', name=op.f('pk_review_rhythm'))
    )
    op.create_table('family_review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('by_whom', sa.String(length=120), nullable=False),
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('recorded_by', sa.Integer(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('length(by_whom) >= 3', name=op.f('ck_family_review_group_named')),
    sa.ForeignKeyConstraint(['kind', 'key'], ['document.kind', 'document.key'], name=op.f('fk_family_review_kind_document')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_family_review_revision_id_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_family_review')),
    sa.UniqueConstraint('kind', 'key', 'on', name=op.f('uq_family_review_kind'))
    )
    op.create_table('provider_contact',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('added_by', sa.Integer(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("email = lower(email) AND email LIKE '%_@_%'", name=op.f('ck_provider_contact_email_normal')),
    sa.ForeignKeyConstraint(['kind', 'key'], ['document.kind', 'document.key'], name=op.f('fk_provider_contact_kind_document')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_provider_contact')),
    sa.UniqueConstraint('kind', 'key', 'email', name=op.f('uq_provider_contact_kind'))
    )
    op.create_table('listing_link',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('expires_at > made_at', name=op.f('ck_listing_link_ends')),
    sa.ForeignKeyConstraint(['contact_id'], ['provider_contact.id'], name=op.f('fk_listing_link_contact_id_provider_contact'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_listing_link'))
    )
    with op.batch_alter_table('listing_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_listing_link_contact_id'), ['contact_id'], unique=False)

    op.create_table('suggestion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=True),
    sa.Column('about_key', sa.String(length=120), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=True),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('base_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_by', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('taken', sa.JSON(), nullable=False),
    sa.CheckConstraint("(state IN ('sent', 'replaced')) = (decided_by IS NULL)", name=op.f('ck_suggestion_decided_by_a_person')),
    sa.CheckConstraint("state IN ('sent', 'published', 'drafted', 'declined', 'replaced')", name=op.f('ck_suggestion_state_known')),
    sa.CheckConstraint('(decided_by IS NULL) = (decided_at IS NULL)', name=op.f('ck_suggestion_decided_whole')),
    sa.ForeignKeyConstraint(['base_id'], ['revision.id'], name=op.f('fk_suggestion_base_id_revision')),
    sa.ForeignKeyConstraint(['contact_id'], ['provider_contact.id'], name=op.f('fk_suggestion_contact_id_provider_contact'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suggestion'))
    )
    with op.batch_alter_table('suggestion', schema=None) as batch_op:
        batch_op.create_index('ix_suggestion_one_open', ['kind', 'key', 'contact_id'], unique=True, sqlite_where=sa.text("state = 'sent' AND key IS NOT NULL"), postgresql_where=sa.text("state = 'sent' AND key IS NOT NULL"))
        batch_op.create_index(batch_op.f('ix_suggestion_state'), ['state'], unique=False)

    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.add_column(sa.Column('standing', sa.String(length=12), nullable=False, server_default='fresh'))
        batch_op.create_check_constraint('standing_known', "standing IN ('fresh', 'advised', 'required')")

    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.add_column(sa.Column('answers_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('writers', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.create_check_constraint('review_was_asked_for', "stage = 'draft' OR sent_by IS NOT NULL")
        batch_op.create_check_constraint(
            'schedule_is_whole', "stage <> 'scheduled' OR (approved_by IS NOT NULL AND publish_at IS NOT NULL)"
        )
        batch_op.create_check_constraint(
            'second_person', 'approved_by IS NULL OR (approved_by <> changed_by AND approved_by <> sent_by)'
        )
        batch_op.create_foreign_key(batch_op.f('fk_draft_answers_id_revision'), 'revision', ['answers_id'], ['id'])

    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('approved_by', sa.Integer(), nullable=True))
        batch_op.create_check_constraint(
            'second_person', "approved_by IS NULL OR made_by <> 'account:' || CAST(approved_by AS VARCHAR(20))"
        )



def downgrade() -> None:
    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.drop_constraint('second_person', type_='check')
        batch_op.drop_column('approved_by')

    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_draft_answers_id_revision'), type_='foreignkey')
        for name in ('second_person', 'schedule_is_whole', 'review_was_asked_for'):
            batch_op.drop_constraint(name, type_='check')
        batch_op.drop_column('writers')
        batch_op.drop_column('answers_id')

    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.drop_constraint('standing_known', type_='check')
        batch_op.drop_column('standing')

    with op.batch_alter_table('suggestion', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_suggestion_state'))
        batch_op.drop_index('ix_suggestion_one_open', sqlite_where=sa.text("state = 'sent' AND key IS NOT NULL"), postgresql_where=sa.text("state = 'sent' AND key IS NOT NULL"))

    op.drop_table('suggestion')
    with op.batch_alter_table('listing_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_listing_link_contact_id'))

    op.drop_table('listing_link')
    op.drop_table('provider_contact')
    op.drop_table('family_review')
    op.drop_table('review_rhythm')
    op.drop_table('review_reminder')
