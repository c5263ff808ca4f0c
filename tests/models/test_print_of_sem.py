"""Every formula and table of the printed thesis is found in the flagship, by its section and its symbol as printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from semdsl.lookup.entries import Declared, declared
from semdsl.lookup.search import search, wanted
from semdsl.project.files import load_declarations

MODEL = Path(__file__).parents[2] / "models" / "sem.sem"

FORMULAS = {
    # §2.1, income
    ("2.1.1", "ICOP_k^{SEM}"): "worker_employer",
    ("2.1.1", "ICOP_k^{GMP}"): "worker_employer",
    ("2.1.1", "Cot_k"): "contributors",
    ("2.1.1", "SBC_k^{SEM}"): "daily_wage",
    ("2.1.1", "PF_k^{COP}"): "premium_rate",
    ("2.1.1", "DC_k"): "days",
    ("2.1.1", "FA^{SEM}"): "adjustment",
    ("2.1.2", "AEDO_k^{SEM}"): "state",
    ("2.1.2", "AEDO_{k+n}^{GMP}"): "state",
    ("2.1.2", "PF^{Edo}"): "state_rate",
    ("2.1.2", "CD_k^{SEM}"): "daily_quota",
    ("2.1.2", "FA_{k+n}^{GMP}"): "state_adjustment",
    ("2.1.3", "OI_k^{SEM}"): "other_income",
    ("2.1.1", "COP_k^{SEM}"): "worker_employer",
    ("2.1.3", "FP^{SEM}"): "other_income_rate",
    # §2.2.1, health spending
    ("2.2.1", "GS_k^{SEM}"): "gross_spending",
    ("2.2.1", "GC_k^{SEM-C}"): "consumption_cost",
    ("II.2", "GC_k^{SEM-M}"): "maintenance_cost",
    ("II.2", "GC_k^{SEM-SG}"): "general_services_cost",
    ("2.2.1", "GS_{k,CTge}^{SEM}"): "total_spending",
    ("2.2.1", "GS_{k,CMFge}^{SEM}"): "spending",
    ("2.2.1", "GS_{k,CEge}^{SEM}"): "spending",
    ("2.2.1", "GS_{k,CUge}^{SEM}"): "spending",
    ("2.2.1", "GS_{k,CMF}^{SEM}"): "visit_spending",
    ("II.11", "CMF_{k,ge}"): "family_visits",
    ("II.12", "CE_{k,ge}"): "specialist_visits",
    ("II.13", "CU_{k,ge}"): "emergency_visits",
    # §2.2.2, staff
    ("2.2.2", "GSP_{k+n}"): "staff_services",
    ("2.2.2", "GP_{k+n}"): "projected_staff_cost",
    ("2.2.2", "COP_{k+n}^{IMSSPatrón}"): "imss_as_employer",
    ("2.2.2", "PG_{k+n}"): "staff_floor",
    ("2.2.2", "CNC_{k+n}"): "hiring_cost_current",
    ("2.2.2: ", "CNC_{k+n}"): "hiring_cost_by_posts",
    ("2.2.2", "NP_{k+n}"): "new_posts",
    ("2.2.2", "CNP_{k+n}"): "cost_per_post",
    ("2.2.2", "PT_{k+n-1}"): "posts",
    ("2.2.2", r"\Delta ST_{k+n}^{IMSS}"): "staff_wage_growth",
    ("2.2.2", r"\Delta NC_{k+n}"): "hiring_growth",
    ("III.1", r"\Delta INPC_{k+n}"): "inflation",
    ("2.2.2", "SP_{k+n}^s"): "staff_cost_as_written",
    ("2.2.2", "SP_{k+n}"): "staff_services",
    ("2.2.2", "f_{k+n}^s"): "staff_factor",
    ("2.2.2: ", "f_{k+n}^s"): "staff_factor_adjusted",
    ("2.2.2", "f_k^s"): "staff_factor_2005",
    ("2.2.2", "P_{k+n}^s"): "users_by_line",
    # §2.2.4, population
    ("2.2.4", "ASEM_{k+n}^{eg}"): "insured",
    ("2.2.4: ", "ASEM_{k+n}^{eg}"): "insured_by_sum",
    ("2.2.4", "PDH_{k+n}^{eg}"): "covered",
    ("2.2.4", "AT_{k+n}^{eg}"): "insured_workers",
    ("2.2.4", r"\Delta PEA_{k+n}^{eg}"): "workforce_growth",
    ("2.2.4", "PEA_{k+n}^{eg}"): "workforce",
    ("2.2.4", "PGMP_{k+n}^{eg}"): "pensioners_by_subtraction",
    ("2.2.4: ", "PGMP_{k+n}^{eg}"): "pensioners",
    ("2.2.4", "ASF_{k+n}^{eg}"): "voluntary_insured",
    ("2.2.4", "ASSFAM_{k+n}^{eg}"): "family_insured",
    ("2.2.4", "FA_{k+n}^{eg}"): "families_of_insured",
    ("2.2.4", "FP_{k+n}^{eg}"): "families_of_pensioners",
    ("2.2.4", "ART_{k+n}^{eg}"): "work_injured",
    ("2.2.4", "PSIV73_{k+n}^{eg}"): "disability_73",
    ("2.2.4", "PSRT73_{k+n}^{eg}"): "work_injury_73",
    ("2.2.4", "PSRCV73_{k+n}^{eg}"): "old_age_73",
    ("2.2.4", "PVI73_{k+n}^{eg}"): "widows_73",
    ("2.2.4", "POR73_{k+n}^{eg}"): "orphans_73",
    ("2.2.4", "PAS73_{k+n}^{eg}"): "parents_73",
    ("2.2.4", "PSIV97_{k+n}^{eg}"): "disability_97",
    ("2.2.4", "PSRT97_{k+n}^{eg}"): "work_injury_97",
    ("2.2.4", "PVC97_{k+n}^{eg}"): "old_age_97",
    ("2.2.4", "PVI97_{k+n}^{eg}"): "widows_97",
    ("2.2.4", "POR97_{k+n}^{eg}"): "orphans_97",
    ("2.2.4", "PAS97_{k+n}^{eg}"): "parents_97",
    # §2.2.8, unit costs
    ("2.2.8", "GS_k^{SEM}"): "gross_spending_with_staff",
    ("2.2.8", "GS_{k,CTge}^{SEM}"): "total_spending",
    ("2.2.8", "GS_{k,CMFge}^{SEM}"): "spending",
    ("2.2.8", "ASEM_{k+n}^{eg}"): "insured_with_injured",
    ("2.2.8: ", "ASEM_{k+n}^{eg}"): "insured_with_injured_by_sum",
    ("2.2.8", "AUSEM_{k+n}^{eg}"): "insured_users",
    ("2.2.8", "F^{eg}"): "use_rate",
    ("2.2.8", "CU_{k,ge}^{SEM}"): "unit_cost",
    # §3.1.1.a, the scaled premium
    ("3.1.1.a", "V_t"): "reserve_by_year",
    ("3.1.1.a", "V_n"): "reserve_at_start",
    ("3.1.1.a", "V^n"): "discount_to_start",
    ("3.1.1.a", "E_t"): "total_expense_of_year",
    ("3.1.1.a", "E(y)"): "total_expense_of_year",
    ("3.1.1.a", "S_t"): "total_wages_of_year",
    ("3.1.1.a", "S(y)"): "total_wages_of_year",
    ("3.1.1.a", "I_t"): "total_income_of_year",
    ("3.1.1.a", "I(y)"): "total_income_of_year",
    ("III.1", "i"): "interest_printed",
    ("3.1.1.a", "i"): "interest",
    ("3.1.1.a", r"\delta"): "force",
    ("3.1.1.a", "I + (i * V)"): "income_and_interest",
    ("3.1.1.a", "ρ(n,m)"): "equilibrium_years",
    ("3.1.1.a", r"\Pi(n, m)"): "equilibrium_premium",
    ("3.1.1.a", "Π"): "zelenka_premium",
    ("ecuación (1)", "V_t"): "reserve_by_year",
    ("(2)", "V_t"): "reserve_by_sums",
    ("(3)", "V_t'"): "reserve_growth",
    ("(4)", "V'(m)"): "condition_at_end",
    ("(5)", ""): "discounted_condition",
    ("(6)", ""): "discounted_condition",
    ("(8)", "Π(n,m)"): "equilibrium_premium",
    # §§3.7 and 3.8, premiums and reserves
    ("3.7.1", "PR_{k+n}^s"): "payg_on_contributions",
    ("III.6", "G_{k+n}^s"): "expense",
    ("3.7.2", "PME^s"): "level_on_contributions",
    ("3.7.2", "VPG_{k+n}^s"): "present_value_of_expense",
    ("3.7.2", "VPCOP_{k+n}^s"): "present_value_of_contributions",
    ("3.7.3", "PE_{k+5j}^s"): "stepped_on_contributions",
    ("3.8", "V_t"): "reserve_by_year",
}
"""A section, table or equation and a symbol as the thesis prints them, and what is found.

The second formula of a symbol in one section has ``: `` after the section, so that the keys differ.
"""

TABLES = [
    *(f"I.{number}" for number in range(1, 5)),
    *(f"II.{number}" for number in (*range(1, 14), *range(16, 24))),
    *(f"III.{number}" for number in (1, 2, 3, 4, 6, 7, 8, 9)),
]
CHARTS = ["I.1", "II.1", *(f"III.{number}" for number in range(1, 7))]
SECTIONS = [
    *(
        "1.2",
        "1.6.1",
        "1.6.2",
        "1.7",
        "1.8",
        "1.9",
        "2.1.1",
        "2.1.2",
        "2.1.3",
        "2.2.1",
        "2.2.2",
        "2.2.3",
        "2.2.4",
    ),
    *("2.2.5", "2.2.6", "2.2.7", "2.2.8", "2.2.9", "2.2.10", "2.2.11", "2.2.12", "2.2.13", "2.2.14"),
    *(
        "3.1.1.a",
        "3.2",
        "3.3",
        "3.3.1",
        "3.3.2",
        "3.4",
        "3.5",
        "3.5.1",
        "3.6",
        "3.7.1",
        "3.7.2",
        "3.7.3",
        "3.8",
    ),
]
SHEETS = [
    *(
        "PDH & PDHU",
        "Inf & Supuestos",
        "VA SIV 05",
        "VA SRT 05",
        "VA RJP 05",
        "GAD",
        "Ingresos",
        "Gasto Salud",
    ),
    *("Personal", "Otros gastos", "P Ec. CP", "SEM", "GMP", "Edo. I-G", "Primas"),
]


@pytest.fixture(scope="module")
def known() -> Declared:
    loaded = load_declarations(MODEL)
    assert loaded.value is not None
    return declared(loaded.value)


def found(known: Declared, *words: str) -> list[str]:
    """The names found, those without one by their titles, the best first."""
    hits = search(known, wanted(words), library=False)
    return [hit.entry.name or hit.entry.titles[0].text for hit in hits]


@pytest.mark.parametrize(("printed", "name"), FORMULAS.items(), ids=[" ".join(key) for key in FORMULAS])
def test_a_formula_is_found_by_section_and_by_symbol(
    known: Declared, printed: tuple[str, str], name: str
) -> None:
    place, symbol = printed[0].rstrip(": "), printed[1]
    assert name in found(known, place)
    assert not symbol or name in found(known, symbol)[:10]
    assert name in (found(known, place, symbol) if symbol else found(known, place))[:3]


@pytest.mark.parametrize("number", TABLES)
def test_a_table_is_found(known: Declared, number: str) -> None:
    assert found(known, f"Cuadro {number}")


@pytest.mark.parametrize("number", CHARTS)
def test_a_chart_is_found(known: Declared, number: str) -> None:
    assert found(known, f"Gráfica {number}")


@pytest.mark.parametrize("number", SECTIONS)
def test_a_section_is_found(known: Declared, number: str) -> None:
    assert found(known, number)


@pytest.mark.parametrize("title", SHEETS)
def test_a_worksheet_is_found(known: Declared, title: str) -> None:
    parts = {
        hit.entry.titles[0].text: known.command(hit.entry)
        for hit in search(known, wanted(("cuadro III.4",)), library=False)
        if hit.entry.kind == "part"
    }
    assert parts[title].startswith("semdsl run ")
    assert "--part" in parts[title]
