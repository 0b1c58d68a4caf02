"""A linear programme that grows: HiGHS asked in whole arrays. It maximises; every column begins at 0, every row has an upper limit."""

from typing import Final

import numpy as np
import numpy.typing as npt
from highspy._core import _Highs

from shanhai.core.matching.facts import Longs

type Floats = npt.NDArray[np.float64]
type Entries = tuple[Longs, Longs, Floats]  # column, row, value, in any order; a cell may come several times

NONE: Final = np.empty(0, np.int32)


class Programme:
    """Rows and columns are only added; costs and limits may change. Each solution begins where the last one ended."""

    def __init__(self) -> None:
        self.solver = _Highs()  # not Highs, which prints a line when it is made
        self.solver.setOptionValue("output_flag", False)  # noqa: FBT003 - its own way of saying it
        self.solver.setOptionValue("threads", 1)
        self.rows = self.columns = self.steps = 0
        self.value = 0.0
        self.price: Floats = np.empty(0)
        self.amount: Floats = np.empty(0)

    def add_rows(self, upper: Floats) -> Longs:
        """Rows without entries; their numbers."""
        n = len(upper)
        if not n:
            return np.empty(0, np.int64)
        self.solver.addRows(n, np.full(n, -np.inf), upper, 0, np.zeros(n, np.int32), NONE, np.empty(0))
        self.rows += n
        return np.arange(self.rows - n, self.rows)

    def add_row(self, columns: Longs, values: Floats, upper: float) -> int:
        """One row over columns that are there."""
        self.solver.addRow(-np.inf, upper, len(columns), columns.astype(np.int32), values)
        self.rows += 1
        return self.rows - 1

    def add_columns(self, worth: Floats, upper: Floats, entries: list[Entries]) -> Longs:
        """Columns, each worth so much a unit; their numbers."""
        n = len(worth)
        if not n:
            return np.empty(0, np.int64)
        column, row, value = (np.concatenate([entry[k] for entry in entries]) for k in range(3))
        key, back = np.unique(column.astype(np.int64) * self.rows + row, return_inverse=True)
        start = np.searchsorted(key // self.rows, np.arange(n)).astype(np.int32)
        whole = np.bincount(back, value, len(key))
        self.solver.addCols(n, -worth, np.zeros(n), upper, len(key), start, (key % self.rows).astype(np.int32), whole)
        self.columns += n
        return np.arange(self.columns - n, self.columns)

    def set_worth(self, worth: Floats) -> None:
        """What every column is worth from now on."""
        self.solver.changeColsCost(len(worth), np.arange(len(worth), dtype=np.int32), -worth)

    def set_upper(self, columns: Longs, upper: Floats) -> None:
        """How much of these columns there may be."""
        self.solver.changeColsBounds(len(columns), columns.astype(np.int32), np.zeros(len(columns)), upper)

    def set_row(self, rows: Longs, lower: Floats, upper: Floats) -> None:
        """Between what these rows must lie."""
        for row, low, high in zip(rows.tolist(), lower.tolist(), upper.tolist(), strict=True):
            self.solver.changeRowBounds(row, low, high)

    def solve(self) -> None:
        """Find the optimum: `value`, the `price` of each row, the `amount` of each column; `steps` counts what it took."""
        self.solver.run()
        solution, info = self.solver.getSolution(), self.solver.getInfo()
        self.value, self.steps = -float(info.objective_function_value), int(info.simplex_iteration_count)
        self.price, self.amount = -np.array(solution.row_dual), np.array(solution.col_value)
