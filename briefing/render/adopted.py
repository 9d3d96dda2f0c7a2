"""The body of one Word document taken over into another, looking as it did.

Owns what ties a body to its package (styles, pictures, links, headers and
footers) and how it is untied: styles of the same name stay one style, and
where the two documents mean something else by it, the difference is set in the
paragraph. Knows nothing of briefs.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from lxml import etree

from briefing.render.ooxml import Element, element
from briefing.render.properties import put_property

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STYLED = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
# Properties whose attributes come from several styles of a chain, each attribute for itself.
_MERGED = ("spacing", "ind", "rFonts", "lang")


@dataclass(slots=True)
class Adoption:
    """Takes the body of ``other`` over into ``document``; both stay as they are otherwise."""

    document: Document
    other: Document
    parts: dict[Part, Part] = field(default_factory=dict)

    def body(self) -> list[Element]:
        """The blocks of the other body at the end of this one, in a section of their own on a new page."""
        own = self.document.element.body
        _close_section(own)
        blocks = [deepcopy(block) for block in self.other.element.body]
        own.extend(blocks)
        for block in blocks:
            self._retie(block)
        first = next((section for block in blocks for section in block.iter(qn("w:sectPr"))), None)
        if first is not None:
            _begin_on_new_page(first)
        return [block for block in blocks if block.tag != qn("w:sectPr")]

    def _retie(self, block: Element) -> None:
        names = {key: named for named, key in _ids(self.other).items()}
        ids = _ids(self.document)
        for piece in block.iter():
            local = etree.QName(piece).localname if isinstance(piece.tag, str) else ""
            if local in _STYLED:
                named = names.get(piece.get(qn("w:val"), ""))
                if named is not None:
                    piece.set(qn("w:val"), ids.get(named) or self._adopt_style(named))
            for key in [key for key in piece.attrib if str(key).startswith(_R)]:
                piece.set(key, self._adopt_relation(piece.get(key, "")))
        for numbered in list(block.iter(qn("w:numPr"))):
            parent = numbered.getparent()
            if parent is not None:
                parent.remove(numbered)  # its numbering is another document's

    def _adopt_style(self, named: tuple[str, str]) -> str:
        """A style only the other document has, under an identifier that is free here."""
        key = _ids(self.other)[named]
        root = self.document.styles.element
        taken = {style.get(qn("w:styleId")) for style in root.iter(qn("w:style"))}
        free = next(name for n in range(1 << 16) if (name := f"{key}{n or ''}") not in taken)
        made = deepcopy(_style(self.other, key))
        made.set(qn("w:styleId"), free)
        for link in [*made.findall(qn("w:link")), *made.findall(qn("w:next")), *made.iter(qn("w:numPr"))]:
            parent = link.getparent()
            if parent is not None:
                parent.remove(link)
        root.append(made)
        return free

    def _adopt_relation(self, rel_id: str) -> str:
        rel = self.other.part.rels.get(rel_id)
        if rel is None:
            return rel_id
        if rel.is_external:
            return str(self.document.part.relate_to(rel.target_ref, rel.reltype, is_external=True))
        return str(self.document.part.relate_to(self._adopt_part(rel.target_part), rel.reltype))

    def _adopt_part(self, part: Part) -> Part:
        if part in self.parts:
            return self.parts[part]
        package = self.document.part.package
        name = self._free_name(part.partname)
        made: Part
        if isinstance(part, XmlPart):
            made = type(part)(name, part.content_type, deepcopy(part.element), package)
        else:
            made = Part(name, part.content_type, part.blob, package)
        self.parts[part] = made
        for rel_id, rel in part.rels.items():
            target = rel.target_ref if rel.is_external else self._adopt_part(rel.target_part)
            made.load_rel(rel.reltype, target, rel_id, rel.is_external)
        return made

    def _free_name(self, name: PackURI) -> PackURI:
        taken = {str(part.partname) for part in self.document.part.package.iter_parts()}
        taken |= {str(part.partname) for part in self.parts.values()}
        stem, _, ending = str(name).rpartition(".")
        return PackURI(next(free for n in range(2, 1 << 16) if (free := f"{stem}_{n}.{ending}") not in taken))

    def keep_looks(self, blocks: list[Element]) -> None:
        """Set in each paragraph what its style means in the other document and not in this one; lists begin anew."""
        numbers: dict[str, str] = {}
        changes: dict[str, list[Element]] = {}
        looks: dict[str, list[Element]] = {}
        for place in (p for block in blocks for p in block.iter(qn("w:p"))):
            mark = place.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            key = "" if mark is None else mark.get(qn("w:val"), "")
            if key not in changes:
                changes[key] = list(self._differences(key, "pPr"))
                looks[key] = list(self._differences(key, "rPr"))
                if restarted := self._restarted(key):
                    numbers[key] = restarted
            for change in changes[key]:
                _set(place, deepcopy(change))
            for run in place.iter(qn("w:r")):
                self._keep_look(run, looks[key])
            if key in numbers:
                _set(place, element("numPr", element("ilvl", val="0"), element("numId", val=numbers[key])))

    def _keep_look(self, run: Element, looks: list[Element]) -> None:
        """The same for a run, as far as its own style says nothing of it."""
        mark = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
        own = set() if mark is None else _effective(self.document, mark.get(qn("w:val"), ""), "rPr", defaults=False)
        for look in looks:
            if etree.QName(look).localname not in own:
                _set(run, deepcopy(look), "rPr")

    def _differences(self, key: str, kind: str) -> Iterator[Element]:
        named = next((name for name, own in _ids(self.document).items() if own == key and name[0] == "paragraph"), None)
        other_key = "" if named is None else _ids(self.other).get(named, "")
        ours, theirs = _effective(self.document, key, kind), _effective(self.other, other_key, kind)
        for tag, meant in theirs.items():
            if tag not in ("pStyle", "numPr", "outlineLvl") and _same(ours.get(tag)) != _same(meant):
                yield meant

    def _restarted(self, key: str) -> str:
        """A list of the same look that counts from 1 again; empty for a style without numbers."""
        found = _effective(self.document, key, "pPr").get("numPr")
        number = None if found is None else found.find(qn("w:numId"))
        if number is None:
            return ""
        root = self.document.part.numbering_part.element
        nums = list(root.iter(qn("w:num")))
        own = next((num for num in nums if num.get(qn("w:numId")) == number.get(qn("w:val"))), None)
        if own is None:
            return ""
        free = str(max(int(num.get(qn("w:numId"), "0")) for num in nums) + 1)
        abstract = own.find(qn("w:abstractNumId")).get(qn("w:val"))
        restart = element("lvlOverride", element("startOverride", val="1"), ilvl="0")
        nums[-1].addnext(element("num", element("abstractNumId", val=abstract), restart, numId=free))
        return free


def _close_section(body: Element) -> None:
    """Let the last paragraph end the section that is the body's so far."""
    section = body.find(qn("w:sectPr"))
    if section is None:
        return
    last = section.getprevious()
    if last is None or last.tag != qn("w:p"):
        last = element("p")
        section.addprevious(last)
    properties = last.find(qn("w:pPr"))
    if properties is None:
        properties = element("pPr")
        last.insert(0, properties)
    put_property(properties, section)


def _begin_on_new_page(section: Element) -> None:
    for kind in section.findall(qn("w:type")):
        section.remove(kind)
    heads = [child for child in section if child.tag in (qn("w:headerReference"), qn("w:footerReference"))]
    section.insert(len(heads), element("type", val="nextPage"))


def _set(place: Element, made: Element, kind: str = "pPr") -> None:
    """A property in a paragraph or run, unless it says something about it itself."""
    properties = place.find(qn(f"w:{kind}"))
    if properties is None:
        properties = element(kind)
        place.insert(0, properties)
    if properties.find(etree.QName(made)) is None:
        put_property(properties, made)


def _ids(document: Document) -> dict[tuple[str, str], str]:
    """Style identifiers by kind and name."""
    from briefing.render.templates import style_ids

    return style_ids(document)


def _style(document: Document, key: str) -> Element:
    found: Element = next(s for s in document.styles.element.iter(qn("w:style")) if s.get(qn("w:styleId")) == key)
    return found


def _effective(document: Document, key: str, kind: str, *, defaults: bool = True) -> dict[str, Element]:
    """The properties (``pPr``, ``rPr``) of a style, those of the styles it is based on and the document's defaults."""
    by_id = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
    chain: list[Element] = []
    held = by_id.get(key)
    while held is not None and held not in chain:
        chain.append(held)
        base = held.find(qn("w:basedOn"))
        held = None if base is None else by_id.get(base.get(qn("w:val"), ""))
    default = document.styles.element.find(f"{qn('w:docDefaults')}/{qn(f'w:{kind}Default')}") if defaults else None
    found: dict[str, Element] = {}
    for level in (*chain, *([] if default is None else [default])):
        properties = level.find(qn(f"w:{kind}"))
        for child in () if properties is None else properties:
            tag = etree.QName(child).localname
            if tag not in found:
                found[tag] = deepcopy(child)
            elif tag in _MERGED:
                for name in set(child.attrib) - set(found[tag].attrib):
                    found[tag].set(name, child.get(name, ""))
    return found


def _same(made: Element | None) -> bytes:
    return b"" if made is None else etree.tostring(made, method="c14n")
