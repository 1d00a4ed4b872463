"""Have your say: comments on the Local Offer and what the partnership answers.

Owns: comments (SEND Regulations 2014, reg. 56), the one public text of each published comment, themes that group
comments with the partnership's response and its promise, and the yearly report. Words: comment, reference (a code to
look a comment up again), theme, promise, report. Words are read by `moderation` before anybody else sees them. Ask: the
partnership's responder.
"""
