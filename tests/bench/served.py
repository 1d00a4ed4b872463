"""The site as a benchmark serves it: the database and the size of the page cache come from the bench."""

import os
from pathlib import Path

from config import Mode, Settings
from webapp.app import create_app

app = create_app(Settings(
    mode=Mode.TEST, var_dir=Path(os.environ["BENCH_VAR"]), page_cache_bytes=int(os.environ["BENCH_CACHE_BYTES"]),
))
