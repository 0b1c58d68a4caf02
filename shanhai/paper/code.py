"""A QR code of an address, as a drawing that prints at any size."""

from io import BytesIO

import segno


def code(address: str, *, scale: int = 1) -> str:
    """The code as SVG: error correction M (15 % may be dirty or torn), four modules of quiet zone; `scale`: points a module."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", xmldecl=False, nl=False, border=4, scale=scale)
    return drawn.getvalue().decode()
