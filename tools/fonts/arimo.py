"""Makes node/fonts/Arimo-{Regular,Bold}.ttf from the WOFF files of npm @fontsource/arimo 5.x: Latin, Greek and Cyrillic in one file.

Usage: npm install --prefix DIR @fontsource/arimo; pip install fonttools; python arimo.py DIR/node_modules/@fontsource/arimo/files node/fonts
"""

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger, Options as MergeOptions
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

source, target = Path(sys.argv[1]), Path(sys.argv[2])
# Without hinting and layout tables, which a still picture does not need; of Latin Extended only what European languages use.
KEEP = set(range(0x0, 0x250)) | set(range(0x370, 0x530)) | set(range(0x2000, 0x2300))

for weight, name in ((400, "Regular"), (700, "Bold")):
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for script in ("latin", "latin-ext", "greek", "cyrillic"):
            font = TTFont(source / f"arimo-{script}-{weight}-normal.woff")
            subset = Subsetter(Options(hinting=False, layout_features=[], notdef_outline=True, name_IDs=["*"]))
            subset.populate(unicodes=KEEP & set(font.getBestCmap()))
            subset.subset(font)
            for table in ("GDEF", "GPOS", "GSUB", "STAT", "gasp"):
                if table in font:
                    del font[table]
            font.flavor = None
            parts.append(f"{folder}/{script}.ttf")
            font.save(parts[-1])
        merged = Merger(MergeOptions(drop_tables=["vmtx", "vhea"])).merge(parts)
        merged["head"].modified = merged["head"].created
        merged.save(target / f"Arimo-{name}.ttf")
