"""What happens by itself when something is urgent."""

from ..accounts.events import AccountErased
from . import letters, operations
from .events import ConcernRaised


def tell_leads(event: ConcernRaised) -> None:
    """A letter to every safeguarding lead: a link and nothing of the words."""
    letters.raised(event.concern_id)


def forget_preference(event: AccountErased) -> None:
    """What somebody would rather not read goes with them."""
    operations.forget_preference(event.account_id)
