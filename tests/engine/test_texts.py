"""Typed words: what is forgiven, what is not, and the patterns that Python and the browser read alike."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest
from generated_questions import in_full_width
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from courseware.problems import reasons
from courseware.quizzes.texts import (
    LONGEST,
    RULES,
    PatternError,
    canonical_pattern,
    chinese_forms,
    matches,
    normal_form,
    with_chinese_forms,
)

STEPS = [name for name in RULES if name != "traditional"]  # which adds answers and is no step
STRICT = [list(names) for n in range(len(STEPS) + 1) for names in combinations(STEPS, n)]
# Every character but two kinds: a capital ẞ, which has no upper case to begin with, and characters that join others
# (an invisible one between two that join keeps them apart on the first reading alone).
single_characters = st.characters(exclude_categories=["Cs", "Mn", "Mc"], exclude_characters="ẞ\u200d\u3099\u309a")
# Jamo, too, join into syllables.
texts = st.text(single_characters.filter(lambda c: not "\u1100" <= c <= "\u11ff"), max_size=12) | st.text(
    "茶水Ａａb3．. ,，。（）\u3000\u200b\u00a0'’ßéΣ", max_size=12
)


@pytest.mark.parametrize("strict", STRICT, ids=lambda names: "+".join(names) or "all forgiven")
@given(text=texts)
@settings(max_examples=40)
def test_a_normal_form_is_its_own_normal_form(strict: list[str], text: str) -> None:
    form = normal_form(text, strict)
    assert normal_form(form, strict) == form
    assert normal_form(f" {form}\u3000", strict) == form
    assert normal_form(text, [*strict, "traditional"]) == form


# What one rule forgives: how it is typed, and what was meant.
FORGIVEN = [
    ("width", "ＡＢ２４", "AB24"),
    ("width", "ﾃｽﾄ", "テスト"),
    ("width", "e\u0301", "é"),
    ("case", "Tangibles", "tangibles"),
    ("case", "Straße", "strasse"),
    ("spaces", "A 类客户", "A类客户"),
    ("spaces", "用 CRM 系统", "用CRM系统"),
    ("spaces", "after\u3000 sales", "after sales"),
    ("spaces", "a\t\n b", "a b"),
    ("edges", "“响应性”。", "响应性"),
    ("edges", "(tangibles),", "tangibles"),
    ("edges", "《服务》！", "服务"),
]


@pytest.mark.parametrize(("rule", "typed", "meant"), FORGIVEN)
def test_a_rule_forgives_its_difference_and_no_other_rule_does(rule: str, typed: str, meant: str) -> None:
    assert normal_form(typed) == normal_form(meant)
    assert normal_form(typed, [name for name in STEPS if name != rule]) == normal_form(meant, STEPS)
    assert normal_form(typed, [rule]) != normal_form(meant, [rule])


@given(st.text("响应服务abcXYZ019 ", min_size=1).filter(str.strip))
def test_width_and_case_and_what_stands_around_make_no_difference(text: str) -> None:
    assert normal_form(in_full_width(text)) == normal_form(text.swapcase()) == normal_form(f"“ {text}。\u3000”")
    # A letter that was changed is another word.
    assert normal_form(text + "x") != normal_form(text)


@given(st.lists(st.sampled_from(["响应", "service", "2", "质量"]), min_size=1, max_size=5))
def test_a_space_beside_a_chinese_character_makes_no_difference_and_one_between_words_does(parts: list[str]) -> None:
    spaced, joined = " ".join(parts), "".join(parts)
    latin_neighbours = any(a.isascii() and b.isascii() for a, b in pairwise(parts))
    assert (normal_form(spaced) == normal_form(joined)) is not latin_neighbours
    assert (normal_form(spaced, ["spaces"]) == joined) is (len(parts) == 1)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("3.5", "3.5"),
        ("a.b", "a.b"),
        ("。", "。"),
        (" ？！ ", "?!"),
        ("C++", "c++"),
        ("100%。", "100"),
        ("\u200b\ufeff", ""),
        (" \u3000\n", ""),
        ("响\u200b应\ufe0f性", "响应性"),
    ],
)
def test_punctuation_is_cut_at_the_edges_alone(text: str, form: str) -> None:
    assert normal_form(text) == form


@pytest.mark.parametrize("strict", STRICT, ids=lambda names: "+".join(names) or "all forgiven")
def test_space_around_a_word_and_invisible_characters_never_count(strict: list[str]) -> None:
    key = {"type": "text", "accept": ["有形性"], "strict": strict}
    assert matches(key, "\ufeff\u3000 有\u200b形性\t\n")
    assert not matches(key, "有形")
    assert not any(matches(key, nothing) for nothing in ("", " ", "\u200b", "\u3000"))


@pytest.mark.parametrize("length", [LONGEST, LONGEST + 1])
def test_only_a_thousand_characters_are_looked_at(length: int) -> None:
    assert matches({"type": "text", "accept": ["茶" * length]}, "茶" * length) is (length == LONGEST)
    assert matches({"type": "text", "accept": ["a"], "patterns": [".*"]}, "茶" * length) is (length == LONGEST)
    assert matches({"type": "text", "accept": ["茶"]}, "茶" + " " * (length - 1)) is (length == LONGEST)


def test_chinese_words_have_their_traditional_forms() -> None:
    assert chinese_forms("响应性") == ("响应性", "響應性")
    assert set(chinese_forms("服务里")) >= {"服务里", "服務裡", "服務裏"}
    assert chinese_forms("響應性") == ("響應性", "响应性")
    assert chinese_forms("tangibles") == ("tangibles",)
    assert with_chinese_forms(["响应性", "響應性", "a"]) == ["响应性", "響應性", "a"]


# Patterns: written by the author, and what they match.


patterns: st.SearchStrategy[str] = st.deferred(
    lambda: st.lists(st.lists(repeated(), max_size=3).map("".join), min_size=1, max_size=2).map("|".join)
)
atoms = st.sampled_from(r"a b 茶 水 . [ab] [^a] [a-c茶] \. \( \- [\]a-] / é".split())


def repeated() -> st.SearchStrategy[str]:
    groups = patterns.map("({})".format) | patterns.map("(?:{})".format)
    times = st.sampled_from(["", "", "", "?", "*", "+", "{2}", "{0,2}", "{1,}"])
    return st.builds(str.__add__, atoms | atoms | groups, times)


@given(patterns, st.lists(st.text("ab茶水c.(-]/é", max_size=5), min_size=5, max_size=5))
@settings(max_examples=200)
def test_a_canonical_pattern_matches_what_the_written_one_does(pattern: str, typed: list[str]) -> None:
    try:
        canonical = canonical_pattern(pattern)
    except PatternError:
        assume(False)
    for text in typed:
        plain = re.fullmatch(pattern, text, re.DOTALL) is not None
        assert (re.fullmatch(canonical, text, re.DOTALL) is not None) is plain, (pattern, canonical, text)
    # For what is forgiven to one reader and not to the other: nothing in it has a meaning of its own in one language.
    assert re.fullmatch(r"(?:[^\x00-\x7f]|[a-z0-9.|*+?{},\[\]^()-]|\\x[0-9a-f]{2}|\(\?:)*", canonical)


@given(st.text("ab1茶\\()[]{}|?*+.^$-/,:!=<é３\u200b ", max_size=12) | st.text(max_size=8), st.sampled_from(STRICT))
@settings(max_examples=300)
def test_a_pattern_is_read_or_refused_with_a_reason(pattern: str, strict: list[str]) -> None:
    try:
        re.compile(canonical_pattern(pattern, strict), re.DOTALL)
    except PatternError as error:
        reason = error.values["reason"]
    else:
        reason = None
    assert reason is None or reason in reasons()


@pytest.mark.parametrize(
    "pattern",
    [
        *("(a", "a)", "[a", "a]", "a}", "a{", "[]", "[^]", "[b-a]", "[ﬁ]", "a\\"),
        *("*a", "+", "?", "{2}", "a**", "a+?", "a*+", "a{2}{3}", "a{3,2}", "a{,3}", "a{1000}", "a{３}", "(|*)"),
        *("^a", "a$", "\\d", "\\w+", "\\b", "\\1", "\\u0061", "\\x61", "[\\d]", "\\n"),
        *("(?=a)", "(?!a)", "(?<=a)", "(?i)a", "(?P<n>a)", "(?<n>a)", "(?>a)", "(" * 40 + ")" * 40),
    ],
)
def test_a_pattern_that_two_languages_read_differently_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        canonical_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "(a|a)*",
        "([0-9]{1,3})+b",
        "(a+){9}",
        "(a{0,9}){0,9}",
        "a*b*c*d*",
        "a{0,9}" * 9 + "b",
        "a{1,3}b+c{0,2}d*",
        "a?" * 9 + "b",
        "(a+)+",
        "(a*)*",
        "(a+b*)+",
        "((a|b+)c?)*",
        "(a{2,})+",
        "(.*,?)*",
        "(a+){2,}",
        "((a+)?)+",
        "(x|(y+))*",
    ],
)
def test_a_repetition_within_a_repetition_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        canonical_pattern(pattern)


@pytest.mark.parametrize(
    ("pattern", "strict", "right", "wrong"),
    [
        ("(Good|Great) service", [], ["ＧＯＯＤ service。", "great  SERVICE"], ["good", "very good service"]),
        ("质（量）?好", [], ["质(量)好", "质（量好"], ["质好"]),
        ("(服务)?质量", [], ["质量", "服务 质量", "“服务质量”"], ["服务"]),
        ("２０[0-9]{2}年?", [], ["2024", "２０２４年"], ["20x4", "202"]),
        ("[Ａ-Ｚ]+", [], ["abc", "ＡＢＣ", "XYZ"], ["a1"]),
        ("colou?r", [], ["color", "Colour."], ["colouur"]),
        ("e\u0301te\u0301+", [], ["été", "e\u0301te\u0301", "ÉTÉÉ"], ["ete"]),
        ("ﬁ+x", [], ["fix", "FIFIX", "ﬁx"], ["fiix"]),
        ("Straße", [], ["STRASSE", "straße"], ["strase"]),
        ("a?b{1,2}c{3}d{4}e{5}f+g*h{1,3}", [], ["bcccddddeeeeefh"], ["b"]),
        ("A+", ["case"], ["A", "ＡＡ"], ["a"]),
        ("Ａ", ["width"], ["ａ"], ["a"]),
        ("a\\.", ["edges"], ["a."], ["a"]),
        ("a.b", [], ["a\u2028b", "a𠀀b"], ["ab"]),
    ],
)
def test_a_pattern_matches_the_whole_answer_in_its_normal_form(
    pattern: str, strict: list[str], right: list[str], wrong: list[str]
) -> None:
    key = {"type": "text", "accept": ["-"], "patterns": [canonical_pattern(pattern, strict)], "strict": strict}
    assert [text for text in right if not matches(key, text)] == []
    assert [text for text in wrong if matches(key, text)] == []
