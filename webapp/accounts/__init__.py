"""Who may do what.

Owns: the access that every route states. Families need no account, ever; accounts are for those who run the site.
"""
