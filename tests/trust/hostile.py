"""A model with a place for whatever an author may write: its texts, its names, its paths and its figures.

``«title»`` is a place, called a slot. ``filled({"title": "<script>"})`` has the files with that text there.
"""

from __future__ import annotations

from collections.abc import Mapping

MODEL = """\
model «model» "«title»" en "«title en»"
    language es
    version "«version»"
    source "«source of model»"
    owner "«owner»"
    erratum "«erratum of model»"
    limitation "«limitation of model»"
    note \"\"\"«note»

- «item of a note»
- two

    «code in a note»
\"\"\"

include "part.sem"
use "«use»" as law
use "law.sem" with (rate = 1 + 0 * «binding») as other
    note "«note of use»"

# ── «heading» ──
unit visit "«unit title»"
unit «unit name» "y"
time year "«time title»" = 2025..2027
axis sex "«axis title»" = male "«label title»" en "Men", «label» "Mujeres"
axis named "x" = "«quoted label»" "«title of a quoted label»", B
axis group of sex = all "«group title»": male
axis grd from "«axis file»" column «axis column» titled «axis titles»

table insured[sex] "«table title»" : person
    from "«table file»" with (sex = "«column of axis»") column "«column»" where kind = "«kind»"
    source "«source»"
    note "«table note»"

assumption growth "«assumption title»" en "«assumption title en»" : ratio = 2%
    symbol "«symbol»"
    law "«law»"
    owner "«owner of a figure»"
    since "«since»"
    calibrated to "«calibrated»"
    note "«assumption note»"
    erratum "«erratum»"
    limitation "«limitation»"
    source "x" ; range 0% .. 4%

assumption «name» "x" : ratio = 1% + 0 * growth
    source "x"
assumption share[named] "«title of shares»" : ratio
    = 1%  for "«quoted label again»"  source "«case source»"
    = 2%  otherwise  law "«case law»" ; note "«case note»"
contribution income[year] "«contribution title»" : MXN
    payer «payer»
    = 1 MXN * rate

# ── «another heading» ──
function double(«parameter») "«function title»" = 2 * growth
    note "«function note»"

variable rate[year] : ratio = 1 + growth
variable value[year, sex] "«quantity title»" en "«quantity title en»" : person
    = insured                                     for 2025
    = value[year-1] * (1 + growth) + 0 person * «formula»  otherwise
    symbol "«another symbol»"
    note \"\"\"«long note»\"\"\"

variable placed[year] : person = value[year, "«place»"]
variable measured : «unit» = 1 «literal unit»
variable counted[year] : person = 1 person for «selection»
variable spread[named] : ratio = share

identity same "«identity title»" : value + value = 2 * value
    note "«identity note»"
check positive "«check title»" : value >= 0 person
    source "«check source»"
    note "«check note»"
expect total "«expectation title»" : sum(value[2025] over sex) = 3 person within 1 person
    source "«expectation source»"
    note "«expectation note»"
expect value[year, sex] matches "«expectation file»" column value total "«total label»" within 1 person
expect value[2025, male] = 2 person within 0.5 person deviates up to 1 person
    source "«deviation source»"
    note "«deviation note»"

test "«test title»"
    given growth = 0%
    given insured = 1 person
    expect value[2026, male] = 1 person
    note "«test note»"

scenario low "«scenario title»" en "«scenario title en»"
    set growth = 1% + 0 * «setting»
    note "«scenario note»"
scenario «scenario name» "x"
    extends low
    set growth = 1%
    set insured from "«scenario file»" where kind = "k"

# ── «last heading» ──
report "«report title»" en "«report title en»"
    rows sex with total "«title of total»" ; columns year
    show value in «shown unit»
    source "«report source»"
    note "«report note»"
chart "«chart title»" en "«chart title en»" : «chart form» of value in «chart unit» by year, sex
    source "«chart source»"
    note "«chart note»"
chart "«bar title»" : bar of value by sex where year = 2026
chart "«stacked bar title»" : stacked bar of value by year, sex
chart "«area title»" : area of value by year, sex
chart "«pyramid title»" : pyramid of value by year, sex
chart "«fan title»" : fan of value, value, value by year where sex = male
chart "«waterfall title»" : waterfall of value[2025], value[2026], value[2027] where sex = male
chart "«tornado title»" : tornado of value where year = 2027 and sex = male
# «comment»
"""

PART = """\
part small "«part title»" en "«part title en»"
    note "«part note»"
    source "«part source»"

variable one "«title in part»" : ratio = 1
"""
LAW = """\
module law "«module title»"
    note "«module note»"

input «input name» "«input title»" : ratio = 1
variable fixed "«title in module»" : ratio = 1
"""
TABLE = "sex,kind,value,«header»\nmale,k,1,«cell»\nfemale,k,2,x\n«row label»,other,1,x\n"
LABELS = "code,name\nA,«label in file»\n«code in file»,x\n"
PRINTED = "year,sex,value\n2025,male,«figure»\n2025,all,3\n"

FILES: Mapping[str, str] = {
    "model.sem": MODEL,
    "part.sem": PART,
    "law.sem": LAW,
    "data.csv": TABLE,
    "labels.csv": LABELS,
    "printed.csv": PRINTED,
}

DEFAULTS: Mapping[str, str] = {
    "model": "m", "use": "law.sem", "binding": "1", "unit name": "vaccine", "label": "female",
    "label title": "h", "title of total": "t", "axis file": "labels.csv",
    "axis column": "code", "axis titles": "name", "table file": "data.csv", "column of axis": "sex", "column": "value",
    "kind": "k", "name": "plain", "parameter": "x", "formula": "growth", "place": "male", "unit": "ratio",
    "literal unit": "ratio", "selection": "year >= 2025", "expectation file": "printed.csv",
    "scenario file": "data.csv",
    "setting": "growth", "scenario name": "high", "shown unit": "person", "input name": "rate", "header": "note",
    "total label": "all", "row label": "male2", "code in file": "B", "figure": "1",
    "payer": "employer", "chart form": "line", "chart unit": "person",
    "quoted label": "first", "quoted label again": "first",
}  # fmt: skip
"""What stands in a slot that is not a text."""


def slots() -> list[str]:
    """Every slot of the files, in order."""
    texts = "".join(FILES.values())
    return list(dict.fromkeys(piece.partition("»")[0] for piece in texts.split("«")[1:]))


def titled() -> list[str]:
    """The slots that are texts: whatever stands there, the model means the same."""
    return [name for name in slots() if name not in DEFAULTS]


def filled(given: Mapping[str, str]) -> dict[str, str]:
    """The files with the texts *given* by slot; all others have what makes the model sound."""
    texts = {name: DEFAULTS.get(name, f"{name} x") for name in slots()} | dict(given)
    return {path: _fill(text, texts) for path, text in FILES.items()}


def _fill(text: str, given: Mapping[str, str]) -> str:
    first, *others = text.split("«")
    pieces = (piece.partition("»") for piece in others)
    return first + "".join(given[name] + rest for name, _, rest in pieces)
