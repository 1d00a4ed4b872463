"""The words everything is filed under, and the facts of this area.

Owns: ages (stages), needs, topics, districts, outcomes and the other lists of `content/taxonomy`, the area's names
and numbers (`content/area.yml`), the sources that figures cite. All are definitions: files are their only author.
"""
