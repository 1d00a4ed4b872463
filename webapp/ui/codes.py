"""Square codes that a phone's camera reads, as SVG inside the page."""

import io

import segno


def svg_code(text: str) -> str:
    """A code for a text as an `<svg>` without style or script. Raises segno.DataOverflowError when it is too long."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        border=2,
        svgclass="code",
        lineclass="code__dots",
    )
    # Whoever shows the code names it; the drawing itself says nothing.
    return out.getvalue().decode().replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
