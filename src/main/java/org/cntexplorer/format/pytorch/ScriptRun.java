package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.lowering.RecurrentStack;
import org.cntexplorer.format.pickle.Pickled;
import org.cntexplorer.format.pytorch.ScriptTree.Definition;
import org.cntexplorer.format.pytorch.ScriptTree.Expression;
import org.cntexplorer.format.pytorch.ScriptTree.Parameter;
import org.cntexplorer.format.pytorch.ScriptTree.Statement;
import org.cntexplorer.format.pytorch.TorchGraph.Misfit;
import org.cntexplorer.model.Tensor;

/**
 * Follows the archived code of a TorchScript model, from its forward method on, without running anything of it: tensors are names of values,
 * each of PyTorch's functions becomes an operator. Modules of torch.nn that say what they were made with are taken by their kind.
 */
final class ScriptRun {
    private static final int MOST_STEPS = 1_000_000;
    private static final int DEEPEST = 100;

    private final ScriptCode code;
    private final TorchTensors tensors;
    private final Pickled constants;
    private final TorchTensors constantTensors;
    private TorchGraph graph;
    private ScriptCalls calls;
    private int steps;
    private int depth;

    /** A return statement was reached. */
    private record Returned(Py value) {}

    /** A function at work: its variables, and the path of the module that it belongs to. */
    private record Frame(Map<String, Py> variables, String path) {}

    ScriptRun(Map<String, String> files, TorchTensors tensors, Pickled constants) {
        this.code = new ScriptCode(files);
        this.tensors = tensors;
        this.constants = constants;
        this.constantTensors = tensors.ofConstants();
    }

    /** @throws Misfit where the code does something that is not followed */
    void wire(TorchModule model, TorchGraph into) throws Misfit, ModelFormatException {
        graph = into;
        calls = new ScriptCalls(into);
        steps = 0;
        depth = 0;
        String path = model.path() + (code.defines(model.path() + ".forward") ? ".forward" : ".forward__0");
        Definition forward = code.definition(path);
        List<Py> arguments = new ArrayList<>();
        for (Parameter parameter : forward.parameters().subList(Math.min(1, forward.parameters().size()), forward.parameters().size())) {
            boolean tensor = parameter.type().equals("Tensor") && parameter.fallback() == null;
            arguments.add(tensor ? new Py.Signal(graph.input(parameter.name()))
                    : parameter.fallback() != null ? evaluate(parameter.fallback(), new Frame(Map.of(), "")) : Py.UNKNOWN);
        }
        run(forward, new Py.Part(model, ""), arguments, Map.of(), "");
    }

    private void step() throws Misfit {
        if (++steps > MOST_STEPS) {
            throw new Misfit("its code takes more than " + MOST_STEPS + " steps");
        }
    }

    private Py run(Definition definition, Py self, List<Py> arguments, Map<String, Py> named, String path) throws Misfit, ModelFormatException {
        if (++depth > DEEPEST) {
            throw new Misfit("its code calls itself without end");
        }
        Frame frame = new Frame(new HashMap<>(), path);
        int at = 0;
        for (int i = 0; i < definition.parameters().size(); i++) {
            Parameter parameter = definition.parameters().get(i);
            Py value = i == 0 && self != null ? self : at < arguments.size() ? arguments.get(at++) : named.get(parameter.name());
            if (value == null) {
                value = parameter.fallback() == null ? Py.UNKNOWN : evaluate(parameter.fallback(), frame);
            }
            frame.variables().put(parameter.name(), value);
        }
        Returned returned = run(definition.body(), frame);
        depth--;
        return returned == null ? Py.NONE : returned.value();
    }

    private Returned run(List<Statement> statements, Frame frame) throws Misfit, ModelFormatException {
        for (Statement statement : statements) {
            step();
            Returned returned = switch (statement) {
                case ScriptTree.Return end -> new Returned(evaluate(end.value(), frame));
                case ScriptTree.Assign assign -> {
                    assign(assign, evaluate(assign.value(), frame), frame);
                    yield null;
                }
                case ScriptTree.Evaluate evaluate -> {
                    evaluate(evaluate.value(), frame);
                    yield null;
                }
                case ScriptTree.If branch -> branch(branch, frame);
                case ScriptTree.For loop -> loop(loop, frame);
                case ScriptTree.Unknown other -> throw new Misfit("its code loops on what hangs on the data");
            };
            if (returned != null) {
                return returned;
            }
        }
        return null;
    }

    private static void assign(ScriptTree.Assign assign, Py value, Frame frame) {
        for (int i = 0; i < assign.names().size(); i++) {
            Py one = !assign.several() ? value
                    : value instanceof Py.Sequence sequence && i < sequence.items().size() ? sequence.items().get(i) : Py.UNKNOWN;
            frame.variables().put(assign.names().get(i), one);
        }
    }

    private Returned branch(ScriptTree.If branch, Frame frame) throws Misfit, ModelFormatException {
        Optional<Boolean> truth = Py.truth(evaluate(branch.condition(), frame));
        if (truth.isEmpty() && raises(branch.then())) {
            truth = Optional.of(false);
        } else if (truth.isEmpty() && raises(branch.otherwise())) {
            truth = Optional.of(true);
        }
        if (truth.isEmpty()) {
            throw new Misfit("its code branches on what hangs on the data");
        }
        return run(truth.get() ? branch.then() : branch.otherwise(), frame);
    }

    private static boolean raises(List<Statement> statements) {
        return statements.stream().anyMatch(statement -> statement instanceof ScriptTree.Evaluate evaluate
                && evaluate.value() instanceof ScriptTree.Call call && call.callee() instanceof ScriptTree.Attribute attribute
                && attribute.name().equals("RaiseException"));
    }

    private Returned loop(ScriptTree.For loop, Frame frame) throws Misfit, ModelFormatException {
        if (!(evaluate(loop.values(), frame) instanceof Py.Sequence values)) {
            throw new Misfit("its code loops on what hangs on the data");
        }
        for (Py value : values.items()) {
            step();
            frame.variables().put(loop.name(), value);
            Returned returned = run(loop.body(), frame);
            if (returned != null) {
                return returned;
            }
        }
        return null;
    }

    private Py evaluate(Expression expression, Frame frame) throws Misfit, ModelFormatException {
        step();
        return switch (expression) {
            case ScriptTree.Literal literal -> literal.value();
            case ScriptTree.Name name -> frame.variables().containsKey(name.name()) ? calls.now(frame.variables().get(name.name()))
                    : new Py.Function(name.name());
            case ScriptTree.Items items -> {
                List<Py> values = new ArrayList<>();
                for (Expression item : items.items()) {
                    values.add(evaluate(item, frame));
                }
                yield new Py.Sequence(values);
            }
            case ScriptTree.Attribute attribute -> attribute(evaluate(attribute.base(), frame), attribute.name());
            case ScriptTree.Subscript subscript -> item(evaluate(subscript.base(), frame), evaluate(subscript.index(), frame));
            case ScriptTree.Call call -> call(call, frame);
        };
    }

    private static Py item(Py base, Py index) {
        if (base instanceof Py.Sequence sequence && Py.whole(index).isPresent()) {
            int place = Py.whole(index).get() < 0 ? Py.whole(index).get() + sequence.items().size() : Py.whole(index).get();
            return place >= 0 && place < sequence.items().size() ? sequence.items().get(place) : Py.UNKNOWN;
        }
        return base instanceof Py.Function ? base : Py.UNKNOWN;
    }

    private Py attribute(Py base, String name) throws Misfit, ModelFormatException {
        return switch (base) {
            case Py.Function function when function.path().equals("CONSTANTS") -> constant(name);
            case Py.Function function -> new Py.Function(function.path() + "." + name);
            case Py.Part part -> attribute(part, name);
            default -> Py.UNKNOWN;
        };
    }

    private Py constant(String name) throws ModelFormatException {
        int index = name.matches("c\\d{1,6}") ? Integer.parseInt(name.substring(1)) : -1;
        if (!(constants instanceof Pickled.Items items) || index < 0 || index >= items.items().size()) {
            return Py.UNKNOWN;
        }
        return value(items.items().get(index), constantTensors);
    }

    /** A tensor, or what else a pickle holds. */
    private Py value(Pickled pickled) throws ModelFormatException {
        return value(pickled, tensors);
    }

    private static Py value(Pickled pickled, TorchTensors tensors) throws ModelFormatException {
        Optional<TorchTensor> tensor = tensors.tensor(pickled);
        if (tensor.isPresent()) {
            return tensor.get().numbers().<Py>map(Py.Weights::new).orElse(Py.UNKNOWN);
        }
        if (pickled instanceof Pickled.Items items && items.items().size() <= 1000 && items.items().stream().anyMatch(TorchTensors::isTensor)) {
            List<Py> values = new ArrayList<>();
            for (Pickled item : items.items()) {
                values.add(value(item, tensors));
            }
            return new Py.Sequence(values);
        }
        return Py.of(pickled);
    }

    private Py attribute(Py.Part part, String name) throws Misfit, ModelFormatException {
        TorchModule module = part.module();
        if (name.equals("training")) {
            return new Py.Truth(false);
        }
        if (module.children().containsKey(name)) {
            return new Py.Part(module.children().get(name), part.path().isEmpty() ? name : part.path() + "." + name);
        }
        if (module.tensors().containsKey(name)) {
            return value(module.tensors().get(name));
        }
        if (module.attribute(name).isPresent()) {
            return value(module.attribute(name).get());
        }
        Optional<Expression> constant = code.constant(module.path(), name);
        return constant.isPresent() ? evaluate(constant.get(), new Frame(Map.of(), "")) : new Py.Method(part, name);
    }

    private Py call(ScriptTree.Call call, Frame frame) throws Misfit, ModelFormatException {
        Py callee = evaluate(call.callee(), frame);
        List<Py> arguments = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            arguments.add(evaluate(argument, frame));
        }
        Map<String, Py> named = new LinkedHashMap<>();
        for (Map.Entry<String, Expression> entry : call.named().entrySet()) {
            named.put(entry.getKey(), evaluate(entry.getValue(), frame));
        }
        if (callee instanceof Py.Method method) {
            return method(method, arguments, named);
        }
        if (!(callee instanceof Py.Function function)) {
            throw new Misfit("its code calls what is no function");
        }
        String path = function.path();
        return switch (path) {
            case "getattr" -> arguments.size() > 1 && arguments.get(1) instanceof Py.Text name ? attribute(arguments.get(0), name.value()) : Py.UNKNOWN;
            case "annotate", "unchecked_cast" -> arguments.getLast();
            case "isinstance" -> new Py.Truth(true);
            case "range" -> range(arguments);
            case "torch.append" -> appended(call, arguments, frame);
            default -> path.startsWith("__torch__.") ? defined(path, arguments, named, frame) : calls.call(path, arguments, named, frame.path());
        };
    }

    /** A list becomes longer in its variable. */
    private static Py appended(ScriptTree.Call call, List<Py> arguments, Frame frame) {
        if (arguments.size() == 2 && arguments.getFirst() instanceof Py.Sequence list && call.arguments().getFirst() instanceof ScriptTree.Name variable
                && list.items().size() < 10_000) {
            List<Py> longer = new ArrayList<>(list.items());
            longer.add(arguments.getLast());
            frame.variables().put(variable.name(), new Py.Sequence(longer));
            return frame.variables().get(variable.name());
        }
        return Py.UNKNOWN;
    }

    private static Py range(List<Py> arguments) {
        List<Optional<Integer>> ends = arguments.stream().map(Py::whole).toList();
        if (ends.isEmpty() || ends.stream().anyMatch(Optional::isEmpty)) {
            return Py.UNKNOWN;
        }
        int from = ends.size() > 1 ? ends.get(0).get() : 0;
        int to = ends.size() > 1 ? ends.get(1).get() : ends.get(0).get();
        int step = ends.size() > 2 ? ends.get(2).get() : 1;
        List<Py> values = new ArrayList<>();
        for (long i = from; (step > 0 ? i < to : i > to) && step != 0 && values.size() < 10_000; i += step) {
            values.add(new Py.Whole(i));
        }
        return new Py.Sequence(values);
    }

    /** A function or a class of the archive. */
    private Py defined(String path, List<Py> arguments, Map<String, Py> named, Frame frame) throws Misfit, ModelFormatException {
        String name = path.substring(path.lastIndexOf('.') + 1);
        if (code.isClass(path)) {
            return new Py.Sequence(arguments);
        }
        if (path.startsWith("__torch__.torch.nn.functional.") && arguments.size() > 0 && arguments.getFirst() instanceof Py.Signal signal) {
            if (name.contains("dropout")) {
                return signal;
            }
            Optional<String> function = ActivationNames.ofFunction(name);
            if (function.isPresent() && !name.equals("normalize")) {
                Arguments all = new Arguments(arguments, named);
                String value = graph.activation(frame.path(), signal.value(), function.get(), all);
                if (arguments.contains(new Py.Truth(true)) || Py.truth(named.get("inplace")).orElse(false)) {
                    calls.wrote(signal.value(), value);
                }
                return new Py.Signal(value);
            }
        }
        if (path.startsWith("__torch__.torch.nn.functional.") && name.equals("interpolate") && !arguments.isEmpty() && arguments.getFirst() instanceof Py.Signal signal) {
            List<String> names = List.of("input", "size", "scale_factor", "mode", "align_corners");
            PartFacts facts = new PartFacts(frame.path(), "Upsample", attribute -> new Arguments(arguments, named).get(names.indexOf(attribute) < 0
                    ? Integer.MAX_VALUE : names.indexOf(attribute), attribute), tensor -> Optional.empty());
            return SpatialParts.add(graph, facts, signal.value()).<Py>map(Py.Signal::new).orElse(Py.UNKNOWN);
        }
        return name.equals("_verify_batch_size") ? Py.NONE : run(code.definition(path), null, arguments, named, frame.path());
    }

    private Py method(Py.Method method, List<Py> arguments, Map<String, Py> named) throws Misfit, ModelFormatException {
        TorchModule module = method.part().module();
        String path = method.part().path();
        if (method.name().startsWith("forward") && code.hasConstants(module.path()) && module.path().startsWith("__torch__.torch.nn.modules.")
                && !arguments.isEmpty() && arguments.getFirst() instanceof Py.Signal signal) {
            Optional<Py> known = known(method.part(), signal, arguments);
            if (known.isPresent()) {
                return known.get();
            }
        }
        if (method.name().equals("forward") && module.path().startsWith("__torch__.torch.nn.modules.transformer.") && !arguments.isEmpty()
                && arguments.getFirst() instanceof Py.Signal signal) {
            switch (module.kind()) {
                case "TransformerEncoder" -> {
                    return encoder(method.part(), signal);
                }
                case "TransformerEncoderLayer" -> {
                    if (code.hasConstants(module.path())) {
                        return layer(method.part(), signal);
                    }
                }
                default -> { }
            }
        }
        return run(code.definition(module.path() + "." + method.name()), method.part(), arguments, named, path);
    }

    /** PyTorch's encoder: its layers, and a normalisation behind them. Its code asks for much that hangs on the data. */
    private Py encoder(Py.Part part, Py.Signal input) throws Misfit, ModelFormatException {
        Py value = input;
        if (attribute(part, "layers") instanceof Py.Part layers) {
            for (String name : layers.module().children().keySet()) {
                value = child(layers, name, value);
            }
        }
        return part.module().children().containsKey("norm") ? child(part, "norm", value) : value;
    }

    private Py child(Py.Part part, String name, Py input) throws Misfit, ModelFormatException {
        if (!(attribute(part, name) instanceof Py.Part child)) {
            throw new Misfit("\"" + part.path() + "\" has no " + name);
        }
        Py given = method(new Py.Method(child, "forward"), List.of(input), Map.of());
        return given instanceof Py.Sequence several && !several.items().isEmpty() ? several.items().getFirst() : given;
    }

    private Py layer(Py.Part part, Py.Signal input) throws Misfit, ModelFormatException {
        boolean before = Py.truth(attribute(part, "norm_first")).orElse(false);
        Py normed = before ? child(part, "norm1", input) : input;
        if (!(attribute(part, "self_attn") instanceof Py.Part attention) || !(normed instanceof Py.Signal own)
                || !(known(attention, own, List.of(own, own, own)).orElse(null) instanceof Py.Sequence mixed)) {
            throw new Misfit("the attention of \"" + part.path() + "\" is not understood");
        }
        Py first = sum(part, " sum 1", input, mixed.items().getFirst());
        Py middle = before ? first : child(part, "norm1", first);
        Py inner = child(part, "linear1", before ? child(part, "norm2", middle) : middle);
        Py active = inner instanceof Py.Signal signal ? new Py.Signal(graph.activation(part.path() + ".activation", signal.value(),
                Py.whole(attribute(part, "activation_relu_or_gelu")).orElse(1) == 2 ? "gelu" : "relu", TorchFunctions.Given.NOTHING)) : inner;
        Py second = sum(part, " sum 2", middle, child(part, "linear2", active));
        return before ? second : child(part, "norm2", second);
    }

    private Py sum(Py.Part part, String name, Py one, Py other) throws Misfit {
        if (!(one instanceof Py.Signal first) || !(other instanceof Py.Signal second)) {
            throw new Misfit("a sum of \"" + part.path() + "\" is not understood");
        }
        return new Py.Signal(graph.sum(part.path() + name, List.of(first.value(), second.value())));
    }

    /** A module of torch.nn by its kind and by what it was made with. */
    private Optional<Py> known(Py.Part part, Py.Signal input, List<Py> arguments) throws Misfit, ModelFormatException {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        Map<String, Py> made = new HashMap<>();
        collect(part, "", weights);
        TorchModule projection = part.module().children().get("out_proj");
        if (projection != null) {
            collect(new Py.Part(projection, ""), "out_proj.", weights);
        }
        for (String name : List.of("stride", "padding", "padding_mode", "dilation", "output_padding", "groups", "kernel_size", "ceil_mode", "output_size", "eps",
                "normalized_shape", "start_dim", "end_dim", "dim", "unflattened_size", "batch_first", "nonlinearity", "mode", "num_heads", "size",
                "scale_factor", "upscale_factor", "proj_size", "negative_slope", "alpha", "beta", "approximate", "min_val", "max_val", "lambd", "threshold",
                "value", "lower", "upper", "k", "num_groups", "count_include_pad", "divisor_override", "align_corners", "add_zero_attn")) {
            Py value = attribute(part, name);
            if (!(value instanceof Py.Method)) {
                made.put(name, value);
            }
        }
        PartFacts facts = new PartFacts(part.path(), part.module().kind(), name -> made.getOrDefault(name, Py.UNKNOWN),
                name -> Optional.ofNullable(weights.get(name)));
        switch (facts.kind()) {
            case "LSTM", "GRU", "RNN" -> {
                Optional<RecurrentStack> stack = SequenceParts.stack(facts);
                if (stack.isEmpty()) {
                    return Optional.empty();
                }
                boolean told = arguments.size() < 2 || ScriptCalls.startsWithNothing(arguments.get(1));
                RecurrentStack known = told ? stack.get() : stack.get().untold();
                return Optional.of(calls.outputs(graph, facts.name(), RecurrentParts.add(graph, facts.name(), input.value(), known), known));
            }
            case "MultiheadAttention" -> {
                boolean self = arguments.size() > 2 && arguments.get(1).equals(input) && arguments.get(2).equals(input);
                return self ? PartKinds.add(graph, facts, input.value()).map(value -> new Py.Sequence(List.of(new Py.Signal(value), Py.NONE)))
                        : Optional.empty();
            }
            default -> {
                Optional<String> given = PartKinds.add(graph, facts, input.value());
                if (given.isPresent() && Py.truth(attribute(part, "inplace")).orElse(false)) {
                    calls.wrote(input.value(), given.get());
                }
                return given.map(Py.Signal::new);
            }
        }
    }

    private void collect(Py.Part part, String prefix, Map<String, Tensor> weights) throws ModelFormatException {
        for (Map.Entry<String, Pickled> entry : part.module().tensors().entrySet()) {
            Py.tensor(value(entry.getValue())).ifPresent(tensor -> weights.put(prefix + entry.getKey(), tensor));
        }
    }
}
