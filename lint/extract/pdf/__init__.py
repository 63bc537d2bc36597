"""Born-digital PDF files: characters and ruling lines of pages, cells between the lines, tables over page breaks."""
