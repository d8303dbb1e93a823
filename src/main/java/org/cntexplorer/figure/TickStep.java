package org.cntexplorer.figure;

/** How far apart the ticks of a scale are, and how their numbers are written. */
record TickStep(double unit, TickFormat format) {
    /**
     * Steps of 1, 2 or 5, as small as leaves room between labels and gives at most so many intervals.
     *
     * @param room length of the scale on the page
     * @param size of the labels
     * @param vertical whether the labels stand above one another
     */
    static TickStep of(double low, double high, int most, double room, float size, boolean vertical) {
        double length = high - low;
        int power = (int) Math.floor(Math.log10(length / most));
        for (int step = 0; ; step++) {
            int tens = power + step / 3;
            double unit = new int[] {1, 2, 5}[step % 3] * Math.pow(10, tens);
            TickFormat format = new TickFormat(Math.max(0, -tens));
            double widest = Math.max(FontFace.REGULAR.width(size, format.format(Math.floor(low / unit) * unit)),
                    FontFace.REGULAR.width(size, format.format(Math.ceil(high / unit) * unit)));
            double needed = vertical ? 2.2 * size : widest + 1.4 * size;
            if (length / unit <= most && unit / length * room >= needed || unit > length) {
                return new TickStep(unit, format);
            }
        }
    }
}
