package org.cntexplorer.study.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** The sentence of one row of a {@link SeparationTable}. It claims no more than both p and the interval bear out. */
final class SeparationWords {
    /** Largest p that is taken for more than chance. */
    private static final double CHANCE = 0.05;
    /** Groups smaller than this are named as small: the ends of a bootstrap interval are too near each other there. */
    private static final int FEW = 10;

    private final SeparationTable.Row row;
    private final Separation separation;
    private final int tests;
    private final SeparationTable.Groups groups;
    /** The part of the pairs in the direction that is named, at least ½, and the ends of its interval. */
    private final double part;
    private final double from;
    private final double to;
    private final String direction;

    SeparationWords(SeparationTable.Row row, int tests, SeparationTable.Groups groups) {
        this.row = row;
        this.tests = tests;
        this.groups = groups;
        separation = row.separation();
        boolean greater = separation.auc() >= 0.5;
        direction = greater ? "greater" : "smaller";
        part = greater ? separation.auc() : 1 - separation.auc();
        from = greater ? separation.aucLow() : 1 - separation.aucHigh();
        to = greater ? separation.aucHigh() : 1 - separation.aucLow();
    }

    String sentence() {
        if (!separation.isKnown()) {
            return row.name() + " cannot be compared: " + separation.whyNot().orElseThrow() + leftOut();
        }
        boolean chance = row.corrected() >= CHANCE;
        if (chance && leastP() * tests >= CHANCE) {
            return separation.low() + " and " + separation.high() + " networks are too few to tell whether " + row.name()
                    + " separates: " + direction + " in " + groups.high() + " "
                    + (part == 1 ? "in all pairs" : pairs()) + "; " + p() + leftOut();
        }
        String numbers = pairs() + "; " + p() + small() + leftOut();
        if (separation.mayBeNone()) {
            return chance
                    ? row.name() + " does not separate " + groups.high() + " from " + groups.low() + ": " + direction + " " + numbers
                    : row.name() + " is neither clearly greater nor clearly smaller in " + groups.high()
                            + ", but spread in another way (KS = " + twoDigits(separation.ks()) + "): " + direction + " " + numbers;
        }
        return chance
                ? row.name() + " tends to be " + direction + " in " + groups.high() + ", but this may be chance: " + numbers
                : row.name() + " is " + direction + " in " + groups.high() + ": " + numbers;
    }

    /** Whether this or the other row separates better, and by which numbers. */
    String comparison(SeparationWords other) {
        String metric = row.metric();
        String otherMetric = other.row.metric();
        String numbers = ": " + row.name() + " " + pairs() + ", " + other.row.name() + " " + other.pairs();
        if (!separates() && !other.separates()) {
            return "neither " + metric + " nor " + otherMetric + " is shown to separate " + groups.high() + " from " + groups.low() + numbers;
        }
        if (isSmall() || other.isSmall()) {
            return "too few networks to tell whether " + metric + " or " + otherMetric + " separates better" + numbers;
        }
        if (separates() && from > other.most()) {
            return metric + " separates better than " + otherMetric + numbers;
        }
        if (other.separates() && other.from > most()) {
            return otherMetric + " separates better than " + metric + numbers;
        }
        return "whether " + metric + " or " + otherMetric + " separates better cannot be told" + numbers;
    }

    private boolean separates() {
        return row.corrected() < CHANCE && !separation.mayBeNone();
    }

    /** The most pairs that the interval allows, in whichever direction. */
    private double most() {
        return Math.max(to, 1 - from);
    }

    private boolean isSmall() {
        return Math.min(separation.low(), separation.high()) < FEW;
    }

    /** The least p that groups of these sizes can have: that of two which do not overlap. */
    private double leastP() {
        double p = 2;
        for (int i = 1; i <= separation.low(); i++) {
            p *= i / (double) (separation.high() + i);
        }
        return p;
    }

    private String pairs() {
        if (part == 1) {
            // resamples of groups that do not overlap do not either: their interval says nothing
            return "in all pairs of " + separation.low() + " and " + separation.high() + " networks";
        }
        String hundred = Math.round(100 * part) == 100 ? "more than 99" : String.valueOf(Math.round(100 * part));
        // outwards, but not by what a hundredth lost in binary
        return "in " + hundred + " of 100 pairs (95 %: "
                + (int) Math.floor(100 * from + 1e-9) + " to " + (int) Math.ceil(100 * to - 1e-9) + ")";
    }

    private String p() {
        String corrected = row.corrected() == 0 ? "p < 1e-300" : "p = " + twoDigits(row.corrected());
        return tests == 1 ? corrected : corrected + " after correction for " + tests + " tests";
    }

    private static String twoDigits(double number) {
        if (number != 0 && number < 0.001) {
            return String.format(Locale.ROOT, "%.0e", number).replace("e-0", "e-");
        }
        return new BigDecimal(number).round(new MathContext(2, RoundingMode.HALF_EVEN)).stripTrailingZeros().toPlainString();
    }

    private String small() {
        if (!isSmall() || part == 1) {
            return "";
        }
        return "; of only " + separation.low() + " and " + separation.high() + " networks, so that the interval is too narrow";
    }

    private String leftOut() {
        return separation.leftOut() == 0 ? "" : "; left out: " + separation.leftOut()
                + (separation.leftOut() == 1 ? " network" : " networks") + " without a number";
    }
}
