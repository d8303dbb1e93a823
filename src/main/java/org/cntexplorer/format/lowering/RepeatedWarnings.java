package org.cntexplorer.format.lowering;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sentences that differ in nothing but the names that they quote, said once: of the first, of how many others, and of which first. */
final class RepeatedWarnings {
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final int NAMED = 3;

    private RepeatedWarnings() {}

    /** In the order of the first of each kind. */
    static List<String> together(Collection<String> warnings) {
        Map<String, List<String>> alike = new LinkedHashMap<>();
        for (String warning : warnings) {
            alike.computeIfAbsent(QUOTED.matcher(warning).replaceAll("\"\""), form -> new ArrayList<>()).add(warning);
        }
        return alike.values().stream().map(RepeatedWarnings::one).toList();
    }

    private static String one(List<String> alike) {
        String first = alike.getFirst();
        if (alike.size() == 1) {
            return first;
        }
        // of two names in a sentence the first is what it is about, unless all are about the same
        List<String> others = subjects(alike, 0);
        String more = others.size() > NAMED ? " and " + (others.size() - NAMED) + " more" : "";
        String named = String.join(", ", others.subList(0, Math.min(NAMED, others.size())));
        return first.replaceFirst("\\.$", "") + "; so it is with " + (others.size() == 1 ? "" : others.size() + " others: ") + named + more + ".";
    }

    private static List<String> subjects(List<String> alike, int place) {
        List<String> all = alike.stream().map(warning -> quoted(warning, place)).toList();
        boolean same = all.stream().distinct().count() == 1;
        return same && quoted(alike.getFirst(), place + 1) != null ? subjects(alike, place + 1) : all.subList(1, all.size());
    }

    private static String quoted(String warning, int place) {
        Matcher names = QUOTED.matcher(warning);
        for (int i = 0; names.find(); i++) {
            if (i == place) {
                return names.group();
            }
        }
        return null;
    }
}
