"""English verbs in all their forms, as the lists of cues and topics use them."""

from __future__ import annotations

import pytest

from pipeline.referral.inflect import forms
from pipeline.referral.stems import stem


@pytest.mark.parametrize(
    ("lemma", "words"),
    [
        ("try", "try tries tried tried trying"),
        ("plan", "plan plans planned planned planning"),
        ("seek", "seek seeks sought sought seeking"),
        ("teach", "teach teaches taught taught teaching"),
        ("write", "write writes wrote written writing"),
        ("need", "need needs needed needed needing"),
        ("have", "have has had had having"),
        ("offer", "offer offers offered offered offering"),
    ],
)
def test_a_verb_is_written_once_and_found_in_every_form(lemma: str, words: str) -> None:
    assert " ".join(word for word, _ in forms(lemma)) == words


def test_stems_of_the_users_words_are_not_kept_without_end() -> None:
    assert stem.cache_info().maxsize
