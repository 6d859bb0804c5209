"""Cost of reading cards, side by side on the same images: Cardfile, RapidOCR as it comes, the tesseract command.

    python tests/bench/ocr_bench.py [FOLDER] [--limit N] [--cores 1,2] [--readers cardfile,rapidocr,tesseract]

Each reader runs in a process of its own, pinned to the cores; the first image is read once before the clock
starts. One line per reader and number of cores: seconds per image (wall and CPU), peak memory, share of
RapidOCR's wall time. Cardfile's figure includes the fields; the others extract none.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
IMAGES = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp"}


def cardfile(_cores: int) -> Callable[[Path], object]:
    """Bytes to labelled records."""
    sys.path.insert(0, str(ROOT))
    from pipeline.cards.read import read_image

    try:
        from pipeline.cards.records import records
    except ImportError:
        return lambda path: read_image(path.read_bytes())
    from pipeline.cards.sides import CardFile

    return lambda path: records([CardFile(path.name, path.name, read_image(path.read_bytes()))], "")


def rapidocr(_cores: int) -> Callable[[Path], object]:
    """RapidOCR with its own settings."""
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "error"})
    return lambda path: engine(str(path))


def tesseract(cores: int) -> Callable[[Path], object]:
    """The command, English."""
    env = {**os.environ, "OMP_THREAD_LIMIT": str(cores)}
    return lambda path: subprocess.run(["tesseract", str(path), "-"], check=False, capture_output=True, env=env, timeout=120)


READERS = {"cardfile": cardfile, "rapidocr": rapidocr, "tesseract": tesseract}


def measure(reader: str, cores: int, paths: list[Path]) -> dict[str, float]:
    """Runs in the child: seconds per image and peak memory in MB (of a called program where it is larger)."""
    os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:cores]))
    read = READERS[reader](cores)
    read(paths[0])
    wall, cpu = time.perf_counter(), sum(os.times()[:4])
    for path in paths:
        read(path)
    wall, cpu = time.perf_counter() - wall, sum(os.times()[:4]) - cpu
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"wall": wall / len(paths), "cpu": cpu / len(paths), "peak_mb": peak / 1024}


def images(folder: Path, limit: int) -> list[Path]:
    """Up to `limit` images below the folder, spread evenly over their sorted names."""
    found = sorted(p for p in folder.rglob("*") if p.suffix.lower() in IMAGES)
    if not found:
        sys.exit(f"no images below {folder}")
    step = max(1, len(found) // limit)
    return found[::step][:limit]


def main() -> None:
    """Prints the table."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    ask.add_argument("folder", nargs="?", default=str(ROOT / "samples"))
    ask.add_argument("--limit", type=int, default=24)
    ask.add_argument("--cores", default="1,2")
    ask.add_argument("--readers", default="rapidocr,cardfile,tesseract")
    ask.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    args = ask.parse_args()
    paths = images(Path(args.folder), args.limit)
    if args.child:
        print(json.dumps(measure(args.child[0], int(args.child[1]), paths)))
        return
    print(f"{len(paths)} images\n{'reader':10} cores  wall s  CPU s  peak MB  share")
    for cores in args.cores.split(","):
        base = 0.0
        for reader in args.readers.split(","):
            command = [sys.executable, __file__, args.folder, "--limit", str(args.limit), "--child", reader, cores]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"{reader:10} {cores:>5}  failed: {done.stderr.strip().splitlines()[-1:]}")
                continue
            row = json.loads(done.stdout.splitlines()[-1])
            base = row["wall"] if reader == "rapidocr" else base
            share = f"{row['wall'] / base:6.2f}" if base else "     -"
            print(f"{reader:10} {cores:>5} {row['wall']:7.2f} {row['cpu']:6.2f} {row['peak_mb']:8.0f} {share}", flush=True)


if __name__ == "__main__":
    main()
