#!/bin/sh
# Makes every picture of the README and the user guide anew, from the built launcher:
#   ./mvnw -DskipTests package && docs/make-pictures.sh && git diff --stat
# The figures of the guide's study are made where POPULATION says which folder docs/make-population.py has written to.
# Needs ImageMagick's convert, which cuts the close-ups out of the window, and numpy and onnx for the models of the gallery (PYTHON says which
# Python has them). Where pngquant is installed, the pictures become smaller. The models take 600 MB of the temporary folder meanwhile.
set -eu
cd "$(dirname "$0")/.."
explorer=target/cnt-explorer/bin/cnt-explorer
sample=assets/samples/digits-mlp.npy
screenshots=assets/screenshots
pictures=docs/pictures

if [ ! -x "$explorer" ]; then
    echo "make-pictures: $explorer is missing; build it with ./mvnw -DskipTests package." >&2
    exit 1
fi
if ! command -v convert > /dev/null; then
    echo "make-pictures: ImageMagick's convert is missing; install the package imagemagick." >&2
    exit 1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$screenshots" "$pictures"

# keep FROM TO [COLOURS]: moves a picture to its place, with fewer colours where pngquant is there
keep() {
    if command -v pngquant > /dev/null; then
        pngquant --force --speed 1 --strip --nofs --output "$2" "${3:-256}" "$1"
    else
        convert "$1" -strip -define png:exclude-chunks=date,time "$2"
    fi
    echo "$2"
}

# window NAME ARGUMENTS...: the window as 1600 by 1000 pixels
window() {
    name=$1
    shift
    "$explorer" snapshot "$sample" --size 1600x1000 --out "$work/$name.png" "$@"
}

# part OF WIDTHxHEIGHT+X+Y TO [COLOURS]: a part of a window
part() {
    convert "$work/$1.png" -crop "$2" +repage "$work/part.png"
    keep "$work/part.png" "$3" "${4:-256}"
}

# figure TO DPI ARGUMENTS...: a figure as a paper would have it
figure() {
    to=$1
    dpi=$2
    shift 2
    "$explorer" figure "$sample" --dpi "$dpi" --out "$work/figure.png" "$@"
    keep "$work/figure.png" "$to"
}

window plain --theme light
window light --select 1:17 --theme light
window dark --select 1:17 --theme dark
window other --select 2:9 --theme dark

keep "$work/light.png" "$screenshots/window-light.png"
keep "$work/dark.png" "$screenshots/window-dark.png"

# where the panes lie in a window of this size
part plain 885x580+329+80 "$pictures/graph.png"
part light 885x580+329+80 "$pictures/graph-selected.png"
part other 1271x580+329+80 "$pictures/selected-dark.png"
part light 326x408+0+80 "$pictures/layers.png"
part light 383x743+1217+80 "$pictures/inspector.png"
part light 1214x298+0+666 "$pictures/plots.png"

figure "$pictures/figure-strength.png" 200 --plot strength --layer 2
figure "$pictures/figure-fluctuation.png" 200 --plot fluctuation
figure "$pictures/figure-weights.png" 200 --plot weights
figure "$pictures/figure-graph.png" 130 --plot graph --width-mm 180 --links 300

# graph MODEL SIZE WIDTHxHEIGHT+X+Y NAME: the graph alone, in both themes
graph() {
    for theme in light dark; do
        "$explorer" snapshot "$1" --size "$2" --theme "$theme" --out "$work/graph.png"
        part graph "$3" "$pictures/$4-$theme.png" 96
    done
}

# the network on data
digits=assets/samples/digits-100.npz
for theme in light dark; do
    window "data-$theme" --data "$digits" --sample 3 --theme "$theme"
    part "data-$theme" 1216x884+0+80 "$screenshots/data-$theme.png"
    part "data-$theme" 562x456+652+205 "$pictures/on-data-$theme.png" 96
done
"$explorer" snapshot "$sample" --data "$digits" --sample 3 --run --size 1600x1300 --out "$work/activity.png"
part data-light 318x722+0+80 "$pictures/data.png"
part activity 318x1106+0+80 "$pictures/activity.png"
"$explorer" activations "$sample" --data "$digits" --output-activation softmax --figures "$work/figures" --figures-as png --width-mm 85 > /dev/null 2>&1
for name in confusion activity neuron-strength-density neuron-strength-error; do
    convert "$work/figures/$name.png" -resize 670x "$work/figures/small.png"
    keep "$work/figures/small.png" "$pictures/figure-$name.png" 64
done

models=$work/models
mkdir "$models"
"${PYTHON:-python3}" docs/make-models.py "$models"
graph "$sample" 1480x960 761x449+331+167 sample
graph "$models/lenet.onnx" 1480x960 761x449+331+167 lenet
graph "$models/lstm.onnx" 1480x960 761x449+331+167 lstm
# many layers want a larger window
graph "$models/vgg16.onnx" 1600x1000 885x530+329+130 vgg16
graph "$models/resnet18.onnx" 1600x1000 885x530+329+130 resnet18

if [ -n "${POPULATION:-}" ]; then
    "$explorer" study "$POPULATION" --accuracy 'init-{init}_seed-{seed}_epoch-{epoch}_accuracy-{accuracy}' --split-share 0.5 \
        --figures "$work/study" --figures-as png > /dev/null
    for of in strength-ridgeline:study-strength separation:study-separation; do
        convert "$work/study/${of%:*}.png" -resize 1100x "$work/${of#*:}.png"
        keep "$work/${of#*:}.png" "$pictures/${of#*:}.png" 64
    done
fi
