"""The law's clocks.

Owns: rules of law as versioned data (`content/law`), rights in plain words (`content/rights`), and, from them, the
dates a family may expect. Words: rule, right, limit. A rule that was only remembered, not read, says so on the page.
"""
