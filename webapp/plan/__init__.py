"""My plan: what a family wants to keep, without an account.

Owns: the plan's page, its catalogue and its service worker. Words: plan, thing (a step, service or resource), kept.
The plan lives on the family's device, or in an address that the family keeps; this room stores nothing.
"""
