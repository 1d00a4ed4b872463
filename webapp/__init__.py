"""The SEND Local Offer and journey map.

Imports nothing, so that `python3 -m webapp` starts on a bare Python. The application is made in `webapp/app.py`; the
rooms are listed in `webapp/wiring.py`.
"""
