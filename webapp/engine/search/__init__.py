"""Search: one index over every kind of thing, that follows the database.

Owns: the words of a search (`words`, `vocabulary`, `question`), what rooms put in (`sources`), the notes of what
changed (`models`, `listener`), the index on disk (`schema`, `index`, `follower`), reading it (`segments`,
`generation`, `reader`, `suggest`, `asking`), and what was looked for in vain (`gaps`). Words: a *document* is one thing
as search sees it; a *concept* is what one or more typed words mean; a *generation* is the index at one commit.
Only this package imports Whoosh.
"""
