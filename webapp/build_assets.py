"""Make the style sheets, scripts and pictures that the site serves.  `python webapp/build_assets.py`

Takes GOV.UK Frontend (MIT) from `node_modules`, leaves out branding and whatever no page of ours uses, adds
our own CSS and JavaScript from `webapp/ui/static/src`, and writes fingerprinted files, each with a `.gz`
beside it, and a `manifest.json` (name -> file name) into `webapp/ui/static/build`.

Needs nothing but the standard library, so that it can run before anything is installed. There is no Sass: the
published CSS is recoloured through its custom properties. Every assumption about its shape is checked, so an
upgrade that changes something stops here with a sentence instead of shipping a broken page.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOVUK = ROOT / "node_modules" / "govuk-frontend"
SOURCE = ROOT / "webapp" / "ui" / "static" / "src"
TARGET = ROOT / "webapp" / "ui" / "static" / "build"
GOVUK_VERSION = "6.6.0"
FONTS = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif'

# Which of GOV.UK Frontend's blocks each bundle carries. A block that is in none of the three lists, or a
# listed block that the package no longer has, stops the build: someone has to decide.
ON_READING_PAGES = frozenset(
    "button details pagination skip-link summary-list table visually-hidden".split()
)
ON_FORMS_AND_STAFF_PAGES = frozenset(
    "body body-l body-lead body-m body-s button-group caption-l caption-m caption-xl character-count "
    "checkboxes date-input error-message error-summary fieldset file-upload form-group heading-l "
    "heading-m heading-s heading-xl hint input inset-text label label-wrapper link list "
    "notification-banner panel password-input radios section-break select summary-card task-list "
    "textarea warning-text".split()
)
LEFT_OUT = frozenset(
    "! accordion accordion-nav back-link breadcrumbs clearfix cookie-banner drop-zone exit-this-page "
    "exit-this-page-hide-content exit-this-page-overlay feedback file-upload-button file-upload-wrapper "
    "footer generic-header grid-column-full grid-column-full-from-desktop grid-column-one-half "
    "grid-column-one-half-from-desktop grid-column-one-quarter grid-column-one-quarter-from-desktop "
    "grid-column-one-third grid-column-one-third-from-desktop grid-column-three-quarters "
    "grid-column-three-quarters-from-desktop grid-column-two-thirds grid-column-two-thirds-from-desktop "
    "grid-row header language-navigation link-image logo-dot main-wrapper phase-banner "
    "service-navigation skip-link-focused-element tabs tag template visually-hidden-focusable "
    "width-container".split()
)
# Not a block: the class their script puts on <body>, so that a rule can apply only where the script runs.
STATE_CLASS = "frontend-supported"

OWN_FONT = r"[a-z0-9-]+\.woff2"
BLOCK = re.compile(r"\.govuk-(\\!|[a-z0-9]+(?:-[a-z0-9]+)*)")


class BuildError(Exception):
    """Something is not as expected; the message says what, for the person at the keyboard."""


def split_rules(css: str) -> Iterator[tuple[str, str | None]]:
    """Cut CSS into (prelude, body) pairs at the top level; body is None for statements such as `@charset`."""
    start = depth = opened = 0
    for at, char in enumerate(css):
        if char == "{":
            depth += 1
            if depth == 1:
                opened = at
        elif char == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : at]
                start = at + 1
        elif char == ";" and depth == 0:
            yield css[start:at].strip(), None
            start = at + 1


def split_selectors(prelude: str) -> list[str]:
    """Cut a selector list at its outer commas, leaving those inside `:is(…)` alone."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(prelude):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        elif char == "," and depth == 0:
            parts.append(prelude[start:at])
            start = at + 1
    parts.append(prelude[start:])
    return parts


def blocks_in(text: str) -> set[str]:
    """Names of the GOV.UK blocks a selector mentions, without prefix, element or modifier."""
    return {name.lstrip("\\") for name in BLOCK.findall(text)} - {STATE_CLASS}


def keep_blocks(css: str, wanted: frozenset[str]) -> str:
    """The rules of `css` whose every GOV.UK block is wanted; rules without a block (`:root`) are left out."""
    kept = []
    for prelude, body in split_rules(css):
        if body is None or prelude.startswith("@font-face"):
            continue
        if prelude.startswith("@"):
            inner = keep_blocks(body, wanted)
            if inner:
                kept.append(f"{prelude}{{{inner}}}")
            continue
        selectors = [s for s in split_selectors(prelude) if blocks_in(s) and blocks_in(s) <= wanted]
        if selectors:
            kept.append(f"{','.join(selectors)}{{{body}}}")
    return "".join(kept)


def check_blocks(css: str) -> None:
    """Stop unless the package's blocks are exactly those decided about above."""
    found = blocks_in(css)
    decided = ON_READING_PAGES | ON_FORMS_AND_STAFF_PAGES | LEFT_OUT
    if found != decided:
        raise BuildError(
            "GOV.UK Frontend's components changed. Decide in webapp/build_assets.py about: "
            f"new {sorted(found - decided)}, gone {sorted(decided - found)}."
        )


def govuk_css() -> str:
    """GOV.UK Frontend's CSS without its fonts, font names, source map and comments."""
    css = read(GOVUK / "dist" / "govuk" / "govuk-frontend.min.css")
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css, faces = re.subn(r"@font-face\{[^}]*\}", "", css)
    css, families = re.subn(r"font-family:GDS Transport,arial,sans-serif", f"font-family:{FONTS}", css)
    if faces != 2 or families < 40 or "GDS Transport" in css:
        raise BuildError(f"GOV.UK Frontend's fonts moved ({faces} faces, {families} families). Look first.")
    check_blocks(css)
    return css


def check_no_outside_files(name: str, css: str) -> None:
    """Stop when a style sheet would fetch anything but our own fonts: our pages ask nobody else for a file."""
    if re.search(rf"url\((?!{OWN_FONT}\))|@import", css):
        raise BuildError(f"{name} would fetch another file (url or @import). That is not allowed.")


def minify_css(css: str) -> str:
    """Our own CSS without comments and spare white space. Strings with `{};,` in them are not expected."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    return css.replace(": ", ":").replace(";}", "}").strip()


def own_css(folder: str) -> str:
    """All `.css` files of one source folder, in the order of their names (which start with a number)."""
    files = sorted((SOURCE / "css" / folder).glob("*.css"))
    if not files:
        raise BuildError(f"No style sheets in {SOURCE / 'css' / folder}.")
    return minify_css("\n".join(read(file) for file in files))


def govuk_js() -> str:
    """GOV.UK Frontend's compiled module, without its source map."""
    script = read(GOVUK / "dist" / "govuk" / "govuk-frontend.min.js")
    return re.sub(r"//# sourceMappingURL=.*", "", script).strip()


def minify_js(script: str) -> str:
    """Our own JavaScript without indentation and whole-line comments; nothing cleverer."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*", "*"))) + "\n"


def bundles() -> dict[str, bytes]:
    """Every text file to serve: name -> content. The forms bundle adds to the site bundle."""
    version = json.loads(read(GOVUK / "package.json"))["version"]
    if version != GOVUK_VERSION:
        raise BuildError(f"Expected govuk-frontend {GOVUK_VERSION}, found {version}. Run `npm ci`.")
    govuk = govuk_css()
    styles = {
        "site.css": keep_blocks(govuk, ON_READING_PAGES) + own_css("site"),
        "forms.css": keep_blocks(govuk, ON_FORMS_AND_STAFF_PAGES) + own_css("forms"),
    }
    # A room's own sheet, for the few pages that need it: css/<room>.css
    styles |= {path.name: minify_css(read(path)) for path in sorted((SOURCE / "css").glob("*.css"))}
    letters = fonts()
    for name, css in styles.items():
        check_no_outside_files(name, css)
        styles[name] = with_fonts(css, letters)
    scripts = {path.name: minify_js(read(path)) for path in sorted((SOURCE / "js").glob("*.js"))}
    scripts["govuk.js"] = govuk_js()
    return {name: text.encode() for name, text in {**styles, **scripts}.items()} | letters


def pictures() -> dict[str, bytes]:
    """Pictures served as they are: name -> content."""
    return {path.name: path.read_bytes() for path in sorted((SOURCE / "img").iterdir()) if path.is_file()}


def fonts() -> dict[str, bytes]:
    """Letters that a reader's machine may lack: name -> content. Their licence stands beside them."""
    return {path.name: path.read_bytes() for path in sorted((SOURCE / "fonts").glob("*.woff2"))}


def with_fonts(css: str, letters: dict[str, bytes]) -> str:
    """The style sheet with its fonts' names as they are served."""
    return re.sub(rf"url\(({OWN_FONT})\)", lambda found: f"url({served_name(found[1], letters[found[1]])})", css)


def served_name(name: str, content: bytes) -> str:
    """A file's name with a mark of its content, so that it can be kept for a year."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{ending}"


def read(path: Path) -> str:
    """The text of a file, or one clear sentence when it is missing."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BuildError(f"{path} is missing. Run `npm ci --ignore-scripts` first.") from None


def write(files: dict[str, bytes], target: Path = TARGET) -> dict[str, str]:
    """Replace `target` with fingerprinted copies, their `.gz`, and the manifest; returns the manifest.

    The new folder is complete before it takes the old one's place.
    """
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    manifest = {}
    for name, content in sorted(files.items()):
        served = served_name(name, content)
        (fresh / served).write_bytes(content)
        (fresh / f"{served}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
        manifest[name] = served
    (fresh / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return manifest


def main() -> int:
    """Build everything; 0 when it worked, 1 with one sentence on stderr when it did not."""
    try:
        write({**bundles(), **pictures()})
    except BuildError as problem:
        sys.stderr.write(f"Could not build the site's style sheets: {problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
