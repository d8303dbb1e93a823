package org.cntexplorer.study.analysis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.study.Label;
import org.cntexplorer.study.Labels;
import org.cntexplorer.study.Member;
import org.cntexplorer.study.Population;
import org.cntexplorer.study.store.StoredActivity;
import org.cntexplorer.study.store.StoredLabel;
import org.cntexplorer.study.store.StoredLayer;
import org.cntexplorer.study.store.StoredNetwork;

/** The measured networks of one architecture: they can be compared layer by layer. Immutable. */
public final class Cohort {
    private final List<StoredNetwork> networks;
    private final List<Labels> labels;
    private final List<CohortLayer> layers;
    /** [layer][metric][network], of numbers. */
    private final double[][][] numbers;
    /** What the networks do on data; null where a network was not run on any. */
    private final StoredActivity[] activity;
    /** Whether the store has densities of what some of them do. */
    private final boolean dense;

    /**
     * A layer that all of the networks have.
     *
     * @param layer its number, 0 for the input
     * @param name in the first of the networks
     * @param shape such as {@code 64×7×7}
     */
    public record CohortLayer(int layer, String name, String shape, long neurons) {
        /** As it stands in a sentence. */
        public String words() {
            return "layer " + layer;
        }
    }

    private Cohort(List<StoredNetwork> networks, List<CohortLayer> layers, double[][][] numbers, StoredActivity[] activity, boolean dense) {
        this.networks = List.copyOf(networks);
        this.layers = List.copyOf(layers);
        this.numbers = numbers;
        this.activity = activity;
        this.dense = dense;
        labels = networks.stream().map(Cohort::labels).toList();
    }

    /** Takes the layers of its networks one after the other, so that no more than their numbers are kept. */
    static final class Builder {
        private final List<StoredNetwork> networks;
        private final List<CohortLayer> layers = new ArrayList<>();
        private final List<double[][]> numbers = new ArrayList<>();
        private final StoredActivity[] activity;
        private boolean dense;

        Builder(List<StoredNetwork> networks) {
            this.networks = networks;
            activity = new StoredActivity[networks.size()];
        }

        /** @param network index of the network that has the layer */
        void add(int network, StoredLayer layer) {
            while (numbers.size() <= layer.layer()) {
                double[][] none = new double[StudyMetric.values().length][networks.size()];
                for (double[] metric : none) {
                    Arrays.fill(metric, Double.NaN);
                }
                numbers.add(none);
                layers.add(null);
            }
            if (layers.get(layer.layer()) == null) {
                layers.set(layer.layer(), new CohortLayer(layer.layer(), layer.name(), layer.shape(), layer.neurons()));
            }
            for (StudyMetric metric : StudyMetric.values()) {
                if (!metric.isOnData()) {
                    numbers.get(layer.layer())[metric.ordinal()][network] = metric.of(layer);
                }
            }
        }

        /** What the network does on data, once its layers are added. */
        void add(int network, StoredActivity onData) {
            activity[network] = onData;
            for (StoredActivity.OfLayer layer : onData.layers()) {
                for (StudyMetric metric : StudyMetric.values()) {
                    if (metric.isOnData() && layer.layer() < numbers.size()) {
                        numbers.get(layer.layer())[metric.ordinal()][network] = metric.of(layer);
                    }
                }
            }
        }

        /** Says that the store has densities of what one of the networks does. */
        void addDensities() {
            dense = true;
        }

        Cohort build() {
            return new Cohort(networks, layers, numbers.toArray(double[][][]::new), activity, dense);
        }
    }

    /** The architecture, as the store has it. */
    public String architecture() {
        return networks.getFirst().architecture();
    }

    /** In natural order of their files. At least one. */
    public List<StoredNetwork> networks() {
        return networks;
    }

    public List<CohortLayer> layers() {
        return layers;
    }

    /** One number for each network, in their order; NaN where a network has none. The array is the caller's. */
    public double[] numbers(StudyMetric metric, int layer) {
        return numbers[layer][metric.ordinal()].clone();
    }

    /** The same of a number of whole networks. */
    public double[] numbers(NetworkMetric metric) {
        return Arrays.stream(activity).mapToDouble(of -> of == null ? Double.NaN : metric.of(of)).toArray();
    }

    /** What a network does on the study's data, or why it could not be run; empty where it was not tried. */
    public Optional<StoredActivity> activity(int network) {
        return Optional.ofNullable(activity[network]);
    }

    /** Whether some network was run on data. */
    public boolean hasActivity() {
        return Arrays.stream(activity).anyMatch(of -> of != null && of.isKnown());
    }

    /** Whether the store has distributions of what some network does on data. */
    public boolean hasActivityDensities() {
        return dense;
    }

    public Labels labels(int network) {
        return labels.get(network);
    }

    /** What the store has of a network's labels, in their order. */
    public static Labels labels(StoredNetwork network) {
        LinkedHashMap<String, Label> all = new LinkedHashMap<>();
        for (StoredLabel label : network.labels()) {
            all.put(label.label(), label.number() != null ? new Label.Number(label.number()) : new Label.Word(label.word()));
        }
        return new Labels(all);
    }

    /** One number for each network, in their order; NaN where a network has no such label, or a word for it. */
    public double[] label(String name) {
        return labels.stream().mapToDouble(of -> of.number(name).orElse(Double.NaN)).toArray();
    }

    /** The names of all labels, in the order in which they come. */
    public List<String> labelNames() {
        Set<String> names = new LinkedHashSet<>();
        labels.forEach(of -> names.addAll(of.names()));
        return List.copyOf(names);
    }

    /** Those of {@link #labelNames()} that are a number in some network. */
    public List<String> numericLabels() {
        return labelNames().stream().filter(name -> labels.stream().anyMatch(of -> of.number(name).isPresent())).toList();
    }

    /** Which label is the accuracy, see {@link Labels#accuracyName()}. */
    public Optional<String> accuracyName() {
        return labels.stream().flatMap(of -> of.accuracyName().stream()).findFirst();
    }

    /** The same networks as a population, for what is asked of those, such as its runs of checkpoints. */
    public Population population() {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < networks.size(); i++) {
            members.add(new Member(Path.of(networks.get(i).file()), networks.get(i).name(), labels.get(i)));
        }
        return new Population(Path.of(""), members, List.of(), List.of());
    }
}
