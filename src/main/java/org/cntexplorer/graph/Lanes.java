package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.List;

/** Lanes along one side of a row, in which links pass layers: those that would meet take another lane. */
final class Lanes {
    private static final double STEP = 5;
    /** Between the blocks and the first lane. */
    static final double CLEAR = 6;

    /** Room that they may take; more of them stand nearer to one another. */
    private final double mostRoom;
    /** For each lane the spans that it holds. */
    private final List<List<double[]>> lanes = new ArrayList<>();

    Lanes(double mostRoom) {
        this.mostRoom = mostRoom;
    }

    /** The first lane that is free all the way. */
    int free(double from, double to) {
        double low = Math.min(from, to);
        double high = Math.max(from, to);
        int lane = 0;
        while (lane < lanes.size() && lanes.get(lane).stream().anyMatch(s -> s[0] < high && s[1] > low)) {
            lane++;
        }
        return lane;
    }

    int take(double from, double to) {
        int lane = free(from, to);
        if (lane == lanes.size()) {
            lanes.add(new ArrayList<>());
        }
        lanes.get(lane).add(new double[] {Math.min(from, to), Math.max(from, to)});
        return lane;
    }

    /** Room across each lane. */
    double step() {
        return Math.min(STEP, mostRoom / Math.max(1, lanes.size()));
    }

    /** How far from the blocks a lane is. */
    double distance(int lane) {
        return CLEAR + lane * step();
    }

    /** Room beside the blocks that all of them take. */
    double room() {
        return lanes.isEmpty() ? 0 : CLEAR + step() * (lanes.size() - 1) + 2;
    }
}
