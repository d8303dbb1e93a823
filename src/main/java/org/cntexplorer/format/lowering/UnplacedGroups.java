package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The arrays of a file that are in no layer yet, in their order. */
final class UnplacedGroups {
    private final List<LayerGroup> groups;
    private final Set<NamedTensor> placed;

    UnplacedGroups(Collection<LayerGroup> groups) {
        this(groups, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private UnplacedGroups(Collection<LayerGroup> groups, Set<NamedTensor> placed) {
        this.groups = List.copyOf(groups);
        this.placed = placed;
    }

    /** Some of them; what is taken of these is taken of all. */
    UnplacedGroups where(Predicate<LayerGroup> wanted) {
        return new UnplacedGroups(groups.stream().filter(wanted).toList(), placed);
    }

    void place(Collection<LayerGroup> used) {
        used.forEach(group -> placed.addAll(group.parts().values()));
    }

    void release(Collection<LayerGroup> unused) {
        // one by one: a set of identities looks through all of itself otherwise
        unused.forEach(group -> group.parts().values().forEach(placed::remove));
    }

    List<LayerGroup> left() {
        return groups.stream().filter(this::isLeft).toList();
    }

    private boolean isLeft(LayerGroup group) {
        return group.parts().values().stream().noneMatch(placed::contains);
    }

    /** Whether there is such a group, be it in a layer or not. */
    boolean isAny(Predicate<LayerGroup> wanted) {
        return groups.stream().anyMatch(wanted);
    }

    /** The first such group. */
    Optional<LayerGroup> take(Predicate<LayerGroup> wanted) {
        Optional<LayerGroup> found = groups.stream().filter(group -> isLeft(group) && wanted.test(group)).findFirst();
        found.ifPresent(group -> place(List.of(group)));
        return found;
    }

    void takeAll(Predicate<LayerGroup> wanted) {
        place(left().stream().filter(wanted).toList());
    }

    /** Single arrays, whatever group they are of. */
    List<NamedTensor> takeArrays(Predicate<NamedTensor> wanted) {
        List<NamedTensor> found = groups.stream().flatMap(group -> group.parts().values().stream()).filter(array -> !placed.contains(array) && wanted.test(array)).toList();
        placed.addAll(found);
        return found;
    }

    /** A sentence for each kind of array that is in no layer: those whose names differ in their numbers only are told together. */
    List<String> warnings() {
        Map<String, List<NamedTensor>> kinds = new LinkedHashMap<>();
        groups.stream().flatMap(group -> group.parts().values().stream()).filter(array -> !placed.contains(array) && array.size() > 0)
                .forEach(array -> kinds.computeIfAbsent(array.name().replaceAll("\\d+", "0"), name -> new ArrayList<>()).add(array));
        return kinds.values().stream().map(arrays -> arrays.size() == 1 ? "The array " + arrays.getFirst() + " fits no layer and was left out."
                : "The array " + arrays.getFirst() + " and " + (arrays.size() - 1) + " more of such names fit no layer and were left out.").toList();
    }
}
