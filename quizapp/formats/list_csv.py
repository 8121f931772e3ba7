"""Tables as .csv that Vietnamese Excel opens by a double click and that can be read in again."""

import csv
from io import StringIO

from quizapp.formats.list_facts import OfficeList, ResultsTable, harmless, row_cells


def list_csv(table: OfficeList | ResultsTable) -> bytes:
    """Headings and rows only. UTF-8 with BOM, ';', CRLF; nothing in it can run as a formula."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    width = len(table.columns)
    for row in (tuple(column.heading for column in table.columns), *table.rows):
        writer.writerow([harmless(text) for text in row_cells(row, width)])
    return ("\ufeff" + stream.getvalue()).encode("utf-8")
