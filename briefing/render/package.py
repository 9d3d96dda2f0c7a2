"""A zip with the same bytes for the same parts.

Owns the order, time stamps and attributes of the entries; knows nothing of
what the parts say.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.opc.package import OpcPackage

FIRST = ("[Content_Types].xml", "_rels/.rels")
STAMP = (1980, 1, 1, 0, 0, 0)


def zip_parts(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a zip file: content types first, then by name, all at the zip epoch."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name in sorted(parts, key=lambda name: (name not in FIRST, name)):
            entry = zipfile.ZipInfo(name, date_time=STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            package.writestr(entry, parts[name])
    return target.getvalue()


def unzip_parts(data: bytes) -> dict[str, bytes]:
    """The parts of a zip file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if not name.endswith("/")}


def package_bytes(package: OpcPackage) -> bytes:
    """The document as it would be saved, with the same bytes for the same content."""
    plain = io.BytesIO()
    package.save(plain)
    return zip_parts(unzip_parts(plain.getvalue()))
