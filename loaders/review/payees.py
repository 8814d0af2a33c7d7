"""Who a payee is: an organisation that others name too, or somebody that only this sheet can tell.

Sheets print stand-ins for names that are not published (個人Ａ, 株式会社c, B社, ●●県, その他, 未定), several
payees in one cell, and natural persons. Two equal ones are not one, so none becomes a shared organisation.
"""

from __future__ import annotations

import re
from typing import Final

from policygraph.loaders.iris import name_key
from policygraph.loaders.japanese import fold

_WEIGHTS: Final = (1, 2)

_FORMS = (
    r"(?:株式|有限|合同|合資|合名|相互)会社|\(?[株有同資名]\)|"
    r"\(?(?:(?:一般|公益|特例)?(?:社団|財団)|学校|医療|社会福祉|宗教|特定非営利活動|国立大学|公立大学|独立行政|国立研究開発|地方独立行政|"
    r"監査|税理士|弁護士|特許業務|農事組合)法人\)?|NPO法人|任意団体|(?:農業|漁業|森林|事業)?協同組合|企業組合|組合"
)
_ROLES = (
    r"個人(?:事業[主者])?|(?:民間|中小|海外|外国|国内|協力)?(?:企業|事業[者主]|会社|法人|団体)|アドバイザー|専門家|有識者|委員|講師|職員|"
    r"社員|研究者|弁護士|税理士|学生|研修生|大学|研究所|研究機関|金融機関|商工会|商工会議所|自治体|都道府県|市区?町村|補助事業者|委託先|支出先"
)
_LABEL = r"(?:[A-Z][A-Z]?|[ア-ン]|[甲乙丙丁])?[0-9]{0,3}"
_STAND_IN = re.compile(
    rf"(?:{_FORMS}|{_ROLES})*(?:の)?{_LABEL}(?:{_FORMS}|{_ROLES}|[社者名氏様県市町村区都府道号])*", re.IGNORECASE
)
_UNSAID = re.compile(
    r"[●○◯〇■□◆◇△▲×✕＊*]|その他|匿名|非公[表開]|不明|未定|予定|該当なし|一覧|複数|個人情報|ほか|[^其]他[0-9]+[社者名件]|"
    r"(?<!平)等$|など$|外[0-9]+[社者名件]|[0-9]+(?:社|者|名|人|件|団体|法人)$|\((?:個人|税理士|弁護士|専門家)\)$|"
    r"実施者|費$|^個人|[ぁ-んァ-ヶー一-鿿][A-Z]$|[士者][A-Z](?:事務所)?$|会社.*会社",
    re.IGNORECASE,
)
_FORM = re.compile(_FORMS)
_PERSON = re.compile(r"[一-鿿々]{1,4}[ 　][一-鿿々ぁ-んァ-ヶ]{1,4}")
"""Family name and given name, as forms print them."""


def corporate_number(printed: str) -> str | None:
    """A corporate number (法人番号) whose check digit is right, in ASCII digits; else None.

    The first digit is 9 less the remainder by 9 of the sum of the other twelve, every second of them from
    the left doubled (法人番号の指定等に関する省令, article 2).

    >>> corporate_number("７００００１２０５０００２"), corporate_number("7000012050003")
    ('7000012050002', None)
    """
    number = fold(printed)
    if not re.fullmatch("[0-9]{13}", number):
        return None
    total = sum(int(digit) * _WEIGHTS[place % 2] for place, digit in enumerate(reversed(number[1:])))
    return number if int(number[0]) == 9 - total % 9 else None


def is_one_of_many(printed: str) -> bool:
    """Whether a name without a corporate number is a stand-in, several payees or a person.

    >>> [name for name in ("個人Ａ", "株式会社　c", "その他", "北空株式会社", "国際機関") if is_one_of_many(name)]
    ['個人Ａ', '株式会社　c', 'その他']
    """
    if "\n" in printed.strip() and _several(printed):
        return True
    name = name_key(printed).strip("()")
    is_person = _PERSON.fullmatch(printed.strip()) and not _FORM.search(name)
    return bool(_STAND_IN.fullmatch(name) or _UNSAID.search(name) or is_person)


def _several(printed: str) -> bool:
    """Whether the lines of a cell may be names of their own, and not one name with a remark in brackets."""
    lines = [name_key(line) for line in printed.splitlines() if line.strip()]
    return len(lines) > 1 and not lines[-1].startswith("(")
