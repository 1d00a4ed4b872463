"""Look and feel, and everything between a view and the browser.

Owns: the page templates and components, forms, navigation, languages, headers, error pages, the page cache, static
files. Words: page (a full screen), component (a macro), reading page (the same for everyone, kept and compressed).
"""
