"""what we will do, and releases that cannot change

A migration imports nothing of ours: tables are written out as they are at this point. Changes of shape and changes of
data are separate migrations; a column is removed two releases after the code stopped using it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0411'
down_revision = '0401'
branch_labels = None
depends_on = None

WORDS = "a published release does not change"


def upgrade() -> None:
    op.add_column('measure_release', sa.Column('shown_on', sa.Date(), nullable=True))
    op.add_column('measure_release', sa.Column('shown_words', sa.Text(), nullable=False, server_default=''))
    op.create_table('measure_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('measure', sa.String(length=40), nullable=False),
    sa.Column('theme', sa.String(length=80), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_measure_answer')),
    sa.UniqueConstraint('measure', 'theme', name=op.f('uq_measure_answer_measure'))
    )
    if op.get_bind().dialect.name == 'sqlite':
        for verb in ('UPDATE', 'DELETE'):
            op.execute(f"""
                CREATE TRIGGER measure_release_kept_{verb.lower()} BEFORE {verb} ON measure_release
                WHEN OLD.state = 'published' BEGIN SELECT RAISE(ABORT, '{WORDS}'); END
            """)
        return
    op.execute(f"""
        CREATE FUNCTION measure_release_kept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{WORDS}'; END $$
    """)
    op.execute("""
        CREATE TRIGGER measure_release_kept BEFORE UPDATE OR DELETE ON measure_release
        FOR EACH ROW WHEN (OLD.state = 'published') EXECUTE FUNCTION measure_release_kept()
    """)


def downgrade() -> None:
    if op.get_bind().dialect.name == 'sqlite':
        op.execute("DROP TRIGGER measure_release_kept_update")
        op.execute("DROP TRIGGER measure_release_kept_delete")
    else:
        op.execute("DROP TRIGGER measure_release_kept ON measure_release")
        op.execute("DROP FUNCTION measure_release_kept()")
    op.drop_table('measure_answer')
    op.drop_column('measure_release', 'shown_words')
    op.drop_column('measure_release', 'shown_on')
