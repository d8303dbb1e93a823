package org.cntexplorer.model;

import org.cntexplorer.model.kernel.Bands;
import org.cntexplorer.model.kernel.ColumnMass;
import org.cntexplorer.progress.Progress;

/**
 * {@link LinkMass} of a dense connection: the rows of a group one after the other, each column by itself, and the columns' sums into their
 * groups when the next group begins. So the loops over the weights are those over whole rows, however the columns are grouped.
 */
final class DenseMass {
    /** Rows between two looks at whether the work was cancelled. */
    private static final int BREATH = 8;

    private final DenseConnection connection;
    private final Tensor matrix;
    private final int rows;
    private final int columns;
    private final boolean sourceRows;
    private final LinkMass.Groups groups;
    private final int[] groupOfRow;
    private final int[] groupOfColumn;
    private final int columnGroups;

    DenseMass(DenseConnection connection, LinkMass.Groups groups) {
        this.connection = connection;
        this.matrix = connection.matrix();
        this.rows = Math.toIntExact(matrix.extent(0));
        this.columns = Math.toIntExact(matrix.extent(1));
        this.sourceRows = connection.orientation() == DenseConnection.Orientation.SOURCE_ROWS;
        this.groups = groups;
        this.groupOfRow = sourceRows ? groups.ofSource() : groups.ofTarget();
        this.groupOfColumn = sourceRows ? groups.ofTarget() : groups.ofSource();
        this.columnGroups = sourceRows ? groups.targets() : groups.sources();
    }

    /** What a band has found: of its groups of rows, of which the first is {@code first}, each with each group of columns. */
    private record Part(int first, double[] positive, double[] negative) {}

    LinkMass of(Progress progress) {
        LinkMass mass = new LinkMass(groups.sources(), groups.targets());
        if (rows == 0) {
            return mass;
        }
        int[] order = byGroup();
        // twice as short as those of sums, for twice the work
        Part[] parts = new Part[Bands.count(rows, 2L * columns * matrix.type().bytes())];
        Bands.ALL_CORES.run(rows, parts.length, progress, (band, from, to) -> {
            // rows that are all multiplied by one number are no sums of whole rows
            if (matrix.isPlainFloat() && (!sourceRows || groups.signals().isOnes())) {
                parts[band] = ofFloats(order, from, to, progress);
            } else {
                parts[band] = decoded(order, from, to, progress);
            }
        });
        for (Part part : parts) {
            for (int at = 0; at < part.positive.length; at++) {
                int row = part.first + at / columnGroups;
                int column = at % columnGroups;
                int to = sourceRows ? row * columnGroups + column : column * groups.targets() + row;
                mass.positive()[to] += part.positive[at];
                mass.negative()[to] += part.negative[at];
            }
        }
        return mass;
    }

    /** The rows, those of a group one after the other, in the order of the file. */
    private int[] byGroup() {
        int[] start = new int[(sourceRows ? groups.sources() : groups.targets()) + 1];
        for (int group : groupOfRow) {
            start[group + 1]++;
        }
        for (int group = 1; group < start.length; group++) {
            start[group] += start[group - 1];
        }
        int[] order = new int[rows];
        for (int row = 0; row < rows; row++) {
            order[start[groupOfRow[row]]++] = row;
        }
        return order;
    }

    private Part empty(int[] order, int from, int to) {
        int first = groupOfRow[order[from]];
        int size = Math.multiplyExact(groupOfRow[order[to - 1]] - first + 1, columnGroups);
        return new Part(first, new double[size], new double[size]);
    }

    private Part ofFloats(int[] order, int from, int to, Progress progress) {
        Part part = empty(order, from, to);
        ColumnMass columnMass = new ColumnMass(matrix.data(), rows, columns);
        int next;
        for (int at = from; at < to; at = next) {
            next = at + 1;
            // rows that follow one another in the file too
            while (next < to && next - at < BREATH && order[next] == order[next - 1] + 1 && groupOfRow[order[next]] == groupOfRow[order[at]]) {
                next++;
            }
            progress.check();
            columnMass.add(order[at], order[next - 1] + 1);
            if (next == to || groupOfRow[order[next]] != groupOfRow[order[at]]) {
                int base = (groupOfRow[order[at]] - part.first) * columnGroups;
                for (int c = 0; c < columns; c++) {
                    add(part, base + groupOfColumn[c], columnMass.positive()[c], -columnMass.negative()[c], c);
                }
                columnMass.clear();
            }
        }
        return part;
    }

    private Part decoded(int[] order, int from, int to, Progress progress) {
        Part part = empty(order, from, to);
        double[] weights = new double[columns];
        for (int at = from; at < to; at++) {
            progress.check();
            int row = order[at];
            if (sourceRows && groups.signals().up(row) == 0 && groups.signals().down(row) == 0) {
                continue;
            }
            matrix.read((long) row * columns, weights, 0, columns);
            int base = (groupOfRow[row] - part.first) * columnGroups;
            for (int c = 0; c < columns; c++) {
                double w = weights[c];
                add(part, base + groupOfColumn[c], w < 0 ? 0 : w, w > 0 ? 0 : -w, sourceRows ? row : c);
            }
        }
        return part;
    }

    /** Adds weights that leave a source, the positive ones and the magnitudes of the negative ones. */
    private void add(Part part, int at, double positive, double negative, int source) {
        float up = groups.signals().up(source);
        float down = groups.signals().down(source);
        if (up != 0) {
            part.positive[at] += positive * up;
            part.negative[at] += negative * up;
        }
        if (down != 0) {
            part.positive[at] += negative * down;
            part.negative[at] += positive * down;
        }
    }
}
