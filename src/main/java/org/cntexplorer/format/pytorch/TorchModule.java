package org.cntexplorer.format.pytorch;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.pickle.Pickled;

/**
 * A pickled torch.nn.Module, or one of TorchScript: its class' name, what it was given, its tensors and the modules in it, in the order in
 * which they were registered. Nothing of its class is ever looked for.
 */
final class TorchModule {
    private static final int DEEPEST = 64;
    private static final int MOST_MODULES = 100_000;

    private final String path;
    private final Map<String, Pickled> attributes = new LinkedHashMap<>();
    private final Map<String, Pickled> tensors = new LinkedHashMap<>();
    private final Map<String, TorchModule> children = new LinkedHashMap<>();

    private TorchModule(String path) {
        this.path = path;
    }

    /** Whether a value is a module. */
    static boolean isModule(Pickled value) {
        return value instanceof Pickled.Made made && made.state().orElse(null) instanceof Pickled.Dictionary state
                && (isScript(made) || state.get("_modules").isPresent() && state.get("_parameters").isPresent());
    }

    private static boolean isScript(Pickled.Made made) {
        return classPath(made).startsWith("__torch__.");
    }

    /** The class' path: as a name, or as old files have it, with its source beside it. */
    private static String classPath(Pickled.Made made) {
        return switch (made.callee()) {
            case Pickled.Global global -> global.path();
            case Pickled.Persistent reference when reference.id() instanceof Pickled.Items id && id.items().size() > 1
                    && id.items().get(1) instanceof Pickled.Global global -> global.path();
            default -> "";
        };
    }

    /** @param value for which {@link #isModule} is true */
    static TorchModule of(String source, Pickled value) throws ModelFormatException {
        return new Growth(source).module((Pickled.Made) value, 0);
    }

    private record Growth(String source, Map<Pickled, TorchModule> known) {
        private Growth(String source) {
            this(source, new IdentityHashMap<>());
        }

        private TorchModule module(Pickled.Made made, int depth) throws ModelFormatException {
            TorchModule before = known.get(made);
            if (before != null) {
                return before;
            }
            // one that is known without being made is still being made, and holds itself
            if (known.containsKey(made) || depth > DEEPEST || known.size() > MOST_MODULES) {
                throw new ModelFormatException(source + " holds modules within modules without end, which no network needs; save its state_dict() instead.");
            }
            known.put(made, null);
            TorchModule module = new TorchModule(classPath(made));
            Pickled.Dictionary state = (Pickled.Dictionary) made.state().orElseThrow();
            if (isScript(made)) {
                for (Pickled.Entry entry : state.entries()) {
                    script(module, name(entry), entry.value(), depth);
                }
            } else {
                for (Pickled.Entry entry : state.entries()) {
                    String name = name(entry);
                    switch (name) {
                        case "_parameters", "_buffers" -> entries(entry.value()).forEach(tensor -> module.tensors.put(name(tensor), tensor.value()));
                        case "_modules" -> {
                            for (Pickled.Entry child : entries(entry.value())) {
                                child(module, name(child), child.value(), depth);
                            }
                        }
                        default -> module.attributes.put(name, entry.value());
                    }
                }
            }
            known.put(made, module);
            return module;
        }

        private void script(TorchModule module, String name, Pickled value, int depth) throws ModelFormatException {
            if (isModule(value)) {
                child(module, name, value, depth);
            } else if (value instanceof Pickled.Made made && TorchTensors.isRebuild(made.path())) {
                module.tensors.put(name, value);
            } else {
                module.attributes.put(name, value);
            }
        }

        private void child(TorchModule module, String name, Pickled value, int depth) throws ModelFormatException {
            if (isModule(value)) {
                module.children.put(name, module((Pickled.Made) value, depth + 1));
            }
        }

        private static String name(Pickled.Entry entry) {
            return Pickled.text(entry.key()).orElse("");
        }
    }

    /** The entries of a dictionary or an OrderedDict; none of anything else. */
    static List<Pickled.Entry> entries(Pickled value) {
        return switch (value) {
            case Pickled.Dictionary dictionary -> dictionary.entries();
            case Pickled.Made made when made.entries().isPresent() -> made.entries().get().entries();
            case Pickled.Made made when made.path().equals("collections.OrderedDict") && made.arguments().size() == 1
                    && made.arguments().getFirst() instanceof Pickled.Items pairs -> pairs(pairs);
            default -> List.of();
        };
    }

    /** Python 2 gives an OrderedDict the list of its pairs. */
    private static List<Pickled.Entry> pairs(Pickled.Items pairs) {
        List<Pickled.Entry> entries = new ArrayList<>();
        for (Pickled pair : pairs.items()) {
            if (pair instanceof Pickled.Items two && two.items().size() == 2) {
                entries.add(new Pickled.Entry(two.items().get(0), two.items().get(1)));
            }
        }
        return entries;
    }

    /** "torch.nn.modules.conv.Conv2d" */
    String path() {
        return path;
    }

    /** "Conv2d" */
    String kind() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    Optional<Pickled> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    /** Its own parameters and buffers, those too that are None. */
    Map<String, Pickled> tensors() {
        return tensors;
    }

    Map<String, TorchModule> children() {
        return children;
    }
}
