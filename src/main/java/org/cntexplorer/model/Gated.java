package org.cntexplorer.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cntexplorer.progress.Progress;

/**
 * Links that come in several sets, one a gate: an LSTM's four, a GRU's three. Each gate of a unit is a row of its own; the unit has the
 * links of all of them, as many between two neurons as there are gates [ours].
 *
 * @param rows a connection into gates × units targets, of which g·units + k is gate g of unit k: dense, an ungrouped convolution, or
 *     one of these composed
 * @param gates the names of the gates, in the order of the rows
 */
public record Gated(Connection rows, List<String> gates) implements Connection {
    /** @throws IllegalArgumentException where the rows cannot be shared out among the gates */
    public Gated {
        gates = List.copyOf(gates);
        if (gates.isEmpty() || rows.targets() % gates.size() != 0) {
            throw new IllegalArgumentException(
                    rows.name() + ": " + rows.targets() + " rows are not to be had by " + gates.size() + " gates");
        }
        GateRows.check(rows, gates.size());
    }

    @Override
    public Connection between(int index, int from, int to) {
        return new Gated(rows.between(index, from, to), gates);
    }

    @Override
    public int index() {
        return rows.index();
    }

    @Override
    public String name() {
        return rows.name();
    }

    @Override
    public String kind() {
        return "gated " + rows.kind();
    }

    @Override
    public int from() {
        return rows.from();
    }

    @Override
    public int to() {
        return rows.to();
    }

    @Override
    public int sources() {
        return rows.sources();
    }

    @Override
    public int targets() {
        return rows.targets() / gates.size();
    }

    @Override
    public long links() {
        return rows.links();
    }

    @Override
    public long weights() {
        return rows.weights();
    }

    /** Of each unit, the biases of its gates summed. */
    @Override
    public Optional<Tensor> bias() {
        return rows.bias().map(all -> Tensor.of(folded(all.toArray())));
    }

    @Override
    public Optional<Tensor> storedBias() {
        return rows.storedBias();
    }

    @Override
    public OptionalDouble biasOf(int target) {
        double sum = 0;
        for (int row = target; row < rows.targets(); row += targets()) {
            OptionalDouble ofRow = rows.biasOf(row);
            if (ofRow.isEmpty()) {
                return ofRow;
            }
            sum += ofRow.getAsDouble();
        }
        return OptionalDouble.of(sum);
    }

    @Override
    public List<Tensor> stored() {
        return rows.stored();
    }

    /** The links of one gate alone, as a connection of its own. */
    public Connection gate(int gate) {
        return GateRows.of(rows, gate, gates.size());
    }

    private double[] folded(double[] ofRows) {
        double[] ofUnits = new double[targets()];
        for (int row = 0; row < ofRows.length; row++) {
            ofUnits[row % ofUnits.length] += ofRows[row];
        }
        return ofUnits;
    }

    @Override
    public Sums sums(Weighting weighting, Progress progress) {
        return added(rows.sums(weighting, progress));
    }

    @Override
    public Measured measured(Weighting weighting, Progress progress) {
        Measured measured = rows.measured(weighting, progress);
        return new Measured(added(measured.sums()), measured.moments());
    }

    private Sums added(Sums ofRows) {
        return new Sums(folded(ofRows.in()), ofRows.out());
    }

    @Override
    public Moments moments(Progress progress) {
        return rows.moments(progress);
    }

    @Override
    public void read(WeightBlocks blocks, Progress progress) {
        rows.read(blocks, progress);
    }

    private void retargeted(Links ofRows, LinkVisitor visitor) {
        for (int i = 0; i < ofRows.count(); i++) {
            visitor.accept(ofRows.source()[i], ofRows.target()[i] % targets(), ofRows.weight()[i]);
        }
    }

    /** The links that enter a target, gate after gate where they come from the same source. */
    @Override
    public Links into(int target) {
        LinkList links = new LinkList(0);
        for (int row = target; row < rows.targets(); row += targets()) {
            retargeted(rows.into(row), links);
        }
        return links.bySource(index());
    }

    /** The links that enter one gate of a target, in order of source. */
    public Links into(int target, int gate) {
        LinkList links = new LinkList(0);
        retargeted(rows.into(gate * targets() + target), links);
        return links.bySource(index());
    }

    /** The links that leave a source, gate after gate where they enter the same target. */
    @Override
    public Links outOf(int source) {
        LinkList links = new LinkList(0);
        retargeted(rows.outOf(source), links);
        return links.byTarget(index());
    }

    @Override
    public Links strongest(int count, Progress progress) {
        return atLeast(0, count, progress);
    }

    @Override
    public Links atLeast(double threshold, int most, Progress progress) {
        return LinkScan.strongest(this, most, threshold, visitor -> retargeted(rows.atLeast(threshold, most, progress), visitor), progress);
    }

    @Override
    public void eachAtLeast(double threshold, Progress progress, LinkVisitor visitor) {
        rows.eachAtLeast(threshold, progress, (source, row, weight) -> visitor.accept(source, row % targets(), weight));
    }

    @Override
    public long countAtLeast(double threshold, Progress progress) {
        return rows.countAtLeast(threshold, progress);
    }
}
