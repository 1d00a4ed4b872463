"""The annual survey: questions, answers, and nobody's name.

Owns: questionnaires, waves, drafts, envelopes, responses, receipts, invitations, paper forms, families' words.
Words: a *wave* is one year's survey; a *questionnaire* is one audience's set of questions in it; a *draft* is what a
family has typed so far, held only as ciphertext; a *receipt* says that something was sent, never what; an *envelope*
holds what was sent until nine others have come; the *path* is the questions that the answers lead to; an answer *apart*
(“not sure”) is an answer that is not counted.
Flow: `questionnaire` (files) → `path` → `operations.save_answer` → `operations.submit` → an *envelope* in the
`ballot_box`, taken out ten at a time → `results.tally` (after close).
"""
