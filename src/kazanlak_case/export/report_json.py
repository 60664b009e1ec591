"""A report for scripts: a list of rows (design.md, section 8)."""

import json

from kazanlak_case.export.report_words import cell_as_data
from kazanlak_case.services.report_model import Report


def report_json(report: Report) -> bytes:
    """Write the rows, with the keys scripts rely on."""
    keys = report.keys or tuple(column.name for column in report.columns)
    names = [column.name for column in report.columns]
    rows = [
        {name: cell_as_data(cell) for name, cell in zip(names, row, strict=True) if name in keys}
        for row in report.rows
    ]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()
