"""What two records are compared by: one row per record, folded and keyed, made from its claims in SQL.

Columns of `features` (empty text or empty list = unknown):
`n` rank of the record_id; `kind`; `given`, `family` folded names; `gtoks`, `ptoks` their words, `ftoks` those of a
former name too; `byname` what stands in brackets behind the name; `tokens` all words sorted; `nicks` ids of the names
that the given names may stand for; `gknown` whether the given name is a common one (two of them are not a slip of the
pen), `glisted` whether any list has it; `fgroup` the usual spelling of a family name that has many; `gsounds`,
`fsounds` what a Latin spelling of a name in another script may be; `middle` initials; `generation` (jr, sr, iii, ...);
`emails`, `locals`, `domains`; `mail_bones`, `firm_bones` of the first e-mail and organization; `unnumbered` e-mails of
firms without the digits before the @; `phones`, `lines` (those of a desk); `slug` of the LinkedIn URL; `orgs` keys of organizations; `title`; `birthday`; `connected` day of the
LinkedIn connection; `postal`, `street`, `city`; `event`; `share_given`, `share_family` share of people with that name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from pipeline.people import lexicon
from pipeline.people.database import fetch, register, script
from pipeline.people.sounds import is_foreign, sounds


def build(connection: Any) -> None:
    """Makes the table `features` from the registered tables `records` and `claims`."""
    connection.execute(script("names"))
    connection.execute(script("told"))
    words = fetch(connection, "SELECT text FROM word WHERE NOT regexp_full_match(text, '[ -~]*') ORDER BY text")
    register(connection, "foreign_words", _mapped(words["text"], lexicon.fold_name))
    native = [(text, list(sounds(text))) for text in words["text"] if is_foreign(text)]
    register(connection, "native_words", pd.DataFrame(native, columns=["text", "sounds"]))
    firms = fetch(connection, "SELECT text FROM firm ORDER BY text")
    register(connection, "firm_keys", _mapped(firms["text"], lexicon.org_key, "key"))
    lexicon.register_tables(connection)
    connection.execute(script("parts"))
    given = fetch(connection, "SELECT DISTINCT word FROM given_word WHERE word <> '' ORDER BY word")["word"]
    marks = [(word, i) for word in given for i in lexicon.name_ids(word)]
    ids = pd.DataFrame(marks, columns=["word", "id"], dtype="str")
    register(connection, "name_ids", ids.assign(id=pd.factorize(ids["id"])[0]))
    register(connection, "stems", pd.DataFrame({"word": given, "stem": [lexicon.stem(w) for w in given]}, dtype="str"))
    connection.execute(script("features"))


def _mapped(texts: pd.Series[str], function: Callable[[str], str], name: str = "fold") -> pd.DataFrame:
    return pd.DataFrame({"text": texts, name: [function(t) for t in texts]}, dtype="str")
