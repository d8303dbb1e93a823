package org.cntexplorer.app.workspace;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a step of looking at a model is called, so that a person knows what would be taken back: "zoom", "selection". */
final class StepName {
    private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("selected", "selection"), Map.entry("links", "choice of links"),
            Map.entry("quantity", "colouring"), Map.entry("ranges", "range of colours"), Map.entry("convention", "change of numbers"), Map.entry("images", "images"),
            Map.entry("open", "opened channel"), Map.entry("gate", "choice of gate"), Map.entry("layout", "layout"), Map.entry("filter", "filter"),
            Map.entry("weights", "range of weights"), Map.entry("pinned", "pin"), Map.entry("annotations", "name or note"),
            Map.entry("minimap", "map of the graph"));

    private StepName() {}

    /** The first part in which two views differ, as {@link ViewState} lists them; the camera, which goes along with others, is its last. */
    static String of(ViewState before, ViewState after) {
        return Arrays.stream(ViewState.class.getRecordComponents()).filter(part -> !Objects.equals(value(part, before), value(part, after))).findFirst()
                .map(part -> part.getName().equals("camera") ? ofCamera(before.camera(), after.camera()) : NAMES.getOrDefault(part.getName(), part.getName()))
                .orElse("");
    }

    /** The part's word; nothing where none has been thought of. */
    static Optional<String> of(String part) {
        return part.equals("camera") ? Optional.of("zoom") : Optional.ofNullable(NAMES.get(part));
    }

    private static String ofCamera(Optional<Camera> before, Optional<Camera> after) {
        // from or to the whole graph, whose scale hangs on its room, is a zoom
        return before.isPresent() && after.isPresent() && before.get().scale() == after.get().scale() ? "move" : "zoom";
    }

    private static Object value(RecordComponent part, ViewState of) {
        try {
            return part.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
