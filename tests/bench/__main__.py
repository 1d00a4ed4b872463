"""Run the benchmarks named, or all of them."""

import sys
from importlib import import_module
from pathlib import Path

from tests.bench import say


def names() -> list[str]:
    """Benchmarks in this folder: modules with a `main()`."""
    modules = Path(__file__).parent.glob("[!_]*.py")
    return sorted(path.stem for path in modules if "\ndef main(" in path.read_text(encoding="utf-8"))


def run(chosen: list[str]) -> None:
    """Run them in turn; an unknown name lists the known ones."""
    for name in chosen or names():
        if name not in names():
            sys.exit(f"There is no benchmark called {name}. There are: {', '.join(names())}.")
        say(f"== {name}")
        import_module(f"tests.bench.{name}").main()


if __name__ == "__main__":
    run(sys.argv[1:])
