package org.cntexplorer.format.onnx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.cntexplorer.format.ModelFormatException;

/**
 * Functions that exporters write as several nodes: GELU as Div, Erf, Add, Mul, Mul; SiLU as Sigmoid, Mul. The nodes are computed for a few
 * numbers and the result compared with the functions that are known, so that the way in which they were written does not matter.
 */
final class ComposedFunctions {
    private static final Set<String> PARTS = Set.of("Add", "Sub", "Mul", "Div", "Pow", "Erf", "Sigmoid", "HardSigmoid", "Tanh", "Softplus", "Clip");
    /** At least one of these makes a function that is known. */
    private static final Set<String> CURVES = Set.of("Erf", "Sigmoid", "HardSigmoid", "Tanh", "Softplus", "Clip");
    private static final int MOST_PARTS = 12;
    private static final double[] SAMPLES = {-5, -2.5, -1, -0.3, 0, 0.4, 1.2, 3.5, 6};
    /** More than the formula by tanh differs from that by erf, less than any two functions here differ. */
    private static final double CLOSE = 2e-3;
    private static final Map<String, DoubleUnaryOperator> KNOWN = new LinkedHashMap<>();

    static {
        KNOWN.put("gelu", x -> x / 2 * (1 + erf(x / Math.sqrt(2))));
        KNOWN.put("silu", x -> x * sigmoid(x));
        KNOWN.put("quick_gelu", x -> x * sigmoid(1.702 * x));
        KNOWN.put("hard_swish", x -> x * Math.clamp((x + 3) / 6, 0, 1));
        KNOWN.put("mish", x -> x * Math.tanh(Math.log1p(Math.exp(x))));
    }

    private final OnnxGraph graph;
    private final Constants constants;

    ComposedFunctions(OnnxGraph graph, Constants constants) {
        this.graph = graph;
        this.constants = constants;
    }

    /** The function whose last node this is; its parts may be taken by others, too. */
    Optional<Patterns.Found> endingAt(OnnxNode last) throws ModelFormatException {
        if (!last.type().equals("Mul") && !last.type().equals("Div") || !isPart(last)) {
            return Optional.empty();
        }
        Set<OnnxNode> parts = new HashSet<>();
        Set<String> leaves = new HashSet<>();
        Map<String, Double> numbers = new HashMap<>();
        Deque<OnnxNode> open = new ArrayDeque<>(List.of(last));
        while (!open.isEmpty()) {
            OnnxNode node = open.pop();
            if (!parts.add(node)) {
                continue;
            }
            for (String value : node.inputs()) {
                Optional<OnnxNode> giver = graph.giver(value);
                if (constants.contain(value)) {
                    numbers.put(value, constants.of(value).map(constant -> constant.tensor().get(0)).orElse(Double.NaN));
                } else if (giver.isPresent() && isPart(giver.get())) {
                    open.push(giver.get());
                } else if (!value.isEmpty()) {
                    leaves.add(value);
                }
            }
            if (parts.size() > MOST_PARTS || leaves.size() > 1) {
                return Optional.empty();
            }
        }
        if (leaves.size() != 1 || parts.stream().noneMatch(part -> CURVES.contains(part.type()))) {
            return Optional.empty();
        }
        String input = leaves.iterator().next();
        return name(last, input, numbers).map(name -> new Patterns.Found(name, input, parts, false));
    }

    /** Not where it adds or multiplies by a vector, as a bias is added: that ends the function. */
    private boolean isPart(OnnxNode node) throws ModelFormatException {
        if (!PARTS.contains(node.type())) {
            return false;
        }
        for (String value : node.inputs()) {
            if (constants.contain(value) && constants.of(value).filter(constant -> constant.tensor().size() == 1).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private Optional<String> name(OnnxNode last, String input, Map<String, Double> numbers) {
        double[] computed = new double[SAMPLES.length];
        for (int i = 0; i < SAMPLES.length; i++) {
            Map<String, Double> values = new HashMap<>(numbers);
            values.put(input, SAMPLES[i]);
            computed[i] = value(last, values, MOST_PARTS);
        }
        return KNOWN.entrySet().stream().filter(known -> {
            for (int i = 0; i < SAMPLES.length; i++) {
                if (!(Math.abs(known.getValue().applyAsDouble(SAMPLES[i]) - computed[i]) < CLOSE)) {
                    return false;
                }
            }
            return true;
        }).map(Map.Entry::getKey).findFirst();
    }

    private double value(OnnxNode node, Map<String, Double> values, int depth) {
        Double known = values.get(node.output());
        if (known != null || depth == 0) {
            return known == null ? Double.NaN : known;
        }
        double a = value(node.input(0), values, depth);
        double b = value(node.input(1), values, depth);
        double c = value(node.input(2), values, depth);
        double result = switch (node.type()) {
            case "Add" -> a + b;
            case "Sub" -> a - b;
            case "Mul" -> a * b;
            case "Div" -> a / b;
            case "Pow" -> Math.pow(a, b);
            case "Erf" -> erf(a);
            case "Sigmoid" -> sigmoid(a);
            case "HardSigmoid" -> Math.clamp(node.real("alpha", 0.2f) * a + node.real("beta", 0.5f), 0, 1);
            case "Tanh" -> Math.tanh(a);
            case "Softplus" -> Math.log1p(Math.exp(a));
            case "Clip" -> Math.min(Math.max(a, node.real("min", (float) b)), node.real("max", (float) c));
            default -> Double.NaN;
        };
        values.put(node.output(), result);
        return result;
    }

    private double value(String name, Map<String, Double> values, int depth) {
        Double known = values.get(name);
        return known != null ? known : graph.giver(name).map(node -> value(node, values, depth - 1)).orElse(Double.NaN);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** Abramowitz and Stegun 7.1.26, right to 1.5e-7. */
    private static double erf(double x) {
        double t = 1 / (1 + 0.3275911 * Math.abs(x));
        double tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-x * x);
        return Math.signum(x) * (1 - tail);
    }
}
