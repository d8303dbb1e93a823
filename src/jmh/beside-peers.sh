#!/usr/bin/env bash
# Our speed beside that of Python's libraries, in turn on the same machine, three rounds: quote ratios of least times, from one run.
# usage: src/jmh/beside-peers.sh PEERS   (after ./mvnw -DskipTests package; PEERS is a folder of their scripts, to which they write)
set -eu
peers=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
here=$PWD
python=${PYTHON:-/usr/bin/python3}

bench() {
    ./mvnw -B -q -o -Pbench -Djmh.args="$*" | grep -E '^[A-Za-z.]+:p0\.(00|50) '
}

# Elapsed and processor seconds of a whole process.
whole() {
    name=$1
    shift
    TIMEFORMAT="$name: %R s elapsed, %U + %S s of processor time"
    time "$@" >"$peers/whole.out"
}

# What f_open_onnx.py does, without its histograms.
cat >"$peers/f_strengths.py" <<'PY'
import sys
import numpy as np
import onnx
from onnx import numpy_helper

model = onnx.load(sys.argv[1])
arrays = [numpy_helper.to_array(i) for i in model.graph.initializer]
print(sum((a.sum(0, dtype=np.float64) + a.sum(1, dtype=np.float64)).std() for a in arrays))
PY

# 1,000 networks 784-32-32-32-32-10 as the authors of the metrics save theirs.
cat >"$peers/g_make_study.py" <<'PY'
import pathlib
import sys
import numpy as np

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True)
sizes = [784, 32, 32, 32, 32, 10]
for i in range(1000):
    random = np.random.default_rng(i)
    accuracy = random.random()
    scale = 0.05 * (1 + accuracy) * random.choice([1, 2, 4])
    arrays = np.empty(10, dtype=object)
    for c, (n, m) in enumerate(zip(sizes, sizes[1:])):
        arrays[2 * c] = (random.standard_normal((n, m)) * scale).astype(np.float32)
        arrays[2 * c + 1] = (random.standard_normal(m) * scale * 0.1).astype(np.float32)
    np.save(folder / f"net_seed-{i}_realaccuracy-{accuracy:.4f}.npy", arrays, allow_pickle=True)
PY

cat >"$peers/g_study.py" <<'PY'
# What a study needs for its plots: strengths and fluctuation of each network, and densities of each accuracy bin and layer.
import pathlib
import re
import sys
import time

import numpy as np
from scipy.stats import gaussian_kde

pooled = {}
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.npy")):
    accuracy = float(re.search(r"realaccuracy-([0-9.]+)\.npy", file.name).group(1))
    group = min(int(accuracy * 10), 9)
    arrays = np.load(file, allow_pickle=True)
    weights, biases = arrays[::2], arrays[1::2]
    for layer in range(len(weights) + 1):
        into = weights[layer - 1].sum(0, dtype=np.float64) + biases[layer - 1] if layer else np.zeros(weights[0].shape[0])
        out = weights[layer].sum(1, dtype=np.float64) if layer < len(weights) else np.zeros(len(into))
        total = into + out
        quantities = {"s_in": into, "s_out": out, "s": total, "fluctuation": [total.std()]}
        if layer:
            quantities["weights"] = np.concatenate([weights[layer - 1].ravel(), biases[layer - 1]])
        for name, values in quantities.items():
            pooled.setdefault((name, layer, group), []).append(values)

def told(what):
    print(f"{what}: {time.process_time():.1f} s of processor time", flush=True)


told("strengths and fluctuation")
kernels = {}
for key, parts in pooled.items():
    values = np.concatenate(parts)
    if len(values) > 1 and values.std() > 0:
        h = values.std(ddof=1) * len(values) ** -0.2
        kernels[key] = gaussian_kde(values), values.min() - 3 * h, values.max() + 3 * h
        kernels[key][0](np.linspace(*kernels[key][1:], 400))
told("and the densities of the curves")
for name in "weights", "s":
    for layer in range(6):
        groups = [kernel for key, kernel in kernels.items() if key[:2] == (name, layer)]
        if groups:
            # one grid for all groups of a layer, where a pair of groups would have one each
            grid = np.linspace(min(g[1] for g in groups), max(g[2] for g in groups), 1000)
            densities = np.maximum([g[0](grid) for g in groups], 1e-300)
            logs = np.log(densities)
            ((densities[:, None] - densities) * (logs[:, None] - logs)).sum(2)
told("and the divergences between groups")
PY

cd "$peers"
[ -d data/study ] || "$python" g_make_study.py data/study
[ -f data/f_big.onnx ] || "$python" f_make_onnx.py
for round in 1 2 3; do
    echo "round $round, load $(cut -d' ' -f1 /proc/loadavg)"
    "$python" a_conv_strength.py | grep numpy
    (cd "$here" && bench ConvolutionBench -p layout=CHANNELS_FIRST)
    "$python" b_mlp_degree.py | grep numpy_incl
    (cd "$here" && bench MlpBench)
    for time in 1 2 3; do
        whole "Python, 503 MB of ONNX" "$python" f_strengths.py data/f_big.onnx
        JAVA_TOOL_OPTIONS='-Xmx256m' whole "cnt-explorer metrics" "$here/target/cnt-explorer/bin/cnt-explorer" metrics data/f_big.onnx 2>&1 | grep -v JAVA_TOOL
    done
done
# once: minutes of scipy
whole "Python, study of 1,000 networks" "$python" g_study.py data/study
for time in 1 2 3; do
    rm -rf data/figures
    whole "cnt-explorer study, with figures" "$here/target/cnt-explorer/bin/cnt-explorer" study data/study --accuracy 'realaccuracy-{accuracy}' --figures data/figures
done
