"""The same drafts in every format: drawn as forms with real merged cells, and written as Word, Excel, ODS, web page.

`drawn` makes a `Drawing` (paragraphs and tables) of a document that was read from text; ``to_*`` write it; `office`
converts what they wrote into the formats that only an office program writes (doc, xls, pdf).
"""
