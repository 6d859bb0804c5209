"""The fonts that cards are set in: families of Debian packages, those that are installed."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from PIL import ImageFont

FOLDERS = (Path("/usr/share/fonts/truetype"), Path("/usr/share/fonts/opentype"))

# family: regular, bold, italic (files without folder); kinds as designs ask for them
FAMILIES: dict[str, dict[str, tuple[str, str, str]]] = {
    "sans": {
        "dejavu": ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf"),
        "liberation": ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf", "LiberationSans-Italic.ttf"),
        "roboto": ("Roboto-Regular.ttf", "Roboto-Bold.ttf", "Roboto-Italic.ttf"),
        "roboto-light": ("Roboto-Light.ttf", "Roboto-Medium.ttf", "Roboto-LightItalic.ttf"),
        "lato": ("Lato-Regular.ttf", "Lato-Bold.ttf", "Lato-Italic.ttf"),
        "lato-light": ("Lato-Light.ttf", "Lato-Heavy.ttf", "Lato-LightItalic.ttf"),
        "open-sans": ("OpenSans-Regular.ttf", "OpenSans-Bold.ttf", "OpenSans-Italic.ttf"),
        "inter": ("Inter-Regular.otf", "Inter-SemiBold.otf", "Inter-Italic.otf"),
        "carlito": ("Carlito-Regular.ttf", "Carlito-Bold.ttf", "Carlito-Italic.ttf"),
        "nimbus": ("NimbusSans-Regular.otf", "NimbusSans-Bold.otf", "NimbusSans-Italic.otf"),
        "cabin": ("Cabin-Regular.otf", "Cabin-Bold.otf", "Cabin-Italic.otf"),
        "cantarell": ("Cantarell-Regular.otf", "Cantarell-Bold.otf", "Cantarell-Light.otf"),
        "noto": ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf"),
        "gothic": ("URWGothic-Book.otf", "URWGothic-Demi.otf", "URWGothic-BookOblique.otf"),
        "biolinum": ("LinBiolinum_R.otf", "LinBiolinum_RB.otf", "LinBiolinum_RI.otf"),
        "quicksand": ("Quicksand-Regular.ttf", "Quicksand-Bold.ttf", "Quicksand-Light.ttf"),
        "karla": ("Karla-Regular.otf", "Karla-Bold.otf", "Karla-Italic.otf"),
    },
    "serif": {
        "dejavu-serif": ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf", "DejaVuSerif-Italic.ttf"),
        "liberation-serif": ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf", "LiberationSerif-Italic.ttf"),
        "garamond": ("EBGaramond12-Regular.otf", "EBGaramond12-Bold.otf", "EBGaramond12-Italic.otf"),
        "palatino": ("P052-Roman.otf", "P052-Bold.otf", "P052-Italic.otf"),
        "schoolbook": ("C059-Roman.otf", "C059-Bold.otf", "C059-Italic.otf"),
        "bookman": ("URWBookman-Light.otf", "URWBookman-Demi.otf", "URWBookman-LightItalic.otf"),
        "libertine": ("LinLibertine_R.otf", "LinLibertine_RB.otf", "LinLibertine_RI.otf"),
        "caladea": ("Caladea-Regular.ttf", "Caladea-Bold.ttf", "Caladea-Italic.ttf"),
        "vollkorn": ("Vollkorn-Regular.ttf", "Vollkorn-Bold.ttf", "Vollkorn-Italic.ttf"),
        "noto-serif": ("NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf", "NotoSerif-Italic.ttf"),
    },
    "condensed": {
        "roboto-condensed": ("RobotoCondensed-Regular.ttf", "RobotoCondensed-Bold.ttf", "RobotoCondensed-Italic.ttf"),
        "liberation-narrow": (
            "LiberationSansNarrow-Regular.ttf",
            "LiberationSansNarrow-Bold.ttf",
            "LiberationSansNarrow-Italic.ttf",
        ),
        "dejavu-condensed": (
            "DejaVuSansCondensed.ttf",
            "DejaVuSansCondensed-Bold.ttf",
            "DejaVuSansCondensed-Oblique.ttf",
        ),
        "kaffeesatz": ("YanoneKaffeesatz-Regular.otf", "YanoneKaffeesatz-Bold.otf", "YanoneKaffeesatz-Light.otf"),
    },
    "mono": {
        "dejavu-mono": ("DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf", "DejaVuSansMono-Oblique.ttf"),
        "liberation-mono": ("LiberationMono-Regular.ttf", "LiberationMono-Bold.ttf", "LiberationMono-Italic.ttf"),
        "courier": ("NimbusMonoPS-Regular.otf", "NimbusMonoPS-Bold.otf", "NimbusMonoPS-Italic.otf"),
    },
    "script": {
        "chancery": ("Z003-MediumItalic.otf",) * 3,
        "dancing": ("DancingScript-Regular.otf", "DancingScript-Bold.otf", "DancingScript-Regular.otf"),
        "lobster": ("LobsterTwo-Italic.otf", "LobsterTwo-BoldItalic.otf", "LobsterTwo-Italic.otf"),
        "garamond-italic": ("EBGaramond12-Italic.otf",) * 3,
        "palatino-italic": ("P052-Italic.otf", "P052-BoldItalic.otf", "P052-Italic.otf"),
    },
    "display": {
        "lobster-one": ("lobster.otf",) * 3,
        "comfortaa": ("Comfortaa-Regular.ttf", "Comfortaa-Bold.ttf", "Comfortaa-Light.ttf"),
        "spartan": ("LeagueSpartan-SemiBold.otf", "LeagueSpartan-Black.otf", "LeagueSpartan-Light.otf"),
        "play": ("Play-Regular.ttf", "Play-Bold.ttf", "Play-Regular.ttf"),
        "lato-black": ("Lato-Black.ttf", "Lato-Black.ttf", "Lato-BlackItalic.ttf"),
        "bookman-bold": ("URWBookman-Demi.otf",) * 3,
    },
    "hand": {
        "breip": ("Breip.ttf",) * 3,
        "rufscript": ("Rufscript010.ttf",) * 3,
        "dancing": ("DancingScript-Regular.otf",) * 3,
    },
    "icon": {"awesome": ("fontawesome-webfont.ttf",) * 3},
    "ja": {
        "noto-jp": ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc"),
        "noto-serif-jp": ("NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc", "NotoSerifCJK-Regular.ttc"),
        "ipa-gothic": ("ipaexg.ttf",) * 3,
        "ipa-mincho": ("ipaexm.ttf",) * 3,
        "motoya": ("MTLc3m.ttf",) * 3,
    },
    "zh": {
        "noto-sc": ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc"),
        "noto-serif-sc": ("NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc", "NotoSerifCJK-Regular.ttc"),
        "zenhei": ("wqy-zenhei.ttc",) * 3,
    },
}
FACE_INDEX = {"noto-sc": 2, "noto-serif-sc": 2}
WEIGHTS = ("regular", "bold", "italic")
FALLBACK = "dejavu"


@cache
def _files() -> dict[str, Path]:
    return {
        path.name: path
        for folder in FOLDERS
        for path in sorted(folder.rglob("*.*"))
        if path.suffix in (".ttf", ".otf", ".ttc")
    }


def installed() -> bool:
    """Whether the families that everything falls back to are there."""
    return {"DejaVuSans.ttf", "NotoSansCJK-Regular.ttc", "NotoSans-Regular.ttf"} <= set(_files())


@cache
def families(kind: str) -> tuple[str, ...]:
    """Names of the installed families of a kind, in a fixed order."""
    names = tuple(name for name, files in FAMILIES[kind].items() if all(f in _files() for f in files))
    return names or (FALLBACK,)


@cache
def load(family: str, weight: str, size: int) -> ImageFont.FreeTypeFont:
    """A face at a pixel size. Faces without a character fall back through `covers`."""
    for kinds in FAMILIES.values():
        if family in kinds:
            name = kinds[family][WEIGHTS.index(weight)]
            return ImageFont.truetype(str(_files()[name]), size, index=FACE_INDEX.get(family, 0))
    raise KeyError(family)


@cache
def _missing(family: str, weight: str) -> bytes:
    return bytes(load(family, weight, 24).getmask("\U0010fffd"))


@cache
def covers(family: str, weight: str, char: str) -> bool:
    """Whether the face draws this character as something other than its missing-glyph box."""
    if char.isspace() or unicodedata.combining(char):
        return True
    mask = bytes(load(family, weight, 24).getmask(char))
    return bool(mask) and mask != _missing(family, weight)


def face_for(text: str, family: str, weight: str) -> tuple[str, str]:
    """The wanted face, else one that covers all of the text."""
    for name in (family, "noto", FALLBACK, "noto-jp", "noto-sc"):
        if (
            any(name in kinds for kinds in FAMILIES.values())
            and _installed(name)
            and all(covers(name, weight, c) for c in text)
        ):
            return name, weight
    return FALLBACK, weight


@cache
def _installed(family: str) -> bool:
    return any(family in families(kind) for kind in FAMILIES if family in FAMILIES[kind])
