"""words handed on, frozen questions

A migration imports nothing of ours: tables are written out as they are at this point. Changes of shape and changes of
data are separate migrations; a column is removed two releases after the code stopped using it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0401'
down_revision = '0104'
branch_labels = None
depends_on = None

# The promise made to families and to the forum: what they signed and answered cannot be changed afterwards, by nobody.
SQLITE = """
CREATE TRIGGER survey_wave_frozen BEFORE UPDATE ON survey_wave
WHEN OLD.questionnaires IS NOT NEW.questionnaires OR (OLD.state = 'closed' AND NEW.state IS NOT 'closed')
  OR (OLD.secret IS NULL AND NEW.secret IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a survey that has opened is frozen'); END
"""
POSTGRESQL = (
    """
CREATE FUNCTION survey_wave_stays() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'a survey that has opened is frozen' USING ERRCODE = 'check_violation'; END
$$ LANGUAGE plpgsql
""",
    """
CREATE TRIGGER survey_wave_frozen BEFORE UPDATE ON survey_wave FOR EACH ROW
WHEN (OLD.questionnaires::text IS DISTINCT FROM NEW.questionnaires::text
  OR (OLD.state = 'closed' AND NEW.state <> 'closed') OR (OLD.secret IS NULL AND NEW.secret IS NOT NULL))
EXECUTE FUNCTION survey_wave_stays()
""",
)


def upgrade() -> None:
    op.add_column('survey_words', sa.Column('handed_on', sa.Boolean(), server_default=sa.false(), nullable=False))
    if op.get_bind().dialect.name == 'sqlite':
        op.execute(SQLITE)
    else:
        for statement in POSTGRESQL:
            op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == 'sqlite':
        op.execute('DROP TRIGGER survey_wave_frozen')
    else:
        op.execute('DROP TRIGGER survey_wave_frozen ON survey_wave')
        op.execute('DROP FUNCTION survey_wave_stays')
    op.drop_column('survey_words', 'handed_on')
