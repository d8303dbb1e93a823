package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.format.operator.Operator.Recurrence;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/** Recurrent layers: SimpleRNN, LSTM and GRU, the same as cells, stacked, and in both directions. */
final class RecurrentLayers {
    private RecurrentLayers() {}

    /** @param kind as the lowering calls it @param gates in Keras' order */
    private record Family(String kind, List<String> gates) {
        static Optional<Family> of(String layer) {
            return Optional.ofNullable(switch (layer) {
                case "LSTM", "CuDNNLSTM", "LSTMCell" -> new Family("lstm", List.of("input", "forget", "cell", "output"));
                case "GRU", "CuDNNGRU", "GRUCell" -> new Family("gru", List.of("update", "reset", "new"));
                case "SimpleRNN", "SimpleRNNCell" -> new Family("rnn", List.of("state"));
                default -> null;
            });
        }
    }

    static List<Operator> of(Call call) throws ModelFormatException {
        JsonNode cell = call.config().path("cell");
        if (call.kind().equals("RNN")) {
            return Call.kind(cell).equals("StackedRNNCells") ? stacked(call, cell) : Family.of(Call.kind(cell)).isPresent() ? one(call, cell, call.weights()) : unknown(call);
        }
        return one(call, null, call.weights());
    }

    private static List<Operator> unknown(Call call) {
        return List.of(call.block());
    }

    /** @param cell whose numbers these are, where the layer is but a loop around it; null where it is its own */
    private static List<Operator> one(Call call, JsonNode cell, OwnWeights weights) throws ModelFormatException {
        boolean sequences = call.flag("return_sequences", false);
        boolean states = call.flag("return_state", false);
        Family family = Family.of(cell == null ? call.kind() : Call.kind(cell)).orElseThrow();
        List<String> last = new ArrayList<>();
        List<Operator> operators = new ArrayList<>();
        if (!sequences || states) {
            last.add(sequences ? call.output(1) : call.output());
        }
        if (states && family.kind().equals("lstm")) {
            last.add(call.output(2));
        }
        operators.add(recurrent(call, family, cell == null ? call.config() : cell.path("config"), call.name(), call.input(),
                sequences ? Optional.of(call.output()) : Optional.empty(), last, initial(call), weights, recurrence(call, call.flag("go_backwards", false))));
        if (!sequences && states) {
            // what it gives is its state
            operators.add(new Operator.Pass(call.name(), call.output(), call.output(1)));
        }
        return operators;
    }

    /** The values that it starts with: those that are named so, or all behind the first. */
    private static List<String> initial(Call call) {
        List<String> named = call.named().getOrDefault("initial_state", List.of());
        return named.isEmpty() ? call.inputs().subList(1, call.inputs().size()) : named;
    }

    /** @param config of the layer or cell that the weights are of */
    private static Operator recurrent(Call call, Family family, JsonNode config, String name, String input, Optional<String> sequence, List<String> last,
            List<String> states, OwnWeights own, Optional<Recurrence> recurrence) throws ModelFormatException {
        OwnWeights weights = own.inOrder("kernel", "recurrent_kernel", "bias").without(!config.path("use_bias").asBoolean(true), "bias");
        Tensor kernel = weights.get(2, "kernel");
        Tensor recurrent = weights.get(2, "recurrent_kernel");
        long rows = kernel.extent(1);
        int units = config.path("units").asInt((int) recurrent.extent(0));
        if (recurrent.extent(0) != units || rows != (long) family.gates().size() * units) {
            throw weights.bad("has " + units + " units, its weights are " + kernel + " and " + recurrent);
        }
        Optional<Tensor> bias = weights.find("bias");
        Optional<Tensor> first = bias;
        Optional<Tensor> second = Optional.empty();
        if (bias.isPresent() && bias.get().size() == 2 * rows) {
            // one for what comes in and one for what comes back
            first = Optional.of(half(bias.get(), 0));
            second = Optional.of(half(bias.get(), 1));
        }
        return new Operator.Recurrent(name, family.kind(), family.gates(), input, 1 + call.steps(), sequence, last, states, kernel, recurrent,
                Orientation.SOURCE_ROWS, first, second, activation(config), recurrence.map(way -> new Recurrence(way.backwards(), way.reversed(),
                        gates(config, call.facts()), resetAfter(config, call.kind(), bias.isPresent() && bias.get().size() == 2 * rows))));
    }

    /** Which way it goes, its sequence in the order in which it went; empty where steps are left out, or the steps come first. */
    private static Optional<Recurrence> recurrence(Call call, boolean backwards) {
        return call.told(KerasNodes.MASK).isMissingNode() && !call.flag("time_major", false) && !call.told("training").asBoolean()
                ? Optional.of(new Recurrence(backwards, backwards, "", false)) : Optional.empty();
    }

    /** Keras 1 calls it by another name; NVIDIA's layers have no choice. */
    private static String gates(JsonNode config, KerasFacts facts) {
        String function = Activations.of(config.has("inner_activation") ? config.path("inner_activation") : config.path("recurrent_activation"));
        return function.isEmpty() ? config.hasNonNull("recurrent_activation") || !config.has("recurrent_activation") ? "sigmoid" : "linear"
                : function.equals("hard_sigmoid") && facts.third() ? "hard_sigmoid of Keras 3" : function;
    }

    /** Where the file does not say: a second bias is there for nothing else. */
    private static boolean resetAfter(JsonNode config, String kind, boolean twoBiases) {
        return kind.equals("CuDNNGRU") || config.path("reset_after").asBoolean(twoBiases);
    }

    private static String activation(JsonNode config) {
        String function = Activations.of(config.path("activation"));
        return !function.isEmpty() ? function : config.path("activation").isNull() ? "linear" : "tanh";
    }

    private static Tensor half(Tensor bias, int which) {
        long bytes = bias.data().byteSize() / 2;
        return new Tensor(bias.type(), bias.order(), bias.data().asSlice(which * bytes, bytes), bias.size() / 2);
    }

    /** Cells one behind the other within a step: the same as layers one behind the other. */
    private static List<Operator> stacked(Call call, JsonNode stack) throws ModelFormatException {
        List<Operator> operators = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        JsonNode cells = stack.path("config").path("cells");
        String value = call.input();
        int at = 0;
        for (int i = 0; i < cells.size(); i++) {
            JsonNode cell = cells.get(i);
            Optional<Family> family = Family.of(Call.kind(cell));
            if (family.isEmpty()) {
                return unknown(call);
            }
            boolean end = i == cells.size() - 1;
            boolean sequences = !end || call.flag("return_sequences", false);
            String next = end ? call.output() : call.output() + " cell " + i;
            String group = ArchiveWeights.snakeCase(Call.kind(cell));
            int count = counts.merge(group, 1, Integer::sum) - 1;
            int own = cell.path("config").path("use_bias").asBoolean(true) ? 3 : 2;
            OwnWeights inArchive = call.weights().part("cells").part(count == 0 ? group : group + "_" + count);
            operators.add(recurrent(call, family.get(), cell.path("config"), cells.size() == 1 ? call.name() : call.name() + " cell " + (i + 1), value,
                    sequences ? Optional.of(next) : Optional.empty(), sequences ? List.of() : List.of(next), List.of(),
                    inArchive.isEmpty() ? call.weights().between(at, at + own) : inArchive, recurrence(call, call.flag("go_backwards", false))
                            .map(way -> new Recurrence(way.backwards(), end && way.backwards(), "", false))));
            value = next;
            at += own;
        }
        return operators.isEmpty() ? unknown(call) : operators;
    }

    /** A layer forwards and one backwards, whose values are joined. */
    static List<Operator> bidirectional(Call call) throws ModelFormatException {
        JsonNode layer = call.config().path("layer");
        JsonNode other = call.config().path("backward_layer").isObject() ? call.config().path("backward_layer") : layer;
        JsonNode cell = layer.path("config").path("cell");
        if (Family.of(Call.kind(layer)).isEmpty() && (!Call.kind(layer).equals("RNN") || Family.of(Call.kind(cell)).isEmpty())) {
            return unknown(call);
        }
        String[] backwards = {"backward_layer", "backward_"};
        OwnWeights back = call.weights().part(backwards);
        OwnWeights forth = call.weights().but(backwards);
        if (back.isEmpty()) {
            int half = call.weights().count() / 2;
            forth = call.weights().between(0, half);
            back = call.weights().between(half, 2 * half);
        }
        List<String> states = initial(call);
        int half = states.size() / 2;
        String[] made = {call.output() + " forward", call.output() + " backward"};
        List<Operator> operators = new ArrayList<>();
        int memories = 0;
        for (int way = 0; way < 2; way++) {
            JsonNode of = way == 0 ? layer : other;
            List<String> taken = new ArrayList<>(List.of(call.input()));
            taken.addAll(states.subList(way * half, (way + 1) * half));
            Call inner = new Call(Call.kind(of), call.name() + (way == 0 ? " forward" : " backward"), of.path("config"),
                    new KerasNodes.Taken(taken, Map.of(), call.taken().told()), made[way], call.steps(), way == 0 ? forth : back, call.facts());
            List<Operator> some = Call.kind(of).equals("RNN") ? one(inner, of.path("config").path("cell"), inner.weights()) : one(inner, null, inner.weights());
            for (Operator operator : some) {
                operators.add(operator instanceof Operator.Recurrent recurrent ? recurrent.with(way(call, inner, recurrent, way == 1)) : operator);
            }
            memories = inner.flag("return_state", false) ? Call.kind(of).contains("LSTM") || Call.kind(of.path("config").path("cell")).contains("LSTM") ? 2 : 1 : 0;
        }
        merge(call, made, operators);
        boolean apart = call.config().has("merge_mode") && call.config().path("merge_mode").isNull();
        for (int way = 0; way < 2; way++) {
            for (int state = 1; state <= memories; state++) {
                operators.add(new Operator.Pass(call.name(), KerasNodes.output(made[way], state), call.output(way * memories + state + (apart ? 1 : 0))));
            }
        }
        return operators;
    }

    /** The other way than the first goes, its sequence turned again. */
    private static Optional<Recurrence> way(Call call, Call inner, Operator.Recurrent recurrent, boolean second) {
        boolean own = call.config().path("backward_layer").isObject();
        boolean backwards = inner.flag("go_backwards", false) != (second && !own);
        return recurrent.recurrence().filter(told -> backwards == second).map(told -> new Recurrence(second, false, told.gateFunction(), told.resetAfter()));
    }

    private static void merge(Call call, String[] made, List<Operator> operators) {
        if (call.config().has("merge_mode") && call.config().path("merge_mode").isNull()) {
            operators.add(new Operator.Pass(call.name(), made[0], call.output()));
            operators.add(new Operator.Pass(call.name(), made[1], call.output(1)));
            return;
        }
        Call both = call.step(call.name(), List.of(made), call.output(), call.weights());
        switch (call.config().path("merge_mode").asText("concat")) {
            case "sum" -> operators.addAll(MergingLayers.sum(both));
            case "ave" -> operators.addAll(MergingLayers.average(both));
            case "mul" -> operators.add(MergingLayers.product(both));
            default -> operators.add(new Operator.Concatenation(call.name(), both.inputs(), call.output(), -1));
        }
    }
}
