"""Cost of reading cards, side by side on the same images: Cardfile, RapidOCR as it comes, the tesseract command.

    python tests/bench/ocr_bench.py [FOLDER] [--limit N] [--cores 1,2] [--readers cardfile,rapidocr,tesseract]

Each reader runs in processes of its own; the first image is read once before the clock starts. Cardfile uses one
thread in each of as many processes as cores, as a run does; RapidOCR and tesseract use one process with as many
threads. One line per reader and number of cores: seconds per image (wall and CPU), peak memory of one process,
share of RapidOCR's wall time. Cardfile's figure includes the fields; the others extract none.
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


def rapidocr(cores: int) -> Callable[[Path], object]:
    """RapidOCR with its own settings, on this many threads (left alone it takes all cores, wherever pinned)."""
    from rapidocr import RapidOCR

    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": cores for kind in ("intra", "inter")}
    engine = RapidOCR(params={"Global.log_level": "error", **threads})
    return lambda path: engine(str(path))


def tesseract(cores: int) -> Callable[[Path], object]:
    """The command, English."""
    env = {**os.environ, "OMP_THREAD_LIMIT": str(cores)}
    return lambda path: subprocess.run(
        ["tesseract", str(path), "-"], check=False, capture_output=True, env=env, timeout=120
    )


READERS = {"cardfile": cardfile, "rapidocr": rapidocr, "tesseract": tesseract}


def measure(reader: str, cores: int, paths: list[Path]) -> dict[str, float]:
    """Runs in the child: seconds per image and peak memory in MB (of a called program where it is larger)."""
    read = READERS[reader](cores)
    read(paths[0])
    print("ready", flush=True)
    sys.stdin.readline()
    cpu = sum(os.times()[:4])
    for path in paths:
        read(path)
    cpu = sum(os.times()[:4]) - cpu
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"cpu": cpu, "peak_mb": peak / 1024}


def compete(reader: str, cores: int, command: list[str], count: int) -> dict[str, float]:
    """Starts the children, lets them read when all are ready, and adds up."""
    parts = cores if reader == "cardfile" else 1
    children = [
        subprocess.Popen(
            [*command, "--child", reader, str(1 if parts > 1 else cores), f"{part}/{parts}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for part in range(parts)
    ]
    for child in children:
        if child.stdout is None or child.stdout.readline() != "ready\n":
            raise SystemExit(f"{reader} does not start")
    start = time.perf_counter()
    rows = [json.loads(out) for out in _finish(children)]
    wall = time.perf_counter() - start
    cpu = sum(r["cpu"] for r in rows)
    return {"wall": wall / count, "cpu": cpu / count, "peak_mb": max(r["peak_mb"] for r in rows)}


def _finish(children: list[subprocess.Popen[str]]) -> list[str]:
    for child in children:
        if child.stdin is not None:
            child.stdin.write("go\n")
            child.stdin.flush()
    return [child.communicate()[0] for child in children]


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
    ask.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    args = ask.parse_args()
    paths = images(Path(args.folder), args.limit)
    if args.child:
        reader, cores, part = args.child
        begin, step = (int(v) for v in part.split("/"))
        print(json.dumps(measure(reader, int(cores), paths[begin::step])))
        return
    print(f"{len(paths)} images\n{'reader':10} cores  wall s  CPU s  peak MB  share")
    command = [sys.executable, __file__, args.folder, "--limit", str(args.limit)]
    for cores in map(int, args.cores.split(",")):
        base = 0.0
        for reader in args.readers.split(","):
            row = compete(reader, cores, command, len(paths))
            base = row["wall"] if reader == "rapidocr" else base
            share = f"{row['wall'] / base:6.2f}" if base else "     -"
            print(
                f"{reader:10} {cores:>5} {row['wall']:7.2f} {row['cpu']:6.2f} {row['peak_mb']:8.0f} {share}", flush=True
            )


if __name__ == "__main__":
    main()
