"""A plan in an address: which things, in which order. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# Name in the address → kind of thing.
KINDS = {"steps": "step", "services": "service", "resources": "resource", "sessions": "session"}
MOST = 60


@dataclass(frozen=True)
class Basket:
    """Keys by name of kind, in the order they were added, each once."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, args: Mapping[str, str]) -> "Basket":
        """From an address: `steps=a,b&services=c`, and `add=step:d` for one more thing."""
        found = {name: _keys(args.get(name, "")) for name in KINDS}
        kind, _, key = args.get("add", "").partition(":")
        for name, known in KINDS.items():
            if kind == known:
                found[name] = _keys(",".join((*found[name], key)))
        return cls(found)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen."""
        return not any(self.keys.values())

    def params(self) -> dict[str, str]:
        """The address of this plan."""
        return {name: ",".join(keys) for name, keys in self.keys.items() if keys}

    def without(self, name: str, key: str) -> "Basket":
        """The plan with one thing taken out."""
        return Basket({n: tuple(k for k in keys if (n, k) != (name, key)) for n, keys in self.keys.items()})


def _keys(text: str) -> tuple[str, ...]:
    whole = [key.strip()[:120] for key in text.split(",")]
    return tuple(dict.fromkeys(key for key in whole if key and key.replace("-", "").isalnum()))[:MOST]
