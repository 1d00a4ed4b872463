"""Whole-site pages: home, pages of words, the accessibility statement, site map, health.

Owns: pages written in Markdown (`content/pages`) and the statement's data. Shows other rooms' things as cards only.
"""
