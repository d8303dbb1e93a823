package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.lowering.NamedTensor;
import org.cntexplorer.format.pickle.Pickled;

/**
 * Finds the weights in what was saved: a module, a state_dict(), or a dictionary of a training run that holds one of them under some key
 * beside its optimiser and its losses.
 */
final class StateFinder {
    private static final List<String> USUAL = List.of("state_dict", "model_state_dict", "model_state", "model", "net", "network", "module", "weights",
            "params", "params_ema", "generator", "state");
    private static final Pattern TRAINING = Pattern.compile("(?i).*(optim|sched|scaler|loss|rng|history|epoch|callbacks|loops|args|hparams|hyper).*");
    private static final Pattern WRAPPERS = Pattern.compile("(module|_orig_mod|model|net|network|_model|state_dict)\\.");
    private static final int DEEPEST = 6;
    private static final int MOST_TENSORS = 100_000;
    private static final int LONGEST_NAME = 1000;

    private final String source;
    private final TorchTensors tensors;
    private final List<String> warnings;
    private int visits;

    private record Candidate(String key, Pickled value, long tensors, boolean module) {}

    StateFinder(String source, TorchTensors tensors, List<String> warnings) {
        this.source = source;
        this.tensors = tensors;
        this.warnings = warnings;
    }

    /** @throws ModelFormatException where there are no weights */
    FoundState find(Pickled root) throws ModelFormatException {
        Pickled value = root;
        List<String> path = new ArrayList<>();
        for (int depth = 0; depth < DEEPEST; depth++) {
            if (TorchModule.isModule(value)) {
                tell(path);
                TorchModule module = TorchModule.of(source, value);
                List<NamedTensor> state = new ArrayList<>();
                collect("", module, state, 0);
                return new FoundState(Optional.of(module), state, true);
            }
            if (tensors.tensor(value).isPresent()) {
                List<NamedTensor> one = new ArrayList<>();
                add(path.isEmpty() ? "" : path.getLast(), value, one);
                return new FoundState(Optional.empty(), one, !path.isEmpty());
            }
            if (value instanceof Pickled.Items list) {
                return unnamed(list, path);
            }
            Candidate best = best(value);
            if (best == null || best.key().isEmpty()) {
                tell(path);
                return state(value);
            }
            path.add(best.key());
            value = best.value();
        }
        throw none(root);
    }

    private ModelFormatException none(Pickled root) {
        return new ModelFormatException(source + " holds no weights, but " + root.what() + "; save the model's state_dict() with torch.save.");
    }

    private void tell(List<String> path) {
        if (!path.isEmpty()) {
            warnings.add("The weights are those under \"" + String.join("\", \"", path) + "\"; what the file holds beside them was left out.");
        }
    }

    /** Where the weights of a dictionary are: in itself (the key is then empty), or under one of its keys. Null where there are none. */
    private Candidate best(Pickled value) throws ModelFormatException {
        List<Pickled.Entry> entries = TorchModule.entries(value);
        long own = 0;
        Candidate best = null;
        for (Pickled.Entry entry : entries) {
            String key = Pickled.text(entry.key()).or(() -> Pickled.whole(entry.key()).map(String::valueOf)).orElse("");
            if (tensors.tensor(entry.value()).isPresent()) {
                own++;
            } else if (!key.isEmpty() && !TRAINING.matcher(key).matches()) {
                Candidate candidate = new Candidate(key, entry.value(), count(entry.value(), 0), TorchModule.isModule(entry.value()));
                if ((candidate.tensors() > 0 || candidate.module()) && (best == null || rank(candidate) > rank(best))) {
                    best = candidate;
                }
            }
        }
        if (own > 0 && (best == null || own >= best.tensors())) {
            return new Candidate("", value, own, false);
        }
        return best;
    }

    /** The usual keys first, then the one with the most tensors. */
    private static double rank(Candidate candidate) {
        int usual = USUAL.indexOf(candidate.key().toLowerCase(java.util.Locale.ROOT));
        return (usual < 0 ? 0 : 1e9 * (USUAL.size() - usual)) + candidate.tensors();
    }

    /** How many tensors a dictionary holds, those in dictionaries below it too. */
    private long count(Pickled value, int depth) throws ModelFormatException {
        if (depth > DEEPEST || ++visits > MOST_TENSORS) {
            return 0;
        }
        long count = 0;
        for (Pickled.Entry entry : TorchModule.entries(value)) {
            count += tensors.tensor(entry.value()).isPresent() ? 1 : TorchModule.isModule(entry.value()) ? 1 : count(entry.value(), depth + 1);
        }
        return count;
    }

    private FoundState state(Pickled value) throws ModelFormatException {
        List<NamedTensor> state = new ArrayList<>();
        for (Pickled.Entry entry : TorchModule.entries(value)) {
            String key = Pickled.text(entry.key()).or(() -> Pickled.whole(entry.key()).map(String::valueOf)).orElse("");
            add(key, entry.value(), state);
        }
        if (state.isEmpty()) {
            throw none(value);
        }
        return new FoundState(Optional.empty(), unwrapped(state), true);
    }

    private FoundState unnamed(Pickled.Items list, List<String> path) throws ModelFormatException {
        List<NamedTensor> state = new ArrayList<>();
        for (Pickled item : list.items()) {
            if (TorchModule.isModule(item)) {
                throw new ModelFormatException(source + " holds a list of modules; save one model's state_dict() with torch.save.");
            }
            add("", item, state);
        }
        if (state.isEmpty()) {
            throw none(list);
        }
        tell(path);
        return new FoundState(Optional.empty(), state, false);
    }

    private void collect(String prefix, TorchModule module, List<NamedTensor> into, int depth) throws ModelFormatException {
        for (Map.Entry<String, Pickled> tensor : module.tensors().entrySet()) {
            add(prefix + tensor.getKey(), tensor.getValue(), into);
        }
        for (Map.Entry<String, TorchModule> child : module.children().entrySet()) {
            if (++visits > MOST_TENSORS || prefix.length() > LONGEST_NAME) {
                throw new ModelFormatException(source + " holds modules within modules without end, which no network needs; save its state_dict() instead.");
            }
            collect(prefix + child.getKey() + ".", child.getValue(), into, depth + 1);
        }
    }

    private void add(String name, Pickled value, List<NamedTensor> into) throws ModelFormatException {
        Optional<TorchTensor> tensor = tensors.tensor(value);
        if (tensor.isPresent() && tensor.get().numbers().isPresent()) {
            into.add(new NamedTensor(name, tensor.get().numbers().get(), false));
        } else if (tensor.isPresent()) {
            warnings.add("The tensor \"" + name + "\" " + tensor.get().why() + ", and was left out.");
        }
        if (into.size() > MOST_TENSORS) {
            throw new ModelFormatException(source + " holds more than " + MOST_TENSORS + " tensors, which no network needs; check where it comes from.");
        }
    }

    /** Without what a wrapper puts before every name: "module." of DataParallel, "_orig_mod." of torch.compile. */
    private static List<NamedTensor> unwrapped(List<NamedTensor> state) {
        List<NamedTensor> shorter = state;
        while (true) {
            java.util.regex.Matcher wrapper = WRAPPERS.matcher(shorter.getFirst().name());
            if (!wrapper.lookingAt()) {
                return shorter;
            }
            String prefix = wrapper.group();
            // what is left must still say which layer it is
            if (!shorter.stream().allMatch(one -> one.name().startsWith(prefix) && one.name().indexOf('.', prefix.length()) > 0)) {
                return shorter;
            }
            shorter = shorter.stream().map(one -> new NamedTensor(one.name().substring(prefix.length()), one.tensor(), one.columnMajor())).toList();
        }
    }
}
