package org.cntexplorer.app.study;

import org.cntexplorer.study.analysis.Grouping;

/**
 * How a person lets networks be put into groups.
 *
 * @param label that they are grouped by; empty where the study has none
 * @param width of a bin
 * @param count of groups of as many networks each
 */
record Bins(Kind kind, String label, double width, int count) {
    static final double USUAL_WIDTH = 0.1;
    static final int USUAL_COUNT = 5;

    /** The ways. */
    enum Kind {
        WIDTH("bins of width"), QUANTILE("groups of equal size"), VALUE("each value");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    static Bins by(String label) {
        return new Bins(Kind.WIDTH, label, USUAL_WIDTH, USUAL_COUNT);
    }

    Grouping grouping() {
        return switch (kind) {
            case WIDTH -> new Grouping.ByWidth(label, width);
            case QUANTILE -> new Grouping.ByQuantile(label, count);
            case VALUE -> new Grouping.ByValue(label);
        };
    }

    Bins with(Kind other) {
        return new Bins(other, label, width, count);
    }

    Bins withLabel(String other) {
        return new Bins(kind, other, width, count);
    }

    Bins withWidth(double other) {
        return new Bins(kind, label, other, count);
    }

    Bins withCount(int other) {
        return new Bins(kind, label, width, other);
    }
}
