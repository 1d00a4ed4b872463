"""What's on: things to go to, join or ring.

Owns: sessions, how they repeat, what is cancelled or moved, their calendars. A date is shown only when
somebody who runs the session has confirmed it; a pattern that was only read somewhere is told as words, with
“please ring first”.
"""
