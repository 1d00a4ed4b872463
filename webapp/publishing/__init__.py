"""The road to publication: file or editor → revision → published row.

Owns: content types, revisions, the importer and exporter of `content/`, the checks of its words.
Words: a *document* is one thing with a history; a *revision* is one set of its words, from a file or a person;
*live* is what families read; *incoming* is a file's change waiting because a person edited the live words.
Flow: `importer` reads files → `operations.import_document` → `RevisionPublished` → the room's row.
"""
