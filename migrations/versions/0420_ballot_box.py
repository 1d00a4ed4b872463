"""ballot box

A migration imports nothing of ours: tables are written out as they are at this point. Changes of shape and changes of
data are separate migrations; a column is removed two releases after the code stopped using it. (`invited` goes at once:
no wave has been opened with it, and it could say which answers came with the only code used that day.)
"""

import sqlalchemy as sa
from alembic import op

revision = '0420'
down_revision = '0431'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('survey_envelope',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('wave', sa.String(length=20), nullable=False),
    sa.Column('box', sa.String(length=20), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_survey_envelope')),
    sqlite_with_rowid=False
    )
    op.create_index('ix_survey_envelope_box', 'survey_envelope', ['wave', 'box'], unique=False)
    op.drop_column('survey_response', 'invited')


def downgrade() -> None:
    op.add_column('survey_response', sa.Column('invited', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.drop_index('ix_survey_envelope_box', table_name='survey_envelope')
    op.drop_table('survey_envelope')
