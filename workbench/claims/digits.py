"""Numbers in digits of any script, with what is written right behind them: 5,000  $1.2bn  44%  5-7."""

from __future__ import annotations

from typing import Final, NamedTuple

from workbench.claims.lexicon import Lexicon
from workbench.claims.words import Words

ABOUT: Final = 0.1
"""How far "some 60" may be off, as a share."""

CURRENCIES: Final = frozenset("$£€¥₹₺₽₪₩")
CURRENCY_CODES: Final = {"eur": "€", "usd": "$", "gbp": "£", "jpy": "¥", "inr": "₹", "rub": "₽"}
_GROUP_MARKS: Final = ",٬\u00a0\u202f'’"
_DECIMAL_MARKS: Final = ".٫"
_ORDINAL_ENDS: Final = frozenset("st nd rd th s er ère ème".split())
_MEASURES_TOUCHING: Final = frozenset(
    "km kg mm cm m mph kph kmh ft in lb lbs c f pc p bps mw gw kw hrs hr min mins sq ha tn mn bn k g l t %".split()
)
_IN_MILLIONS: Final = frozenset("are were have decline rise fall drop increase loss profit deficit surplus".split())
_EMERGENCY: Final = frozenset("999 911 112 111 101 000".split())
_DIALLED: Final = frozenset("call calls called calling dial dialled dialling ring rang abusing the their on to".split())
_ANSWERED: Final = frozenset("call calls caller callers system service operator operators emergency".split())
_LONGEST_DIGITS: Final = 20
_MOST_GROUPS: Final = 4


class Numeral(NamedTuple):
    """A number read: words first..last, last not included. `value` is None for a range or a round word.

    `worded` is true for a round word ("dozens"). `counts` is false for numbers that are no figures: ordinals, ages, scores, telephone numbers, names.
    """

    first: int
    last: int
    value: float | None
    low: float | None
    high: float | None
    unit: str | None = None
    counts: bool = True
    worded: bool = False


def exact(first: int, last: int, value: float, unit: str | None = None) -> Numeral:
    """A number that stands for itself."""
    return Numeral(first, last, value, value, value, unit)


def no_figure(first: int, last: int) -> Numeral:
    """Words that hold a number that is no figure."""
    return Numeral(first, last, None, None, None, counts=False)


def digits_value(low: str, *, decimal_comma: bool = False) -> float | None:
    """The value of a run of digits with its marks: "5,000", "1.2", "١٬٢٠٠", "1 200"; None for "10:30", "1/2"."""
    if len(low) > _LONGEST_DIGITS or ":" in low or "/" in low:
        return None
    if decimal_comma and low.count(",") == 1 and "." not in low:
        low = low.replace(",", ".")
    whole, mark, rest = low, "", ""
    for decimal in _DECIMAL_MARKS:
        if decimal in low:
            whole, mark, rest = low.partition(decimal)
            break
    groups = whole
    for group in _GROUP_MARKS:
        groups = groups.replace(group, ",")
    parts = groups.split(",")
    if not all(part.isdecimal() for part in parts) or (mark and not rest.isdecimal()):
        return None
    if len(parts) > 1 and any(len(part) not in (2, 3) for part in parts[1:]):
        return None
    return float("".join(parts) + (f".{rest}" if rest else ""))


def digits_at(words: Words, place: int, lexicon: Lexicon, currency: str | None = None) -> Numeral | None:
    """The number whose digits stand at a place, with what is written right behind them."""
    low, last = words.lows[place], place + 1
    while lexicon.language == "fr" and last < place + _MOST_GROUPS and _is_grouped(words, place, last):
        low, last = low + words.lows[last], last + 1
    value = digits_value(low, decimal_comma=lexicon.language == "fr")
    if value is None or (not currency and last == place + 1 and _is_name_or_code(words, place, lexicon)):
        return no_figure(place, last)
    if words.touches_next(place):
        touching = _touching(words, place, lexicon, value, currency)
        if touching:
            return touching
    if words.at(last) in lexicon.multiples and words.at(last) not in ("m", "k"):
        value *= lexicon.multiples[words.lows[last]]
        last += 1
    return exact(place, last, value, currency)


def _is_grouped(words: Words, place: int, last: int) -> bool:
    """`1 200 soldats`: French groups digits by blanks."""
    after = words.at(last)
    return (
        len(words.lows[place]) <= 3
        and words.lows[place][0] != "0"
        and len(after) == 3
        and after.isdecimal()
        and words.lows[place].isdecimal()
    )


def _touching(words: Words, place: int, lexicon: Lexicon, value: float, currency: str | None) -> Numeral | None:
    """What is written right behind the digits, without a blank: 5m, 44%, 20th, 19-year-old, 2-1."""
    after = words.at(place + 1)
    last = place + 2
    if after in ("%", "٪"):
        return exact(place, last, value, "percent")
    if after == "+":
        return Numeral(place, last, value, value, None, currency)
    if after == "m" and words.is_capital(place + 1) and not currency and words.at(last) and words.is_capital(last):
        return no_figure(place, last)  # the 3M Roundabout
    if after in lexicon.multiples and (currency or after != "m" or _counts_millions(words, last)):
        return exact(place, last, value * lexicon.multiples[after], currency)
    if after in ("-", "–", "‑") and words.touches_next(place + 1):
        return _hyphenated(words, place, lexicon, value, currency)
    if after in _ORDINAL_ENDS:
        return no_figure(place, last)
    if after in _MEASURES_TOUCHING:
        return exact(place, last, value, "percent" if after == "pc" else words.between(place + 1, last))
    if after[:1].isalpha():
        return no_figure(place, last)
    return None


def _counts_millions(words: Words, place: int) -> bool:
    """`5m crowns`, `11m are in the air`; `600m and 800m crowns`: millions, if the number behind is in millions too."""
    if words.at(place)[-1:] == "s" or words.at(place) in _IN_MILLIONS:
        return True
    return words.at(place) in ("and", "to") and words.at(place + 1)[:1].isdigit() and words.at(place + 2) == "m"


def _hyphenated(words: Words, place: int, lexicon: Lexicon, value: float, currency: str | None) -> Numeral:
    """`5-7 people` is a range, `$300-400 million` too; `2-1` a score; `19-year-old` an age."""
    other, after = words.at(place + 2), words.at(place + 3)
    if other == "magnitude":
        return exact(place, place + 3, value, "magnitude")
    if other == "strong" and after[:1].isalpha():
        return exact(place, place + 4, value, after)
    high = digits_value(other) if other[:1].isdigit() else None
    if high is None or high <= value or not (after[:1].isalpha() or after == "%" or currency):
        return no_figure(place, place + 3)
    times = lexicon.multiples.get(after, 1.0) if len(after) > 1 else 1.0
    measured = after in _MEASURES_TOUCHING and after != "%" and after not in lexicon.multiples
    if measured and words.touches_next(place + 2):
        return Numeral(place, place + 4, None, value, high, words.between(place + 3, place + 4))
    unit = "percent" if after == "%" else currency
    last = place + 4 if after == "%" or times > 1 else place + 3
    return Numeral(place, last, None, value * times, high * times, unit)


def value_of_age(low: str) -> bool:
    """Whether digits can be somebody's age: `a man of 80`."""
    return low.isdecimal() and len(low) < 3


def _is_name_or_code(words: Words, place: int, lexicon: Lexicon) -> bool:
    low, before = words.lows[place], words.at(place - 1)
    if low[0] == "0" and len(low) > 1 and low[1].isdigit():
        return True
    neighbours = (before, words.at(place + 1))
    if before == "+" and words.at(place - 2) == "(":
        return False  # Westmark 1,204 (+131)
    if any(beside[:1].isdigit() for beside in neighbours) or before in ("#", "+", "aged", "age", "/", "per"):
        return True
    if low in _EMERGENCY and (before in _DIALLED or words.at(place + 1) in _ANSWERED):
        return True
    if before == "p" and words.at(place - 2) == "&":
        return True  # the S&P 500
    if before in ("of", "de") and words.at(place - 2) in lexicon.set_of("aged_persons") and value_of_age(low):
        return True
    if before in ("to", "and") and words.at(place - 3) in ("aged", "ages"):
        return True
    if words.at(place + 1) in ("ans", "عاما", "عام", "سنة") and before in (",", "(", "العمر", "عمره", "عمرها"):
        return True
    if before in lexicon.set_of("labels") or (before == "." and words.at(place - 2) in ("no", "nos")):
        return True
    return before == "," and words.at(place + 1) in (",", ".", ")") and place > 1 and words.is_capital(place - 2)
