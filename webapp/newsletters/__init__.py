"""Newsletters: families hear without having to look.

Owns: subscribers and their consent, issues and their items, deliveries (one row per issue and address). Main
flow: write → lint → second person approves → words are frozen → one delivery row each → sent by the job.
Words: issue, item, subscriber, delivery, edition. Never automatically twice; never silently missing; the
unsure ones are named.
"""
