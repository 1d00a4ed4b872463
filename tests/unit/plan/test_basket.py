"""A plan in an address."""

from webapp.plan.basket import Basket


def test_an_address_holds_things_in_order_and_each_once():
    basket = Basket.read({"steps": "nd-6,eh-2,nd-6", "services": "ask-us", "x": "y"})
    assert basket.params() == {"steps": "nd-6,eh-2", "services": "ask-us"}


def test_adding_and_taking_out():
    basket = Basket.read({"steps": "nd-6", "add": "service:ask-us"})
    assert basket.params() == {"steps": "nd-6", "services": "ask-us"}
    assert basket.without("steps", "nd-6").params() == {"services": "ask-us"}


def test_what_cannot_be_a_key_is_left_out():
    assert Basket.read({"steps": "<b>,../x, ,", "add": "person:me"}).is_empty
    assert len(Basket.read({"steps": ",".join(f"s-{n}" for n in range(500))}).keys["steps"]) == 60
