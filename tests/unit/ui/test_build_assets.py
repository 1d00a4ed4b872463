"""The asset build: what it keeps, what it refuses, what it writes."""

import gzip
import json
import runpy
from pathlib import Path

import pytest

from webapp import build_assets


def test_only_wanted_blocks_stay_also_inside_media_queries():
    css = (
        ".govuk-tag{a:b}.govuk-tabs{c:d}"
        "@media print{.govuk-tabs,.govuk-tag--red{e:f}}@media x{.govuk-tabs{g:h}}"
    )

    kept = build_assets.keep_blocks(css, frozenset({"tag"}))

    assert kept == ".govuk-tag{a:b}@media print{.govuk-tag--red{e:f}}"


def test_a_rule_that_mixes_in_an_unwanted_block_goes():
    assert build_assets.keep_blocks(".govuk-tag .govuk-tabs{a:b}", frozenset({"tag"})) == ""


def test_commas_inside_brackets_do_not_part_selectors():
    assert build_assets.split_selectors(".a:is(.b,.c),.d") == [".a:is(.b,.c)", ".d"]


def test_a_new_component_stops_the_build():
    with pytest.raises(build_assets.BuildError, match=r"new \['brandnew'\]"):
        build_assets.check_blocks(".govuk-brandnew{a:b}")


@pytest.mark.parametrize("css", ["a{b:url(https://example.org/x.png)}", "@import 'x.css';"])
def test_css_that_would_fetch_a_file_stops_the_build(css):
    with pytest.raises(build_assets.BuildError, match="would fetch another file"):
        build_assets.check_no_outside_files("x.css", css)


def test_minifying_keeps_meaning():
    css = "/* why */\n.a , .b {\n  width: calc(1rem + 2px);\n  color: red;\n}\n"

    assert build_assets.minify_css(css) == ".a,.b{width:calc(1rem + 2px);color:red}"


def test_scripts_lose_only_comments_and_indentation():
    assert build_assets.minify_js("// why\nif (a) {\n  b('//c')\n}\n") == "if (a) {\nb('//c')\n}\n"


def test_files_get_names_by_content_and_a_zipped_twin(tmp_path: Path):
    target = tmp_path / "build"
    target.mkdir()
    (target / "old.css").write_text("gone after the build")

    manifest = build_assets.write({"a.css": b"x"}, target)
    again = build_assets.write({"a.css": b"y"}, target)

    assert manifest["a.css"] != again["a.css"]
    assert json.loads((target / "manifest.json").read_text()) == again
    assert gzip.decompress((target / f"{again['a.css']}.gz").read_bytes()) == b"y"
    assert len(list(target.iterdir())) == 3


def test_the_real_bundles_hold_no_brand_of_another_and_stay_light():
    files = build_assets.bundles()

    for name in ("site.css", "forms.css"):
        text = files[name].decode()
        assert "GDS Transport" not in text
        assert "crown" not in text
        assert "url(" not in text
    assert len(gzip.compress(files["site.css"], 9)) <= 12_000
    assert len(gzip.compress(files["site.js"], 9)) <= 2_000


def test_a_missing_package_is_said_in_one_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(build_assets, "GOVUK", tmp_path)

    assert build_assets.main() == 1
    assert "npm ci" in capsys.readouterr().err


def test_another_version_of_the_package_stops_the_build(tmp_path, monkeypatch):
    (tmp_path / "package.json").write_text('{"version": "0.0.1"}')
    monkeypatch.setattr(build_assets, "GOVUK", tmp_path)

    with pytest.raises(build_assets.BuildError, match=r"Expected govuk-frontend 6\.6\.0, found 0\.0\.1"):
        build_assets.bundles()


def test_the_build_needs_nothing_installed():
    module = runpy.run_path(build_assets.__file__, run_name="not-main")

    assert "main" in module


def test_only_our_own_fonts_are_fetched_by_the_name_they_are_served_under():
    css = "@font-face{src:url(letters.woff2)}"
    build_assets.check_no_outside_files("x.css", css)

    assert build_assets.with_fonts(css, {"letters.woff2": b"x"}) == "@font-face{src:url(letters.2d711642b7.woff2)}"
