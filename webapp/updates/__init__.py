"""Updates: what the improvement board said, in plain words.

Owns: board updates with their key figures, the story of the programme so far, consultations, real-life
stories. A story is published only while a recorded consent stands; the day after it ends, the story is gone
by itself.
"""
