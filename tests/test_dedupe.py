"""Library use: a DataFrame in, the same rows with person_id out."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.people.dedupe import dedupe

TABLE = pd.DataFrame(
    {
        "Name": ["Anna Kowalska", "Kowalska, Anna", "Piotr Adler", None],
        "Mail": ["anna@contoso.example", "ANNA@contoso.example", "", "lena@fabrikam.example"],
    },
    index=[10, 20, 30, 40],
)


def test_rows_of_one_person_share_an_id() -> None:
    """Order, index and cells stay as they were; only the ids are new."""
    out = dedupe(TABLE, {"Name": "full_name", "Mail": "email"})
    assert out["person_id"].nunique() == 3
    assert out.loc[10, "person_id"] == out.loc[20, "person_id"]
    pd.testing.assert_frame_equal(out[["Name", "Mail"]], TABLE)


def test_columns_named_like_fields_need_no_telling() -> None:
    """A table whose columns are named like the fields is understood as it is."""
    out = dedupe(TABLE.rename(columns={"Name": "full_name", "Mail": "email"}))
    assert out["person_id"].nunique() == 3


def test_what_is_not_there_is_said() -> None:
    """A wrong column, a wrong field and a table without any are errors that name them."""
    with pytest.raises(ValueError, match="Nmae"):
        dedupe(TABLE, {"Nmae": "full_name"})
    with pytest.raises(ValueError, match="shoe_size"):
        dedupe(TABLE, {"Name": "shoe_size"})
    with pytest.raises(ValueError, match="no column"):
        dedupe(TABLE)
