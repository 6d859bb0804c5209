"""What the sum of match weights cannot know: contradictions, names without a second clue, two candidates.

Fellegi-Sunter adds up clues as if they were independent. A household shares e-mail, phone and street,
a firm shares domain, switchboard and address, and a name alone may be anybody's; so some pairs are held
back for review whatever their sum, and say why.
"""

from __future__ import annotations

from math import log2
from typing import Any

from pipeline.people.comparisons import COMPARISONS, Comparison
from pipeline.people.database import script

HELD = 0.98
"""The most that a pair can have that a person should look at first."""

TWO_NAMES = 0.1
"""The most that a pair can have whose given and family names are both somebody else's, or the given name in one house."""
ONLY_A_NAME = "only a name"
"""The rule of a pair one of whose records has nothing but a name."""
MODEL = dict[str, dict[str, tuple[float, float]]]


def hold(connection: Any, model: MODEL) -> None:
    """Makes the table `held_back` from `scored` and `features`: the levels of each pair that is worth a look, and the
    `rule` that holds it back. Asks of each pair nothing but its two records."""
    connection.execute(_levels_sql(model))
    connection.execute(script("hold"))


def judge(connection: Any, prior: float) -> None:
    """Makes the table `judged` from `held_back` and `features`: PAIRS, `weights` and `rule`, by numbers n_l, n_r."""
    connection.execute(script("ambiguous"))
    connection.execute(_judged_sql(log2(prior / (1 - prior))))


def _weight(model: MODEL, comparison: str, level: str) -> float:
    m, u = model[comparison][level]
    return log2(m / u)


def _level_of(comparison: Comparison, model: MODEL) -> str:
    """SQL that tells the level from its match weight, which Splink hands out."""
    whens = " ".join(
        f"WHEN abs(mw_{comparison.name} - ({_weight(model, comparison.name, level.name)!r})) < 1e-7 THEN '{level.name}'"
        for level in comparison.levels
    )
    return f"CASE WHEN mw_{comparison.name} = 0 THEN '' {whens} ELSE '' END AS {comparison.name}"


def _levels_sql(model: MODEL) -> str:
    columns = ",\n".join(_level_of(c, model) for c in COMPARISONS)
    return f"""CREATE TABLE levelled AS SELECT n_l, n_r, match_weight, match_probability,
        {", ".join(f"mw_{c.name}" for c in COMPARISONS)}, mw_tf_adj_given, mw_tf_adj_family,
        {columns} FROM scored WHERE match_weight > -6"""  # noqa: S608 - names of this module only


def _judged_sql(base: float) -> str:
    good = [w for c in COMPARISONS for w in _words(c, good=True)]
    bad = [w for c in COMPARISONS for w in _words(c, good=False)]
    weights = [f"'{round(base, 2)} prior'"] + [
        f"CASE WHEN {c.name} <> '' THEN round(mw_{c.name}{_adjusted(c)}, 2) || ' {c.name.replace('_', ' ')}' END"
        for c in COMPARISONS
    ]
    return f"""
CREATE TABLE judged AS
SELECT n_l, n_r, rule, match_weight,
    CASE WHEN rule IN ('two LinkedIn URLs', 'Jr. and Sr.') THEN 0.0
         WHEN rule IN ('two names', 'two given names') THEN least(match_probability, {TWO_NAMES})
         WHEN rule <> '' THEN least(match_probability, {HELD}) ELSE match_probability END AS probability,
    {_joined(good)} AS good, {_joined(bad)} AS bad,
    array_to_string(list_filter([{", ".join(weights)}], lambda x: x IS NOT NULL), '; ') AS weights
FROM (SELECT h.* REPLACE (CASE
    WHEN rule = '' AND NOT personal AND (n_l IN (FROM ambiguous) OR n_r IN (FROM ambiguous)) THEN 'fits two people'
    ELSE rule END AS rule) FROM held_back h)
"""  # noqa: S608 - names of this module only


def _adjusted(comparison: Comparison) -> str:
    return f" + mw_tf_adj_{comparison.name}" if any(level.frequency for level in comparison.levels) else ""


def _words(comparison: Comparison, good: bool) -> list[str]:
    name = comparison.name
    return [
        f"CASE WHEN {name} = '{level.name}' THEN '{level.words.replace(chr(39), chr(39) * 2)}' END"
        for level in comparison.levels
        if level.words and level.good == good
    ]


def _joined(cases: list[str]) -> str:
    return f"array_to_string(list_filter([{', '.join(cases)}], lambda x: x IS NOT NULL), ', ')"


PAIRS_SQL = """
SELECT a.record_id AS record_a, b.record_id AS record_b, round(probability, 6) AS probability,
    concat_ws('; ', nullif(replace(good, 'same given name, same family name', 'same name'), ''), nullif(bad, ''),
        CASE WHEN rule NOT IN ('', 'two names', 'two given names', 'other given name', 'other family name',
            'only one is Jr. or Sr.')
            THEN 'held back: ' || rule END) AS why,
    weights, rule
FROM judged JOIN ids a ON a.n = n_l JOIN ids b ON b.n = n_r
WHERE probability >= 0.02 OR (rule <> '' AND match_weight >= 0) ORDER BY record_a, record_b
"""
