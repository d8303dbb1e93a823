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

cd "$peers"
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
