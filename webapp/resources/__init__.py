"""Waiting well: things to do while you wait.

Owns: resources, by waiting list, topic, age and the time they take. Resources that a clinician must agree first are
held until one has.
"""
