"""Reading what families wrote before anybody else does.

Owns: queue entries, who may decide what, decisions and their trail, the urgent path, and the detector that tints
likely personal details. Words: entry, claim, span (a stretch of words taken out), first and second reader, concern (an
urgent entry). The rooms whose words are read subscribe to `DecisionMade`. Ask: the Parent Carer Forum.
"""
