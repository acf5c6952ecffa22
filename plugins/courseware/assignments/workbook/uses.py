"""The formulas of a statistic's figures: those of `scoring.py`, written for a spreadsheet.

Only functions that Excel 2016, WPS and LibreOffice share are used. What cannot be computed is an empty text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from courseware.assignments.plans import Choices, Plan
from courseware.assignments.workbook.entries import ALLOWANCE, USED, add_sum, plain, quoted
from courseware.assignments.workbook.layout import DataSheet, Grid

Formulas = dict[tuple[str, str, str], str]
"""By table, row and column; the column "" is the row's label where that is computed, too."""
Grids = Mapping[str, Grid]
Sheets = Mapping[str, DataSheet]
HALF = 'IF({n}<2,"",TINV(0.05,{n}-1)*STDEV({values})/SQRT({n}))'
"""Half the 95 % confidence interval of a mean."""


def formulas_of(plan: Plan, grids: Grids, sheets: Sheets) -> tuple[str, Formulas]:
    """How many responses a statistic uses, and its figures."""
    return USES[plan["use"]](plan, grids, sheets)


def _or_nothing(formula: str) -> str:
    return f'=IFERROR({formula},"")'


def _minus(a: str, b: str) -> str:
    return f'=IF(OR({a}="",{b}=""),"",{a}-{b})'


def _giving(sheet: DataSheet, name: str, columns: Iterable[str], by: Choices | None = None) -> str:
    """How many responses have a number in one of the columns (and an option to be split by)."""
    runs = sheet.runs(columns)

    def formula(row: int) -> str:
        count = f"COUNT({','.join(f'{sheet.here(first, row)}:{sheet.here(last, row)}' for first, last in runs)})"
        split = f'{sheet.here(by["column"], row)}<>"",' if by else ""
        return f"=IF(AND({split}{count}>0),1,0)"

    return f"=SUM({sheet.all(sheet.add(name, formula))})"


def _pooled(sheet: DataSheet, columns: Iterable[str], by: str, option: str) -> str:
    """The mean of all numbers that the responses with an option have in the columns."""
    chosen = f"({sheet.all(by)}={quoted(option)})"
    blocks = sheet.blocks(columns)
    sums = "+".join(f'SUMPRODUCT({chosen}*({block}<>""),{block})' for block in blocks)
    counts = "+".join(f'SUMPRODUCT({chosen}*({block}<>""))' for block in blocks)
    return _or_nothing(f"({sums})/({counts})")


def _means(plan: Plan, grids: Grids, sheets: Sheets) -> tuple[str, Formulas]:
    sheet, by = sheets[plan["instrument"]], plan.get("by")
    lines = {("groups", group["id"]): group["columns"] for group in plan["groups"]}
    every = [column for group in plan["groups"] for column in group["columns"]]
    lines |= {("items", column): [column] for column in every}
    made: Formulas = {}
    for (table, row), columns in lines.items():
        if by:
            for option in by["options"]:
                made[table, row, option] = _pooled(sheet, columns, by["column"], option)
        else:
            blocks = ",".join(sheet.blocks(columns))
            made[table, row, "n"] = f"=COUNT({blocks})"
            made[table, row, "mean"] = _or_nothing(f"AVERAGE({blocks})")
        if by and len(by["options"]) == 2:
            first, second = (grids[table].at(row, option) for option in by["options"])
            made[table, row, "difference"] = _minus(second, first)
    groups = grids["groups"]
    if "difference" in groups.rows:
        first, second = (group["id"] for group in plan["groups"])
        for column in groups.columns:
            if column != "n" or by:
                made["groups", "difference", column] = _minus(groups.at(first, column), groups.at(second, column))
    return _giving(sheet, f"n.{plan['id']}", every, by), made


def _agreement(plan: Plan, grids: Grids, sheets: Sheets) -> tuple[str, Formulas]:
    sheet, grid = sheets[plan["instrument"]], grids["agreement"]
    names = _compared(plan, sheet)
    differences, yes = (sheet.all(first, last) for first, last in names)
    n, agreed, first, second, expected = (
        grid.at(row, "value") for row in ("judgements", "agreed", "yes-first", "yes-second", "expected-agreement")
    )
    reach = f"{plain(plan['within'])}+{ALLOWANCE}"
    values = {
        "judgements": f"=COUNT({differences})",
        "within": _or_nothing(f'COUNTIFS({differences},">="&-({reach}),{differences},"<="&({reach}))/{n}'),
        "agreed": _or_nothing(f"(COUNTIF({yes},0)+COUNTIF({yes},3))/{n}"),
        "yes-first": _or_nothing(f'COUNTIF({yes},">=2")/{n}'),
        "yes-second": _or_nothing(f"(COUNTIF({yes},1)+COUNTIF({yes},3))/{n}"),
        "expected-agreement": f'=IF({n}=0,"",{first}*{second}+(1-{first})*(1-{second}))',
        "kappa": f'=IF({n}=0,"",IF(ABS(1-{expected})<={ALLOWANCE},"",({agreed}-{expected})/(1-{expected})))',
    }

    def counted(row: int) -> str:
        start, end = (sheet.here(name, row) for name in names[0])
        return f"=IF(COUNT({start}:{end})>0,2,0)"

    used = sheet.all(sheet.add(f"n.{plan['id']}", counted))
    return f"=SUM({used})", {("agreement", row, "value"): formula for row, formula in values.items()}


def _compared(plan: Plan, sheet: DataSheet) -> list[tuple[str, str]]:
    """Further columns in the first rater's rows, a block each, by first and last name.

    By how much the ratings are above the second rater's of the same thing; and which of both reach the threshold: 0
    neither, 1 the second, 2 the first, 3 both.
    """
    name, rater = plan["id"], plan["rater"]
    first, second = rater["options"]
    same = [choices["column"] for choices in plan["same"]]
    separator = '&"|"&'

    def key(row: int) -> str:
        cells = [sheet.here(column, row) for column in (*same, rater["column"])]
        blank = ",".join(f'{cell}=""' for cell in cells)
        return f'=IF(OR({blank}),"",{separator.join(cells)})'

    keys = sheet.add(f"key.{name}", key)

    def partner(row: int) -> str:
        own, every = sheet.here(keys, row), sheet.all(keys)
        cells = [sheet.here(column, row) for column in same]
        other = separator.join([*cells, quoted(second)])
        found = f'IF(AND(COUNTIF({every},{own})=1,COUNTIF({every},{other})=1),MATCH({other},{every},0),"")'
        return f'=IF(AND({own}<>"",{sheet.here(rater["column"], row)}={quoted(first)}),{found},"")'

    partners = sheet.add(f"partner.{name}", partner)

    def difference(column: str) -> Callable[[int], str]:
        def formula(row: int) -> str:
            own, where = sheet.here(column, row), sheet.here(partners, row)
            other = f"INDEX({sheet.all(column)},{where})"
            return f'=IF({where}="","",IF(OR({own}="",{other}=""),"",{own}-{other}))'

        return formula

    def reached(column: str, above: str) -> Callable[[int], str]:
        def formula(row: int) -> str:
            own, more = sheet.here(column, row), sheet.here(above, row)
            at = f"{plain(plan['threshold'])}-{ALLOWANCE}"
            return f'=IF({more}="","",2*({own}>={at})+({own}-{more}>={at}))'

        return formula

    columns = [column for group in plan["groups"] for column in group["columns"]]
    differences = [sheet.add(f"above.{name}.{column}", difference(column)) for column in columns]
    yes = [
        sheet.add(f"yes.{name}.{column}", reached(column, above))
        for column, above in zip(columns, differences, strict=True)
    ]
    return [(differences[0], differences[-1]), (yes[0], yes[-1])]


def _gaps(plan: Plan, grids: Grids, sheets: Sheets) -> tuple[str, Formulas]:
    sheet, items, groups = sheets[plan["instrument"]], grids["items"], grids["groups"]
    made: Formulas = {}
    differences = [_add_difference(sheet, plan["id"], pair["first"], pair["second"]) for pair in plan["pairs"]]
    for pair, difference in zip(plan["pairs"], differences, strict=True):
        row, first, second = pair["id"], sheet.all(pair["first"]), sheet.all(pair["second"])
        n = items.at(row, "n")
        made["items", row, "n"] = f"=COUNT({sheet.all(difference)})"
        # Ratings are never below 0: the condition leaves out where the other one is not there.
        made["items", row, "expected"] = _or_nothing(f'AVERAGEIFS({first},{second},">=0")')
        made["items", row, "perceived"] = _or_nothing(f'AVERAGEIFS({second},{first},">=0")')
        made["items", row, "gap"] = _minus(items.at(row, "perceived"), items.at(row, "expected"))
        made["items", row, "half"] = "=" + HALF.format(n=n, values=sheet.all(difference))
    weights = plan.get("weights")
    sums = [one for one in sheet.form["sums"] if weights and one["columns"][0] in weights["columns"].values()]
    whole = [add_sum(sheet, one) for one in sums]
    names = groups.rows[:-1]
    for group in names:
        members = [pair["id"] for pair in plan["pairs"] if pair["group"] == group]
        for column in ("expected", "perceived", "gap"):
            made["groups", group, column] = _or_nothing(f"AVERAGE({','.join(items.down(column, members))})")
        if weights and group in weights["columns"]:
            weight, gap = groups.at(group, "weight"), groups.at(group, "gap")
            shares = sheet.all(weights["columns"][group])
            made["groups", group, "weight"] = _or_nothing(f"AVERAGEIFS({shares},{sheet.all(whole[0])},1)")
            weighted = f'IF(OR({weight}="",{gap}=""),"",{weight}/{weights["total"]}*{gap})'
            made["groups", group, "weighted"] = f"={weighted}"
    if names:
        made["groups", "overall", "gap"] = _or_nothing(f"AVERAGE({','.join(groups.down('gap', names))})")
        for column in ("weight", "weighted") if weights else ():
            cells = ",".join(groups.down(column, names))
            made["groups", "overall", column] = f'=IF(COUNT({cells})=0,"",SUM({cells}))'

    def used(row: int) -> str:
        adds_up = "".join(f"+{sheet.here(name, row)}" for name in whole)
        start, end = sheet.here(differences[0], row), sheet.here(differences[-1], row)
        return f"=IF(COUNT({start}:{end}){adds_up}>0,1,0)"

    return f"=SUM({sheet.all(sheet.add('n.' + plan['id'], used))})", made


def _add_difference(sheet: DataSheet, name: str, first: str, second: str) -> str:
    """The further column of the second minus the first."""
    return sheet.add(f"gap.{name}.{first}", lambda row: _minus(sheet.here(second, row), sheet.here(first, row)))


def _importance_performance(plan: Plan, grids: Grids, sheets: Sheets) -> tuple[str, Formulas]:
    sheet, grid, cuts = sheets[plan["instrument"]], grids["attributes"], grids["thresholds"]
    made: Formulas = {}
    sides = ("importance", "performance")
    for pair in plan["pairs"]:
        row = pair["id"]
        blocks = dict(zip(sides, (sheet.all(pair["first"]), sheet.all(pair["second"])), strict=True))
        i, p = (grid.at(row, side) for side in sides)
        made["attributes", row, "n"] = f"=MIN({','.join(f'COUNT({block})' for block in blocks.values())})"
        for side, block in blocks.items():
            made["attributes", row, side] = _or_nothing(f"AVERAGE({block})")
            made["attributes", row, f"{side}-sd"] = _or_nothing(f"STDEV({block})")
        difference = grid.at(row, "difference")
        made["attributes", row, "difference"] = _minus(i, p)
        made["attributes", row, "priority"] = f'=IF({difference}="","",{i}*{difference})'
        for by in ("mean", "midpoint"):
            names = ("keep", "improve", "overkill", "low")
            cut_i, cut_p = (cuts.at(by, side) for side in sides)
            made["attributes", row, f"by-{by}"] = _quadrant(i, p, cut_i, cut_p, names)
    for side in sides:
        made["thresholds", "mean", side] = _or_nothing(f"AVERAGE({','.join(grid.down(side))})")
        made["thresholds", "midpoint", side] = f"={plain(plan['midpoint'])}"
    columns = [column for pair in plan["pairs"] for column in (pair["first"], pair["second"])]
    return _giving(sheet, f"n.{plan['id']}", columns), made


def _quadrant(x: str, y: str, x_cut: str, y_cut: str, names: Sequence[str]) -> str:
    """The name in braces, for its words to be filled in, of high and high, high and low, low and high, low and low."""
    high_high, high_low, low_high, low_low = (f'"{{{name}}}"' for name in names)
    is_high = f"{y}>={y_cut}-{ALLOWANCE}"
    high, low = f"IF({is_high},{high_high},{high_low})", f"IF({is_high},{low_high},{low_low})"
    return f'=IF(OR({x}="",{y}="",{x_cut}="",{y_cut}=""),"",IF({x}>={x_cut}-{ALLOWANCE},{high},{low}))'


def _quadrants(plan: Plan, grids: Grids, sheets: Sheets) -> tuple[str, Formulas]:
    sheet, grid, by = sheets[plan["instrument"]], grids["places"], plan["by"]
    assert by is not None
    made: Formulas = {}
    cut = plain(plan["cut"])
    for option in by["options"]:
        x, y = grid.at(option, "x"), grid.at(option, "y")
        made["places", option, "n"] = f"=COUNTIF({sheet.all(by['column'])},{quoted(option)})"
        made["places", option, "x"] = _pooled(sheet, plan["x"], by["column"], option)
        made["places", option, "y"] = _pooled(sheet, plan["y"], by["column"], option)
        made["places", option, "quadrant"] = _quadrant(x, y, cut, cut, ("high-high", "high-low", "low-high", "low-low"))
    return _giving(sheet, f"n.{plan['id']}", [*plan["x"], *plan["y"]], by), made


def _pareto(plan: Plan, grids: Grids, sheets: Sheets) -> tuple[str, Formulas]:
    """The order is found in cells beside the table: each option's count, and its rank with ties in their order."""
    sheet, grid, choices = sheets[plan["instrument"]], grids["causes"], plan["choices"]
    column = sheet.all(choices["column"])
    ranks = grid.rows[:-1]
    labels, counts, places = ([grid.beside(rank, offset) for rank in ranks] for offset in (0, 1, 2))
    made: Formulas = {}
    for number, option in enumerate(choices["options"]):
        own = counts[number]
        earlier = f"+COUNTIF({counts[0]}:{counts[number - 1]},{own})" if number else ""
        made["causes", ranks[number], ":count"] = f"=COUNTIF({column},{quoted(option)})"
        made["causes", ranks[number], ":rank"] = f'=1+COUNTIF({counts[0]}:{counts[-1]},">"&{own}){earlier}'
    total = grid.at("total", "count")
    for rank in ranks:
        place = f"MATCH({rank},{places[0]}:{places[-1]},0)"
        count, top = grid.at(rank, "count"), grid.at(ranks[0], "count")
        made["causes", rank, ""] = f"=INDEX({labels[0]}:{labels[-1]},{place})"
        made["causes", rank, "count"] = f"=INDEX({counts[0]}:{counts[-1]},{place})"
        made["causes", rank, "share"] = f'=IF({total}=0,"",{count}/{total})'
        made["causes", rank, "cumulative"] = f'=IF({total}=0,"",SUM({top}:{count})/{total})'
    made["causes", "total", "count"] = f"=SUM({','.join(grid.down('count', ranks))})"
    made["causes", "total", "share"] = f'=IF({total}=0,"",1)'
    return f"={total}", made


def _rate(plan: Plan, grids: Grids, sheets: Sheets) -> tuple[str, Formulas]:
    grid, of = grids["rate"], plan["base"]
    count, base = (grid.at(row, "value") for row in ("count", "base"))
    rate = f'=IF(ABS({base})<={ALLOWANCE},"",{count}/{base}*{plan["per"]})'
    values = {
        "count": f"=COUNTIF({sheets[plan['instrument']].states()},{USED})",
        "base": f"=SUM({sheets[of['instrument']].all(of['column'])})",
        "rate": rate,
    }
    return f"={count}", {("rate", row, "value"): formula for row, formula in values.items()}


def _ratio(plan: Plan, grids: Grids, sheets: Sheets) -> tuple[str, Formulas]:
    sheet, grid = sheets[plan["instrument"]], grids["ratio"]
    part, whole = sheet.all(plan["part"]), sheet.all(plan["whole"])
    both = f'({part}<>"")*({whole}<>"")'
    part_sum, whole_sum = (grid.at(row, "value") for row in ("part", "whole"))
    values = {
        "part": f"=SUMPRODUCT({both},{part})",
        "whole": f"=SUMPRODUCT({both},{whole})",
        "share": f'=IF(ABS({whole_sum})<={ALLOWANCE},"",{part_sum}/{whole_sum})',
    }
    return f"=SUMPRODUCT({both})", {("ratio", row, "value"): formula for row, formula in values.items()}


def _distribution(plan: Plan, grids: Grids, sheets: Sheets) -> tuple[str, Formulas]:
    column = sheets[plan["instrument"]].all(plan["column"])
    n = grids["distribution"].at("n", "value")
    values = {
        "n": f"=COUNT({column})",
        "mean": _or_nothing(f"AVERAGE({column})"),
        "median": _or_nothing(f"MEDIAN({column})"),
        "sd": _or_nothing(f"STDEV({column})"),
        "half": "=" + HALF.format(n=n, values=column),
        "min": f'=IF({n}=0,"",MIN({column}))',
        "max": f'=IF({n}=0,"",MAX({column}))',
    }
    return f"={n}", {("distribution", row, "value"): formula for row, formula in values.items()}


USES: dict[str, Callable[[Plan, Grids, Sheets], tuple[str, Formulas]]] = {
    "means": _means,
    "agreement": _agreement,
    "gaps": _gaps,
    "importance-performance": _importance_performance,
    "quadrants": _quadrants,
    "pareto": _pareto,
    "rate": _rate,
    "ratio": _ratio,
    "distribution": _distribution,
}
