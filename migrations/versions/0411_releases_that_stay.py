"""releases that the forum sees first and nobody changes

A migration imports nothing of ours: tables are written out as they are at this point. Changes of shape and changes of
data are separate migrations; a column is removed two releases after the code stopped using it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0411'
down_revision = '0120'
branch_labels = None
depends_on = None

WORDS = "a published release does not change"


def upgrade() -> None:
    op.add_column('measure_release', sa.Column('shown_on', sa.Date(), nullable=True))
    op.add_column('measure_release', sa.Column('shown_words', sa.Text(), nullable=False, server_default=''))
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
    op.drop_column('measure_release', 'shown_words')
    op.drop_column('measure_release', 'shown_on')
