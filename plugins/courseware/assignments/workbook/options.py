"""The options of an assignment's choices: the words that stand for them on the data sheets, and their ids."""

from __future__ import annotations

from dataclasses import dataclass

from courseware.assignments.instruments import MultipleItem, SingleItem
from courseware.assignments.kits import Kit
from courseware.assignments.labels import Labels

FIRST_ROW = 4
LONGEST = 60
"""Characters of an option's words on a data sheet."""
PLAIN = str.maketrans({"*": "＊", "?": "？", "~": "～"})
"""Signs that a spreadsheet's search takes for others."""


@dataclass(frozen=True)
class Options:
    """A choice's options, and the rows of their sheet where they stand."""

    instrument: str
    column: str
    asked: str
    words: dict[str, str]
    """By id."""
    top: int
    is_single: bool

    def ranges(self, sheet: str) -> tuple[str, str]:
        """The cells with the words, and those with the ids."""
        last = self.top + len(self.words) - 1
        return f"'{sheet}'!$C${self.top}:$C${last}", f"'{sheet}'!$D${self.top}:$D${last}"


def options_of(kit: Kit, code: str) -> list[Options]:
    """Every choice of every instrument, one below the other."""
    labels = Labels(kit, code)
    found: list[Options] = []
    top = FIRST_ROW
    for instrument in kit.instruments.values():
        for item in instrument.items():
            if isinstance(item, SingleItem | MultipleItem):
                words = _distinct({option.id: labels.say(option.text) for option in item.options})
                asked = labels.item_column(instrument.id, item.id)
                found.append(Options(instrument.id, item.id, asked, words, top, isinstance(item, SingleItem)))
                top += len(words)
    return found


def _distinct(words: dict[str, str]) -> dict[str, str]:
    """Words that can be told apart by a search that takes `a` for `A`, and from every id but their own."""
    plain = {name: text.translate(PLAIN)[:LONGEST] for name, text in words.items()}
    folded = [text.casefold() for text in plain.values()]
    return {
        name: f"{text} ({name})"
        if folded.count(text.casefold()) > 1 or (text.casefold() in plain and text.casefold() != name)
        else text
        for name, text in plain.items()
    }
