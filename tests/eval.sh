#!/usr/bin/env bash
# Runs the scorers that lie beside the checkout (../shared/eval); says so where there are none.
eval_dir=../shared/eval
[ -d "$eval_dir" ] || { echo "No labelled data beside this checkout: nothing to score."; exit 0; }
for scorer in "cards.py" "people.py fake_1000" "people.py febrl3" "people.py febrl4" "tags.py" "tags.py --cases ../shared/data/tags/cases_languages.jsonl" \
  "tags.py --cases tests/texts/statements.jsonl" "tags.py --cases tests/texts/notes.jsonl" "tags.py --cases tests/texts/own_words.jsonl" \
  "tags.py --cases tests/texts/languages.jsonl" "tags.py --cases tests/texts/unseen.jsonl" "tags.py --cases tests/texts/kept_out.jsonl"; do
  echo "== $scorer"
  # shellcheck disable=SC2086
  python3 $eval_dir/$scorer || true
done
