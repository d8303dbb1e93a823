"""Writes resize.json: pictures that PIL resized, for the tests of org.cntexplorer.data. Needs Pillow and NumPy."""
import json
import numpy as np
from PIL import Image

rng = np.random.default_rng(7)
cases = []
for height, width, to_height, to_width in ((5, 7, 3, 4), (5, 7, 9, 10), (8, 8, 4, 4), (3, 11, 6, 2), (1, 1, 3, 3)):
    picture = rng.uniform(0, 255, (height, width)).astype(np.float32)
    for how, name in ((Image.BILINEAR, "BILINEAR"), (Image.NEAREST, "NEAREST")):
        resized = np.asarray(Image.fromarray(picture).resize((to_width, to_height), how))
        cases.append({"how": name, "height": height, "width": width, "toHeight": to_height, "toWidth": to_width,
                      "from": picture.ravel().tolist(), "to": resized.ravel().tolist()})
json.dump(cases, open("resize.json", "w"))
