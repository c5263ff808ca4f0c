"""From the text of a unit to a unit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from semdsl.units.algebra import RATIO, Unit, base

SCALES = {"": 1.0, "thousand": 1e3, "million": 1e6}

PARTS = {"%": 1e-2, "‰": 1e-3}
"""Signs that stand for a unit of plain ratios, where figures are read or shown."""

COUNTED = ("person", "day", "week", "month", "quarter", "year")

CURRENCIES = frozenset(
    (
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD "
        "CAD CDF CHF CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS "
        "GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD "
        "KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN "
        "NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE "
        "SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UYW UZS VED VES "
        "VND VUV WST XAF XCD XDR XOF XPF YER ZAR ZMW ZWG "
    ).split()
)  # ISO 4217, with the units of account that valuations use (UDI, UF, UR)

_FACTOR = re.compile(r"(?P<name>[^\W\d]\w*)(?:\((?P<year>\d{4})\))?(?:\^(?P<power>-?\d{1,2}))?")


class UnknownUnit(ValueError):
    """Parts of a unit are no units that the model knows: ``parts`` says which, each once."""

    def __init__(self, parts: Sequence[str]) -> None:
        self.parts = tuple(dict.fromkeys(parts))
        super().__init__(", ".join(self.parts))


def parse_unit(text: str, declared: Mapping[str, Unit]) -> Unit:
    """The unit that *text* writes, where *declared* are the model's own base units.

    Raises:
        UnknownUnit: parts of *text* are neither declared, counted, a currency nor ``ratio``.

    """
    unit = RATIO
    sign = 1
    unknown = []
    for piece in re.split(r"([*/·])", text):
        if piece in ("*", "·"):
            sign = 1
        elif piece == "/":
            sign = -1
        elif (factor := _factor(piece, declared)) is not None:
            unit = unit * factor**sign
        else:
            unknown.append(re.sub(r"(?<=\w)\^-?\d{1,2}\Z", "", piece))
    if unknown:
        raise UnknownUnit(unknown)
    return unit


def _factor(piece: str, declared: Mapping[str, Unit]) -> Unit | None:
    """What *piece* writes, a unit or a power of one; None if no such unit is known."""
    if piece in ("1", "ratio"):
        return RATIO
    match = _FACTOR.fullmatch(piece)
    if match is None:
        return None
    name, year = match["name"], match["year"]
    power = Fraction(match["power"] or 1)
    if name in declared and year is None:
        return declared[name] ** power
    if name in CURRENCIES:
        return base(f"{name}({year})" if year else name) ** power
    if name in COUNTED and year is None:
        return base(name) ** power
    return None
