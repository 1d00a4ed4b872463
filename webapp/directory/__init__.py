"""The Local Offer directory.

Owns: services, with who they are for, how to get them, what they cost and when that was last checked. Words follow
Open Referral UK. How sure we are of an entry decides whether it is shown plainly, shown as not confirmed, or held.
"""
