#!/usr/bin/env bash
# Makes every icon anew from icon.svg, with rsvg-convert (librsvg2-bin) and Python 3. The icons are committed: a build needs neither.
set -eu
cd "$(dirname "$0")/../.."
pngs=assets/icons
for size in 16 24 32 48 64 128 256 512; do
    rsvg-convert -w $size -h $size packaging/common/icon.svg -o $pngs/cnt-explorer-$size.png
done
cp $pngs/cnt-explorer-512.png packaging/linux/cnt-explorer.png
large=$(mktemp)
trap 'rm -f "$large"' EXIT
rsvg-convert -w 1024 -h 1024 packaging/common/icon.svg -o "$large"

python3 - $pngs packaging/win/cnt-explorer.ico packaging/mac/cnt-explorer.icns "$large" <<'PY'
import struct
import sys

pngs, ico, icns, large = sys.argv[1:]


def png(size):
    with open(large if size == 1024 else f"{pngs}/cnt-explorer-{size}.png", "rb") as file:
        return file.read()


# .ico: a header, 16 bytes an image (0 stands for 256), then the PNGs
images = [(size, png(size)) for size in (16, 24, 32, 48, 64, 128, 256)]
offset = 6 + 16 * len(images)
with open(ico, "wb") as file:
    file.write(struct.pack("<HHH", 0, 1, len(images)))
    for size, data in images:
        file.write(struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), offset))
        offset += len(data)
    for _, data in images:
        file.write(data)

# .icns: blocks of type, length and PNG; the second of a size is for screens of double density
types = [(b"icp4", 16), (b"icp5", 32), (b"ic07", 128), (b"ic08", 256), (b"ic09", 512),
         (b"ic11", 32), (b"ic12", 64), (b"ic13", 256), (b"ic14", 512), (b"ic10", 1024)]
blocks = b"".join(kind + struct.pack(">I", 8 + len(png(size))) + png(size) for kind, size in types)
with open(icns, "wb") as file:
    file.write(b"icns" + struct.pack(">I", 8 + len(blocks)) + blocks)
PY
