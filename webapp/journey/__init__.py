"""The 0–25 journey map.

Owns: pathways (lines of the map), steps (its stops) and the choices that lead from one step to the next, worries and
“where we are now” entries. Words: pathway, step, choice (of what next), hand-over (a choice that leads to another
pathway). Flow: `queries.journey()` reads everything once per content revision; pages are drawn from that.
"""
