#!/usr/bin/env bash
# Sets up all that Cardfile needs: system packages where that is allowed, a virtual environment, the Python packages.
# What cannot be installed is named with the command that does it; Cardfile runs without Tesseract.
# `setup.sh spark` adds what `--engine spark` needs: Java and pyspark.
set -u
PYTHON="${PYTHON:-python3}"
VENV="${VENV:-.venv}"
LOG="$(mktemp -t cardfile-setup-XXXXXX)"

say() { printf '%s\n' "$*" >&2; }
fail() { say "$1"; say "$2"; exit 3; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif sudo -n true 2>/dev/null; then sudo "$@"; else return 1; fi
}

apt_install() {
  command -v apt-get >/dev/null || return 1
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q >>"$LOG" 2>&1
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >>"$LOG" 2>&1
}

command -v "$PYTHON" >/dev/null || apt_install python3 python3-venv ||
  fail "Python is missing." "Install Python 3.11 or newer: sudo apt-get install python3 python3-venv"
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  fail "$("$PYTHON" --version) is too old." "Install Python 3.11 or newer, then: make PYTHON=python3.11 run"

TESSERACT="tesseract-ocr tesseract-ocr-osd tesseract-ocr-rus tesseract-ocr-ell tesseract-ocr-ara tesseract-ocr-hin tesseract-ocr-heb tesseract-ocr-tha tesseract-ocr-kor"
if [ -z "${CARDFILE_NO_APT:-}" ] && { ! command -v tesseract >/dev/null || ! tesseract --list-langs 2>/dev/null | grep -q '^rus$'; }; then
  say "Installing the second reader (Tesseract) …"
  # shellcheck disable=SC2086
  apt_install $TESSERACT ||
    say "Tesseract was not installed: cards in Cyrillic, Greek, Arabic and other scripts will not be read. To add it: sudo apt-get install $TESSERACT"
fi

EXTRAS="dev"
if [ "${1:-}" = spark ]; then
  EXTRAS="dev,spark"
  JAVA="openjdk-17-jre-headless"
  if [ -z "${JAVA_HOME:-}" ] && ! command -v java >/dev/null; then
    say "Installing Java …"
    apt_install "$JAVA" || apt_install default-jre-headless ||
      fail "Java was not installed." "Run: sudo apt-get install $JAVA (or any Java 17 or newer)"
  fi
fi

if [ ! -x "$VENV/bin/python" ]; then
  say "Making the environment …"
  "$PYTHON" -m venv "$VENV" >>"$LOG" 2>&1 || { rm -rf "$VENV"; apt_install python3-venv && "$PYTHON" -m venv "$VENV" >>"$LOG" 2>&1; } ||
    fail "The virtual environment could not be made (see $LOG)." "Run: sudo apt-get install python3-venv"
fi
say "Installing the Python packages (once, about two minutes) …"
"$VENV/bin/python" -m pip install -q --disable-pip-version-check -c constraints.txt -e ".[$EXTRAS]" >>"$LOG" 2>&1 ||
  fail "The Python packages could not be installed; the last lines were: $(tail -n 3 "$LOG")" "Check the connection to your package index and run make again; the whole log is $LOG"
rm -f "$LOG"
