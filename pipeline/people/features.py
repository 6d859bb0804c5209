"""What two records are compared by: one row per record, folded and keyed, made from its claims in SQL.

Columns of `features` (empty text or empty list = unknown):
`n` rank of the record_id; `kind`; `given`, `family` folded names; `gtoks`, `ftoks` their words (family:
also maiden name); `tokens` all words sorted; `nicks` ids of the names that the given names may stand for;
`gknown`, `fknown` whether they are names of their own (two known names are not a slip of the pen);
`middle` initials; `generation` (jr, sr, ii, ...); `emails`, `locals`, `domains`; `phones`, `boards`
(numbers that many people have); `slug` of the LinkedIn URL; `orgs` keys of organizations; `title`;
`birthday`; `postal`, `street`, `city`; `event`; `tf_given`, `tf_family` share of people with that name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from pipeline.people import lexicon
from pipeline.people.database import fetch, register, script


def build(connection: Any) -> None:
    """Makes the table `features` from the registered tables `records` and `claims`."""
    connection.execute(script("told"))
    words = fetch(connection, "SELECT text FROM word WHERE NOT regexp_full_match(text, '[ -~]*') ORDER BY text")
    register(connection, "foreign_words", _mapped(words["text"], lexicon.fold_name))
    firms = fetch(connection, "SELECT text FROM firm ORDER BY text")
    register(connection, "firm_keys", _mapped(firms["text"], lexicon.org_key, "key"))
    lexicon.register_tables(connection)
    connection.execute(script("parts"))
    given = fetch(connection, "SELECT word FROM given_word ORDER BY word")["word"]
    marks = [(word, i) for word in given for i in lexicon.name_ids(word)]
    ids = pd.DataFrame(marks, columns=["word", "id"], dtype="str")
    register(connection, "name_ids", ids.assign(id=pd.factorize(ids["id"])[0]))
    register(connection, "stems", pd.DataFrame({"word": given, "stem": [lexicon.stem(w) for w in given]}, dtype="str"))
    connection.execute(script("features"))


def _mapped(texts: pd.Series[str], function: Callable[[str], str], name: str = "fold") -> pd.DataFrame:
    return pd.DataFrame({"text": texts, name: [function(t) for t in texts]}, dtype="str")
