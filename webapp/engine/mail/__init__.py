"""Mail: how a letter is put together and handed over.

Owns: messages (`message.build`), transports that say exactly how far a hand-over got (`transports`), the
outbox for
single letters (`outbox.post`): rows are the truth, a letter whose hand-over is unsure waits for a person and
is never
sent again by the machine. Words: letter, line (an open connection), outcome. “Sent” means handed over, no
more.
"""
