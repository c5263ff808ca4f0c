"""The fixed words of answers to questions, in the languages a model may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """Words in one language. Those with braces are sentences to fill in."""

    moved: str
    from_to: tuple[str, str]
    result_at: tuple[str, str]
    swing: str
    value: str
    derivative: str
    elasticity: str
    added: str
    times: str
    per: str
    per_point: str
    no_effect: str
    level_here: str
    unmoved: str
    zero_rates: str
    zero_others: str
    stopped: str
    snags: Mapping[str, str]
    stated: str
    differs: str
    to_each: str
    line: str
    unique: str
    multiplied: str
    scanned: str
    sampled: str
    one: str
    several: str
    level: str
    directions: Mapping[int, str]
    undefined: str
    again: str
    use: str
    none: str
    holds_from_to: str
    holds_from: str
    holds_to: str
    holds_all: str
    decided: str
    looked_no_further: str
    strict: str
    proved_interval: str
    unproved_interval: str
    first: str
    never: str
    before: str
    later: str
    not_later: str


ENGLISH = AnswerWords(
    moved="moved",
    from_to=("from", "to"),
    result_at=("result at from", "at to"),
    swing="swing",
    value="value",
    derivative="derivative",
    elasticity="elasticity",
    added="each {size}",
    times="each × {size}",
    per="per {unit}",
    per_point="per 1pp",
    no_effect="without effect on it: {names}",
    level_here="derivative 0 at these values, though it may move further on with: {names}",
    unmoved="nothing that is asked about moves with: {names}",
    zero_rates="not moved, because a part of 0 is 0: {names}; --bump 1pp adds to it instead",
    zero_others="not moved, because a part of 0 is 0: {names}; give it a range, or ask for --exact",
    stopped="no value: {why}",
    snags={
        "kink": "at a kink",
        "rounded": "no derivative: rounded",
        "place": "no derivative: looked up",
        "steep": "no derivative: steep",
    },
    stated="now {value}",
    differs="its cells differ now",
    to_each="added to every cell",
    line="left side less right side = {a} {sign} {b} × {name}, {unit}",
    unique="proved a straight line in {name}: there is no other solution",
    multiplied="proved a straight line in {name} after multiplying by what it divides by: there is no other solution",
    scanned="looked at {points} points from {low} to {high}, then narrowed down in {steps} steps",
    sampled="looked at {points} points from {low} to {high}, {apart} apart",
    one="one change of sign among the points{direction}: that there is no other is not proved",
    level="both sides are equal at every point of a stretch: what lies between two points is not proved",
    several="{count} changes of sign among the points, all of them listed: that there are no others is not proved",
    directions={
        1: ", and the difference rises from each to the next",
        -1: ", and it falls from each to the next",
        0: "",
    },
    undefined="at {count} of the points the model has no value",
    again="run again with it: left {left}, right {right}, difference {residual}",
    use="to use it: {option}",
    none="no solution",
    holds_from_to="holds for {name} from {low} to {high}",
    holds_from="holds for {name} from {low} on",
    holds_to="holds for {name} up to {high}",
    holds_all="holds for every {name}",
    decided="at {value} it is decided{cell}: left {left}, right {right}",
    looked_no_further="{value} is where the question ends, not the condition",
    strict="the end itself is not one of them: there both sides are equal",
    proved_interval="proved: straight lines in {name} in every cell",
    unproved_interval="what lies between two points is not proved: it may change there and change back",
    first="{axis} = {member}",
    never="for no {axis}",
    before="in {member} left {left}, right {right}",
    later="it holds from then on",
    not_later="later it does not hold in {members}",
)

SPANISH = AnswerWords(
    moved="se mueve",
    from_to=("de", "a"),
    result_at=("resultado en «de»", "en «a»"),
    swing="amplitud",
    value="valor",
    derivative="derivada",
    elasticity="elasticidad",
    added="cada una {size}",
    times="cada una × {size}",
    per="por {unit}",
    per_point="por 1pp",
    no_effect="sin efecto en él: {names}",
    level_here="derivada 0 con estos valores, aunque más allá podría moverse con: {names}",
    unmoved="nada de lo que se pregunta se mueve con: {names}",
    zero_rates="sin mover, porque una parte de 0 es 0: {names}; con --bump 1pp se le suma un punto",
    zero_others="sin mover, porque una parte de 0 es 0: {names}; conviene darle un range, o pedir --exact",
    stopped="sin valor: {why}",
    snags={
        "kink": "en un quiebre",
        "rounded": "sin derivada: se redondea",
        "place": "sin derivada: se busca",
        "steep": "sin derivada: sin cota",
    },
    stated="ahora {value}",
    differs="sus celdas difieren ahora",
    to_each="se suma a cada celda",
    line="lado izquierdo menos derecho = {a} {sign} {b} × {name}, {unit}",
    unique="demostrado: es una recta en {name}, y no hay otra solución",
    multiplied="demostrado: multiplicando por el divisor es una recta en {name}, y no hay otra solución",
    scanned="se miró en {points} puntos de {low} a {high}, y después se acotó en {steps} pasos",
    sampled="se miró en {points} puntos de {low} a {high}, uno cada {apart}",
    one="un cambio de signo entre los puntos{direction}: no está demostrado que no haya otro",
    level="los dos lados son iguales en cada punto de un tramo: lo que hay entre dos puntos no está demostrado",
    several="{count} cambios de signo entre los puntos, todos en la lista: no está demostrado que no haya otros",
    directions={
        1: ", y la diferencia crece de cada uno al siguiente",
        -1: ", y baja de cada uno al siguiente",
        0: "",
    },
    undefined="en {count} de los puntos el modelo no tiene valor",
    again="el modelo, corrido de nuevo con él: izquierdo {left}, derecho {right}, diferencia {residual}",
    use="para usarlo: {option}",
    none="no hay solución",
    holds_from_to="se cumple con {name} de {low} a {high}",
    holds_from="se cumple con {name} desde {low}",
    holds_to="se cumple con {name} hasta {high}",
    holds_all="se cumple con cualquier {name}",
    decided="en {value} lo decide{cell}: izquierdo {left}, derecho {right}",
    looked_no_further="{value} es donde acaba la pregunta, no la condición",
    strict="el extremo mismo no está incluido: ahí los dos lados son iguales",
    proved_interval="demostrado: son rectas en {name} en todas las celdas",
    unproved_interval="lo que hay entre dos puntos no está demostrado: ahí podría cambiar y volver a cambiar",
    first="{axis} = {member}",
    never="con ningún {axis}",
    before="en {member} izquierdo {left}, derecho {right}",
    later="desde entonces se cumple",
    not_later="después no se cumple en {members}",
)


def answer_words(language: str) -> AnswerWords:
    """The words of *language*."""
    return SPANISH if language == "es" else ENGLISH
