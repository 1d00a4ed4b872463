"""The engine room: mechanisms with no opinion about SEND.

Owns: the clock, errors that rules may raise, the one place that commits, events that go up, cards that go sideways,
the content revision, safe text. Words: announce, subscribe, card, revision number. It imports no other room.
"""
