"""People from pairs and decisions: guarded clusters, stable ids, the human word first."""

from __future__ import annotations

import pandas as pd
from people_world import crowd, groups, resolved, tables

from pipeline.people.decisions import Decision, Different, Same, Unsure
from pipeline.people.resolve import resolve
from pipeline.schema import MATCHES_COLUMNS
from pipeline.settings import Match

AT = "2026-05-14T10:00:00"
PEOPLE = [
    {"id": "ra", "full_name": "Anna Frey", "organization": "Contoso"}, {"id": "rb", "full_name": "Anna Frey", "organization": "Contoso", "run": "2"},
    {"id": "rc", "full_name": "Anna Frey", "organization": "Contoso", "run": "3"}, {"id": "rd", "full_name": "Piotr Adler"},
]  # fmt: skip


def pairs(*rows: tuple[str, str, float]) -> pd.DataFrame:
    """A table of scored pairs."""
    made = pd.DataFrame(rows, columns=["record_a", "record_b", "probability"])
    return made.assign(why="same name", weights="", rule="").astype(
        {"record_a": "str", "record_b": "str", "probability": "float64", "why": "str"}
    )


def people_of(scored: pd.DataFrame, *decisions: Decision, people: list[dict[str, str]] = PEOPLE) -> set[frozenset[str]]:
    """The groups that these pairs and decisions give."""
    records, claims = tables(*people)
    return groups(resolve(records, claims, scored, list(decisions), Match()))


def test_three_bands() -> None:
    """Sure pairs join, likely ones are for review, others are apart; those that were nearly likely are listed."""
    chances = {"ab": 0.999, "ac": 0.8, "ad": 0.04, "bd": 0.06}
    scored = pairs(*((f"r{pair[0]}", f"r{pair[1]}", chance) for pair, chance in chances.items()))
    assert verdicts(scored) == {"ab": "join", "ac": "review", "bd": "apart"}
    records, claims = tables(*PEOPLE)
    assert list(resolve(records, claims, scored, [], Match()).matches.columns) == MATCHES_COLUMNS


def test_a_person_is_named_after_the_oldest_record() -> None:
    """A newcomer never renames anybody."""
    records, claims = tables(*PEOPLE)
    result = resolve(records, claims, pairs(("ra", "rb", 0.999), ("rb", "rc", 0.999)), [], Match())
    assert set(result.records.loc[result.records["record_id"].isin(["ra", "rb", "rc"]), "person_id"]) == {"pa"}


def test_different_splits_what_the_machine_joined() -> None:
    """A human `different` holds, also across a third record; the surest pairs stay together."""
    scored = pairs(("ra", "rb", 0.999), ("rb", "rc", 0.995), ("ra", "rc", 0.999))
    assert people_of(scored, Different("d1", AT, "rb", "rc")) == {
        frozenset({"ra", "rb"}),
        frozenset({"rc"}),
        frozenset({"rd"}),
    }


def test_same_joins_what_the_machine_did_not() -> None:
    """A human `same` joins, whatever the names and URLs say."""
    assert frozenset({"ra", "rd"}) in people_of(pairs(), Same("d1", AT, "ra", "rd"))
    urls = [
        {"id": "ra", "full_name": "Anna Frey", "linkedin_url": "https://www.linkedin.com/in/anna-frey"},
        {"id": "rb", "full_name": "Anna Frey", "linkedin_url": "https://www.linkedin.com/in/anna-frey-2"},
    ]
    assert people_of(pairs(("ra", "rb", 1.0)), people=urls) == {frozenset({"ra"}), frozenset({"rb"})}
    assert people_of(pairs(), Same("d1", AT, "ra", "rb"), people=urls) == {frozenset({"ra", "rb"})}


def test_unsure_keeps_apart_and_is_not_asked_again() -> None:
    """A pair that was left open is neither joined nor for review."""
    records, claims = tables(*PEOPLE)
    result = resolve(records, claims, pairs(("ra", "rb", 0.999)), [Unsure("d1", AT, "ra", "rb")], Match())
    assert frozenset({"ra", "rb"}) not in groups(result)
    assert result.matches["verdict"].tolist() == ["apart"]


def test_contradicting_decisions_are_reported() -> None:
    """Same A-B, same B-C and different A-C cannot all hold: told, and `different` holds."""
    records, claims = tables(*PEOPLE)
    decisions = [Same("d1", AT, "ra", "rb"), Same("d2", AT, "rb", "rc"), Different("d3", AT, "ra", "rc")]
    result = resolve(records, claims, pairs(), decisions, Match())
    assert "contradict" in result.problems[0]["reason"]
    assert not any({"ra", "rc"} <= g for g in groups(result))


def test_an_initial_does_not_chain_two_names() -> None:
    """A. Frey joined to Anna does not let Andreas in."""
    people = [
        {"id": "ra", "full_name": "Anna Frey"},
        {"id": "rb", "given_name": "A.", "family_name": "Frey"},
        {"id": "rc", "full_name": "Andreas Frey"},
    ]
    found = people_of(pairs(("ra", "rb", 0.999), ("rb", "rc", 0.995)), people=people)
    assert found == {frozenset({"ra", "rb"}), frozenset({"rc"})}


def test_a_bare_name_joins_the_one_whom_it_fits() -> None:
    """A note with only a name goes to the one Anna Frey, and to nobody where there are two, unless one was at the event."""
    note = {"id": "rn", "kind": "csv", "full_name": "Anna Frey", "note": "Wants a demo", "event": "Fair"}
    one = {"id": "ra", "full_name": "Anna Frey", "organization": "Contoso"}
    two = {"id": "rb", "full_name": "Anna Frey", "organization": "Fabrikam", "event": "Fair"}
    assert frozenset({"ra", "rn"}) in groups(resolved(note, one, *crowd()))
    assert frozenset({"rn"}) in groups(resolved(note, one, {**two, "event": ""}, *crowd()))
    assert frozenset({"rb", "rn"}) in groups(resolved(note, one, two, *crowd()))


def verdicts(scored: pd.DataFrame, *decisions: Decision, people: list[dict[str, str]] = PEOPLE) -> dict[str, str]:
    """`ab` -> verdict of the pair of ra and rb."""
    records, claims = tables(*people)
    table = resolve(records, claims, scored, list(decisions), Match()).matches
    return {a[1:] + b[1:]: v for a, b, v in zip(table["record_a"], table["record_b"], table["verdict"], strict=True)}


def test_an_answer_about_two_people_holds_for_all_their_records() -> None:
    """Whoever said that two are different is not asked once more with each export that names one of them."""
    scored = pairs(("ra", "rb", 0.999), ("ra", "rc", 0.9), ("rb", "rc", 0.95))
    assert verdicts(scored, Different("d1", AT, "ra", "rc")) == {"ab": "join", "ac": "apart", "bc": "apart"}
    assert verdicts(scored, Unsure("d1", AT, "rb", "rc")) == {"ab": "join", "ac": "apart", "bc": "apart"}
    assert verdicts(scored, Unsure("d1", AT, "ra", "rc"))["bc"] == "review", "this one is surer than what was left open"
    torn = pairs(("ra", "rb", 0.999), ("rb", "rc", 0.995))
    assert verdicts(torn, Different("d1", AT, "ra", "rc"))["bc"] == "review", "one of two joins is wrong"
    assert verdicts(torn, Different("d1", AT, "ra", "rc"), Same("d2", AT, "ra", "rb"))["bc"] == "apart"


def test_who_was_told_apart_keeps_the_own_mailbox_when_a_new_record_bears_it() -> None:
    """The son's new card is not the father's, though it looks like both."""
    firm = {"full_name": "Robert Hall", "organization": "Hall & Sons"}
    people = [
        {"id": "ra", **firm, "email": "r.hall@hall.example"},
        {"id": "rb", **firm, "email": "rob.hall@hall.example"},
        {"id": "rc", **firm, "email": "rob.hall@hall.example", "run": "2"},
    ]
    scored = pairs(("ra", "rb", 0.98), ("ra", "rc", 1.0), ("rb", "rc", 0.98))
    apart = Different("d1", AT, "ra", "rb")
    assert people_of(scored, people=people) == {frozenset({"ra", "rc"}), frozenset({"rb"})}
    assert people_of(scored, apart, people=people) == {frozenset({"ra"}), frozenset({"rb"}), frozenset({"rc"})}
    assert verdicts(scored, apart, people=people) == {"ab": "apart", "ac": "review", "bc": "review"}
    answered = verdicts(scored, apart, Same("d2", AT, "rb", "rc"), people=people)
    assert answered == {"ab": "apart", "ac": "apart", "bc": "join"}
    shared = [{**people[0], "email": "r.hall@hall.example|rob.hall@hall.example"}, *people[1:]]
    assert frozenset({"ra", "rc"}) in people_of(scored, apart, people=shared), "a mailbox of both tells nothing"
