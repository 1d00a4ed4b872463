"""Who may do what.

Owns: the people who run the site, their roles and permissions, signing in with a passphrase and a second factor,
invitations, and the access that every route states. Families need no account, ever. Words: account, role, permission,
sign-in (one browser), invitation. Ask: the administrator.
"""
