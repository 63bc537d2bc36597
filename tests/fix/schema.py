"""What of the office formats' schemas Word and Excel insist on: the order of elements, counts, numbers, relations.

Office programs that forgive hide such faults; those that do not offer to repair the file, which nobody trusts any more.
The orders are those of ISO/IEC 29500, written down for the elements that we write or touch.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from io import BytesIO
from posixpath import basename, dirname, normpath

from lxml import etree

Element = etree._Element

_EDGES = "top left start bottom right end insideH insideV tl2br tr2bl"
_P_PR = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_R_PR = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath rPrChange"
)
WORD = {
    "document": "background body",
    "tbl": "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd tblPr tblGrid tr",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tblBorders": _EDGES,
    "tblCellMar": _EDGES,
    "tr": "tblPrEx trPr tc",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sdt": "sdtPr sdtEndPr sdtContent",
    "sdtPr": "rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding text",
    "pPr": _P_PR,
    "rPr": _R_PR,
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "styles": "docDefaults latentStyles style",
    "settings": "zoom compat",
}
SHEET = {
    "worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
    "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr "
    "conditionalFormatting "
    "dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties "
    "cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls "
    "webPublishItems tableParts extLst",
    "workbook": "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups "
    "externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes "
    "webPublishing fileRecoveryPr webPublishObjects extLst",
    "styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst",
    "comments": "authors commentList extLst",
    "text": "t r rPh phoneticPr",
    "xf": "alignment protection extLst",
}
_COUNTED = {"fonts", "fills", "borders", "cellXfs", "cellStyleXfs", "mergeCells"}
_PARAGRAPH_LAST = ("tc", "comment", "hdr", "ftr")


def faults(data: bytes) -> list[str]:
    """What is wrong with a package; nothing, as it should be."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    found = [f"{name} twice" for name, count in Counter(names).items() if count > 1]
    roots = {name: etree.fromstring(part) for name, part in parts.items() if name.endswith((".xml", ".rels", ".vml"))}
    found += _types(parts, roots["[Content_Types].xml"])
    for name, root in roots.items():
        if name.endswith(".rels"):
            found += _relations(name, root, parts)
        order = WORD if "wordprocessingml" in _space(root) else SHEET if "spreadsheetml" in _space(root) else {}
        for node in root.iter("{*}*"):
            found += _order(name, node, order)
    if "word/document.xml" in roots:
        found += _word(roots)
    if "xl/workbook.xml" in roots:
        found += _workbook(roots)
    return found


def _space(node: Element) -> str:
    return etree.QName(node).namespace or ""


def _order(part: str, node: Element, orders: dict[str, str]) -> list[str]:
    tag = etree.QName(node).localname
    names = [etree.QName(child).localname for child in node if isinstance(child.tag, str)]
    wrong = []
    if tag in ("tr", "tbl"):  # a content control stands for the cell or row in it
        names = [{"tr": "tc", "tbl": "tr"}[tag] if name == "sdt" else name for name in names]
    if tag in orders and _space(node) in (_space(node.getroottree().getroot()),):
        known = orders[tag].split()
        places = [known.index(name) if name in known else -1 for name in names if name != "AlternateContent"]
        if -1 in places or places != sorted(places):
            wrong.append(f"{part}: {tag} holds {' '.join(names)}")
    if tag in _COUNTED and "spreadsheetml" in _space(node) and node.get("count", str(len(names))) != str(len(names)):
        wrong.append(f"{part}: {tag} counts {node.get('count')}, has {len(names)}")
    if tag in _PARAGRAPH_LAST and "wordprocessingml" in _space(node) and names[-1:] != ["p"]:
        wrong.append(f"{part}: {tag} does not end in a paragraph")
    return wrong


def _types(parts: dict[str, bytes], root: Element) -> list[str]:
    entries = [(node.get("Extension"), node.get("PartName"), node.get("ContentType")) for node in root]
    said = Counter((extension or "").lower() or name for extension, name, _ in entries)
    wrong = [f"type of {what} twice" for what, count in said.items() if count > 1]
    wrong += [f"type of {name}, which is not there" for _, name, _ in entries if name and name[1:] not in parts]
    return wrong + [
        f"no type of {name}"
        for name in parts
        if name != "[Content_Types].xml" and f"/{name}" not in said and name.rpartition(".")[2].lower() not in said
    ]


def _relations(name: str, root: Element, parts: dict[str, bytes]) -> list[str]:
    owner = f"{dirname(dirname(name))}/{basename(name).removesuffix('.rels')}".lstrip("/")
    ids = Counter(node.get("Id") for node in root)
    wrong = [f"{name}: {id_} twice" for id_, count in ids.items() if count > 1]
    for node in root:
        target = node.get("Target") or ""
        path = target.lstrip("/") if target.startswith("/") else normpath(f"{dirname(owner)}/{target}").lstrip("/")
        if node.get("TargetMode") != "External" and path not in parts:
            wrong.append(f"{name}: {node.get('Id')} points to {path}, which is not there")
    if owner and owner in parts:
        text = parts[owner].decode("utf-8", "replace")
        kinds = [node for node in root if (node.get("Type") or "").endswith(("/worksheet", "/vmlDrawing"))]
        wrong += [f"{owner} does not use {node.get('Id')}" for node in kinds if f'"{node.get("Id")}"' not in text]
    return wrong


def _word(roots: dict[str, Element]) -> list[str]:
    document = roots["word/document.xml"]
    word = f"{{{_space(document)}}}"
    body = document[-1]
    wrong = []
    if [child.tag for child in body].index(f"{word}sectPr") != len(body) - 1:
        wrong.append("sectPr is not the last of the body")
    controls = Counter(node.get(f"{word}val") for node in document.iter(f"{word}id") if node.getparent() is not None)
    wrong += [f"content control {number} twice" for number, count in controls.items() if count > 1]
    wrong += [
        "a block content control without text"
        for node in body.iterchildren(f"{word}sdt")
        if node.find(f"{word}sdtContent/{word}p") is None
    ]
    comments = next((root for root in roots.values() if root.tag == f"{word}comments"), None)
    ids = [node.get(f"{word}id") for node in comments] if comments is not None else []
    wrong += [f"comment {number} twice" for number, count in Counter(ids).items() if count > 1]
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        marks = Counter(node.get(f"{word}id") for node in document.iter(f"{word}{name}"))
        if marks != Counter(ids):
            wrong.append(f"{name}s and comments do not go together")
    return wrong


def _workbook(roots: dict[str, Element]) -> list[str]:
    book = roots["xl/workbook.xml"]
    main = f"{{{_space(book)}}}"
    sheets = list(book.iter(f"{main}sheet"))
    wrong = []
    for key in ("name", "sheetId"):
        values = Counter((node.get(key) or "").lower() for node in sheets)
        wrong += [f"{key} {value} twice" for value, count in values.items() if count > 1]
    wrong += [f"sheet name {name}" for node in sheets if not _good_name(name := node.get("name") or "")]
    names = Counter((node.get("name"), node.get("localSheetId")) for node in book.iter(f"{main}definedName"))
    wrong += [f"name {name} twice" for name, count in names.items() if count > 1]
    wrong += [f"name for sheet {at}" for _, at in names if at is not None and int(at) >= len(sheets)]
    for name, root in roots.items():
        match etree.QName(root).localname:
            case "comments":
                wrong += _notes(name, root, main)
            case "worksheet":
                wrong += _cells(name, root, main, roots["xl/styles.xml"])
    return wrong


def _good_name(name: str) -> bool:
    return 0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") and name[0] != "'" != name[-1]


def _notes(part: str, root: Element, main: str) -> list[str]:
    authors = root.findall(f"{main}authors/{main}author")
    notes = root.findall(f"{main}commentList/{main}comment")
    refs = [node.get("ref") or "" for node in notes]
    wrong = [
        f"{part}: author {node.get('authorId')}" for node in notes if int(node.get("authorId") or 0) >= len(authors)
    ]
    wrong += [f"{part}: two notes at {ref}" for ref, count in Counter(refs).items() if count > 1]
    if refs != sorted(refs, key=_place):
        wrong.append(f"{part}: notes are not in order")
    return wrong


def _cells(part: str, root: Element, main: str, styles: Element) -> list[str]:
    formats = styles.find(f"{main}cellXfs")
    most = 0 if formats is None else len(formats)
    wrong = [f"{part}: style {c.get('s')}" for c in root.iter(f"{main}c") if int(c.get("s") or 0) >= max(most, 1)]
    refs = [node.get("r") or "" for node in root.iter(f"{main}c") if node.get("r")]
    if refs != sorted(set(refs), key=_place):
        wrong.append(f"{part}: cells are not in order")
    for name, key in (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId")):
        known = styles.find(f"{main}{name}")
        count = 0 if known is None else len(known)
        used = {int(node.get(key) or 0) for node in formats} if formats is not None else set()
        wrong += [f"{key} {number}" for number in used if number >= max(count, 1)]
    return wrong


def _place(ref: str) -> tuple[int, int]:
    letters = ref.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(ref[len(letters) :] or 0), column
