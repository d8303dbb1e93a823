package org.cntexplorer.app.graphview;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.model.Neuron;

/** Which neurons are in view and large enough to be told apart. */
final class InView {
    /** Pixels that a neuron's cell is wide when it can be told apart. */
    static final double APART = 6;

    private InView() {}

    /**
     * The neurons in a part of the layout, layer by layer.
     *
     * @param scale pixels for one unit of the layout
     * @param least pixels that their cells are wide at least
     * @param most no more than these are looked at one by one
     * @return empty where there are more
     */
    static Optional<List<Neuron>> of(GraphLayout layout, double left, double top, double right, double bottom, double scale, double least, int most) {
        List<Neuron> found = new ArrayList<>();
        boolean others = false;
        for (LayerBlock block : layout.blocks()) {
            if (block.left() > right || block.right() < left || block.top() > bottom || block.bottom() < top) {
                continue;
            }
            others |= !block.isRectangle() || !block.open().isEmpty();
            if (block.isRectangle() && block.pitch() * scale >= least && !cells(block, left, top, right, bottom, most, found)) {
                return Optional.empty();
            }
        }
        if (!others) {
            return Optional.of(found);
        }
        layout.neuronsIn(left, top, right, bottom).stream().filter(n -> layout.block(n.layer()).pitch(n.index()) * scale >= least)
                .filter(n -> !layout.block(n.layer()).isRectangle() || layout.block(n.layer()).isMapped()).limit(most + 1L).forEach(found::add);
        return found.size() > most ? Optional.empty() : Optional.of(found);
    }

    private static boolean cells(LayerBlock block, double left, double top, double right, double bottom, int most, List<Neuron> found) {
        double pitch = block.pitch();
        for (int channel = 0; channel < block.channels(); channel++) {
            double x = block.isMapped() ? block.mapLeft(channel) : block.left();
            double y = block.isMapped() ? block.mapTop(channel) : block.top();
            // those whose centres are in view
            int firstColumn = (int) Math.max(0, Math.ceil((left - x) / pitch - 0.5));
            int lastColumn = (int) Math.min(block.columns() - 1, Math.floor((right - x) / pitch - 0.5));
            int firstRow = (int) Math.max(0, Math.ceil((top - y) / pitch - 0.5));
            int lastRow = (int) Math.min(block.rows() - 1, Math.floor((bottom - y) / pitch - 0.5));
            long count = (long) Math.max(0, lastColumn - firstColumn + 1) * Math.max(0, lastRow - firstRow + 1);
            if (found.size() + count > most) {
                return false;
            }
            for (int column = firstColumn; column <= lastColumn; column++) {
                for (int row = firstRow; row <= lastRow; row++) {
                    int neuron = block.inCell(channel, row, column);
                    if (neuron >= 0 && (!block.isMapped() || !block.isDrawn(neuron))) {
                        found.add(new Neuron(block.layer(), neuron));
                    }
                }
            }
        }
        return true;
    }
}
