"""What accounts announce."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AccountErased:
    """The personal details of an account are gone; rooms above let go of what they keep about its owner."""

    account_id: int
