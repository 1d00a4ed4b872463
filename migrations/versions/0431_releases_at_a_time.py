"""releases that wait for their moment, who prepared them, earlier results question by question

A migration imports nothing of ours: tables are written out as they are at this point. Changes of shape and changes of
data are separate migrations; a column is removed two releases after the code stopped using it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0431'
down_revision = '0534'
branch_labels = None
depends_on = None

FROZEN = "what was prepared does not change"
ALONE = "a release is published after two people have signed it"
SIGNED = "(SELECT count(DISTINCT person_id) FROM measure_signature WHERE release_key = NEW.key) < 2"


def upgrade() -> None:
    op.add_column('measure_release', sa.Column('publish_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('measure_release', sa.Column('prepared_by', sa.Integer(), nullable=True))
    op.add_column('measure_release', sa.Column('prepared_by_name', sa.Text(), nullable=False, server_default=''))
    with op.batch_alter_table('measure_earlier_result') as batch_op:
        batch_op.add_column(sa.Column('question', sa.String(length=10), nullable=False, server_default=''))
        batch_op.drop_constraint('uq_measure_earlier_result_wave', type_='unique')
        batch_op.create_unique_constraint('uq_measure_earlier_result_wave', ['wave', 'measure', 'question'])
    if op.get_bind().dialect.name == 'sqlite':
        op.execute(f"""
            CREATE TRIGGER measure_release_frozen BEFORE UPDATE OF document, private, wave, number ON measure_release
            BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END
        """)
        for verb in ('INSERT', 'UPDATE'):
            op.execute(f"""
                CREATE TRIGGER measure_release_signed_{verb.lower()} BEFORE {verb} ON measure_release
                WHEN NEW.state = 'published' AND {SIGNED} BEGIN SELECT RAISE(ABORT, '{ALONE}'); END
            """)
        return
    op.execute(f"""
        CREATE FUNCTION measure_release_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{FROZEN}'; END $$
    """)
    op.execute("""
        CREATE TRIGGER measure_release_frozen BEFORE UPDATE OF document, private, wave, number ON measure_release
        FOR EACH ROW EXECUTE FUNCTION measure_release_frozen()
    """)
    op.execute(f"""
        CREATE FUNCTION measure_release_signed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF NEW.state = 'published' AND {SIGNED} THEN RAISE EXCEPTION '{ALONE}'; END IF; RETURN NEW; END $$
    """)
    op.execute("""
        CREATE TRIGGER measure_release_signed BEFORE INSERT OR UPDATE ON measure_release
        FOR EACH ROW EXECUTE FUNCTION measure_release_signed()
    """)


def downgrade() -> None:
    if op.get_bind().dialect.name == 'sqlite':
        for name in ('frozen', 'signed_insert', 'signed_update'):
            op.execute(f"DROP TRIGGER measure_release_{name}")
    else:
        for name in ('frozen', 'signed'):
            op.execute(f"DROP TRIGGER measure_release_{name} ON measure_release")
            op.execute(f"DROP FUNCTION measure_release_{name}()")
    op.execute("DELETE FROM measure_earlier_result WHERE question <> ''")
    with op.batch_alter_table('measure_earlier_result') as batch_op:
        batch_op.drop_constraint('uq_measure_earlier_result_wave', type_='unique')
        batch_op.create_unique_constraint('uq_measure_earlier_result_wave', ['wave', 'measure'])
        batch_op.drop_column('question')
    op.drop_column('measure_release', 'prepared_by_name')
    op.drop_column('measure_release', 'prepared_by')
    op.drop_column('measure_release', 'publish_at')
