"""Whom the keys of a forgotten person know when contacts come in again: them however they are written, nobody else."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.people.erasure import forget_keys, known_by

Said = tuple[str, str, str]
"""record, field, value"""
ROBERT = (
    ("r1", "full_name", "Robert John Example"), ("r1", "given_name", "Robert John"), ("r1", "family_name", "Example"),
    ("r1", "organization", "Galnova Ltd"), ("r1", "email", "Rob@Galnova.example"),
)  # fmt: skip


def tables(*said: Said, method: str = "label") -> tuple[pd.DataFrame, pd.DataFrame]:
    claims = pd.DataFrame(said, columns=["record_id", "field", "value"]).assign(method=method)
    return pd.DataFrame({"record_id": sorted(set(claims["record_id"]))}), claims


def known(forgotten: tuple[Said, ...], *said: Said, ambiguous: tuple[str, ...] = (), method: str = "label") -> set[str]:
    """The records of `said` that are kept out once r1 of `forgotten` is."""
    keys = forget_keys({"r1"}, *tables(*forgotten), "salt", ambiguous)
    return known_by(keys, *tables(*said, method=method))


@pytest.mark.parametrize(
    ("full", "given", "family"),
    [("Robert John Example", "Robert John", "Example"), ("Robert Example", "Robert", "Example"),
     ("Bob Example", "Bob", "Example"), ("Example, Robert", "Robert", "Example")],
)  # fmt: skip
def test_a_forgotten_person_is_known_by_name_and_firm_with_short_and_familiar_names(
    full: str, given: str, family: str
) -> None:
    again = (
        ("r9", "full_name", full), ("r9", "given_name", given), ("r9", "family_name", family),
        ("r9", "organization", "Galnova Limited"),
    )  # fmt: skip
    assert known(ROBERT, *again) == {"r9"}


def test_a_mailbox_is_known_in_any_letter_case_and_a_record_by_its_own_id() -> None:
    assert known(ROBERT, ("r9", "email", "rob@galnova.EXAMPLE")) == {"r9"}
    assert known(ROBERT, ("r1", "full_name", "")) == {"r1"}


def test_what_another_person_has_too_keeps_nobody_out() -> None:
    """A mailbox of two, a namesake in the same firm, a UID that was used twice."""
    shared = (*ROBERT, ("r2", "email", "rob@galnova.example"), ("r2", "full_name", "Bea Sample"))
    assert known(shared, ("r9", "email", "rob@galnova.example")) == set()
    namesake = (*ROBERT, ("r2", "full_name", "Robert John Example"), ("r2", "organization", "Galnova Ltd"))
    assert known(namesake, ("r9", "full_name", "Robert John Example"), ("r9", "organization", "Galnova Ltd")) == set()
    assert known(ROBERT, ("r1", "full_name", ""), ambiguous=("r1",)) == set()


def test_a_second_reading_of_a_card_keeps_nobody_out() -> None:
    assert known(ROBERT, ("r9", "email", "rob@galnova.example"), method="alternative ocr") == set()
