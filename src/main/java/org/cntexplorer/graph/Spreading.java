package org.cntexplorer.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cntexplorer.progress.Progress;

/** Moves points apart until no two are nearer to one another than they may be, each as little as it can. */
final class Spreading {
    /** Rounds before all of it is made larger. */
    private static final int ROUNDS = 60;
    private static final double LARGER = 1.12;
    /** Points are moved a little further than needed, so that an end is reached. */
    private static final double MORE = 1.02;

    private Spreading() {}

    /**
     * @param at x and y of each point, which are moved
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    static void apart(double[][] at, double least, Progress progress) {
        for (int round = 1; push(at, least) > 0; round++) {
            progress.check();
            progress.report(1 - 1.0 / round, "Move neurons apart");
            if (round % ROUNDS == 0) {
                for (double[] point : at) {
                    point[0] *= LARGER;
                    point[1] *= LARGER;
                }
            }
        }
    }

    /** Pushes every two that are too near to one another apart; says how many were. */
    private static int push(double[][] at, double least) {
        Map<Long, List<Integer>> cells = new HashMap<>();
        for (int i = 0; i < at.length; i++) {
            cells.computeIfAbsent(cell(Math.floor(at[i][0] / least), Math.floor(at[i][1] / least)), k -> new ArrayList<>()).add(i);
        }
        int near = 0;
        for (int i = 0; i < at.length; i++) {
            double column = Math.floor(at[i][0] / least);
            double row = Math.floor(at[i][1] / least);
            for (int around = 0; around < 9; around++) {
                for (int k : cells.getOrDefault(cell(column + around % 3 - 1, row + around / 3 - 1), List.of())) {
                    near += k > i && part(at[i], at[k], least, i) ? 1 : 0;
                }
            }
        }
        return near;
    }

    private static long cell(double column, double row) {
        return (long) column << 32 ^ (long) row & 0xffffffffL;
    }

    private static boolean part(double[] a, double[] b, double least, int number) {
        double dx = b[0] - a[0];
        double dy = b[1] - a[1];
        double distance = Math.hypot(dx, dy);
        if (distance >= least) {
            return false;
        }
        if (distance < 1e-9) {
            // on one another: each pair goes its own way
            dx = Math.cos(number);
            dy = Math.sin(number);
            distance = 1;
            a[0] -= dx * least / 2;
            a[1] -= dy * least / 2;
            b[0] += dx * least / 2;
            b[1] += dy * least / 2;
            return true;
        }
        double move = (least * MORE - distance) / 2 / distance;
        a[0] -= dx * move;
        a[1] -= dy * move;
        b[0] += dx * move;
        b[1] += dy * move;
        return true;
    }
}
