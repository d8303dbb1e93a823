package org.cntexplorer.figure;

import java.util.List;

/** A figure that can be a panel among others of its kind, with which it shares the names of its axes and its colours. */
sealed interface Panelled extends Figure permits CurvesFigure, MatrixFigure, TimeHeatFigure {
    /** What colours mean what in all of these figures, which are of this kind; it may be empty. */
    ColourScale scale(List<? extends Panelled> all, FigureStyle style);

    /** Whether each of these figures, which are of this kind, had better have colours of its own, from 0 to its greatest number. */
    default boolean isApart(List<? extends Panelled> all) {
        return false;
    }

    /** What the colours stand for. */
    String label();

    /** What the bar of colours is called. */
    default String barLabel() {
        return label();
    }

    /** Whether some of what it shows has no number, and is hatched. */
    default boolean hasHoles() {
        return false;
    }

    /** Draws it as a panel. */
    PanelInk ink(ColourScale common, FigureStyle style);
}
