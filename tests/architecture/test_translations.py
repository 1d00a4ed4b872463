"""Catalogues hold every word of the interface, its placeholders and plural forms; each fault is noticed."""

from pathlib import Path

import pytest

from config import Settings
from tests import translations
from tests.architecture.test_source_rules import plant
from webapp.bootstrap import ROOT

TEMPLATE = '<p>{{ _("Soup for %(name)s", name=name) }}</p>{{ ngettext("%(num)s pot", "%(num)s pots", 2) }}'
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
SOUP = 'msgid "Soup for %(name)s"\nmsgstr "Zupa dla %(name)s"\n'
POTS = 'msgid "%(num)s pot"\nmsgid_plural "%(num)s pots"\n'
FORMS = 'msgstr[0] "%(num)s garnek"\nmsgstr[1] "%(num)s garnki"\nmsgstr[2] "%(num)s garnków"\n'
GOOD = {
    "webapp/kitchen/templates/kitchen/soup.html": TEMPLATE,
    "webapp/ui/translations/pl/LC_MESSAGES/messages.po": f"{HEADER}\n{SOUP}\n{POTS}{FORMS}",
}


def test_every_language_has_a_catalogue() -> None:
    languages = {path.parts[-3] for path in translations.catalogues(ROOT)}
    assert languages == set(Settings.languages) - {"en"}


def test_our_catalogues_are_whole() -> None:
    assert translations.faults(ROOT) == []


def test_a_good_catalogue_has_no_faults(tmp_path: Path) -> None:
    assert translations.faults(plant(tmp_path, GOOD)) == []


@pytest.mark.parametrize(
    ("good", "bad", "sign"),
    [
        (SOUP, "", "lacks “Soup for %(name)s”"),
        (SOUP, SOUP + '\nmsgid "Stew"\nmsgstr ""\n', "nobody says “Stew”"),
        ("Zupa dla %(name)s", "Zupa", "placeholders differ"),
        ("Zupa dla %(name)s", "Zupa dla %(imie)s", "placeholders differ"),
        ("Zupa dla %(name)s", "Zupa dla %(name)s ", "spaces at an end differ"),
        ("Zupa dla %(name)s", "%(name)s کے لیے", "begin with U+200F"),
        ('msgstr[2] "%(num)s garnków"', 'msgstr[2] ""', "3 plural forms are needed"),
        (SOUP, f"#, fuzzy\n{SOUP}", "a guess"),
    ],
)
def test_a_fault_in_a_catalogue_is_noticed(good: str, bad: str, sign: str, tmp_path: Path) -> None:
    catalogue = "webapp/ui/translations/pl/LC_MESSAGES/messages.po"
    plant(tmp_path, {**GOOD, catalogue: GOOD[catalogue].replace(good, bad, 1)})
    found = translations.faults(tmp_path)
    assert len(found) == 1
    assert sign in found[0]


def test_a_catalogue_is_brought_up_to_date_without_losing_words(tmp_path: Path) -> None:
    plant(tmp_path, {**GOOD, "webapp/kitchen/templates/kitchen/stew.html": '{{ _("Stew") }}'})
    translations.update(tmp_path, "ur")
    assert translations.faults(tmp_path) == []
    polish, urdu = map(translations.read, translations.catalogues(tmp_path))
    assert polish["Soup for %(name)s"].string == "Zupa dla %(name)s"
    assert polish["Stew"].string == ""
    assert urdu.num_plurals == 2
