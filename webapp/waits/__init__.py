"""The truth about waits.

Owns: series of published figures, each with its definition, and their points, each with period, source and caveat.
Words: series, point. Figures counted in different ways are different series and are never joined. What the law says
is another line on the page, owned by `dates`.
"""
