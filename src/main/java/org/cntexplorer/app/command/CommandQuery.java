package org.cntexplorer.app.command;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Which commands a typed text may mean. Each of its words must be found: as letters of the label in their order, the better the more of
 * them begin words or stand together ("zi" is Zoom in), or else as a part of the key, or as the beginning of a word of the help.
 */
final class CommandQuery {
    /** A command that fits. @param letters those of its label that were found */
    record Hit(Command command, int score, BitSet letters) {}

    private static final int LETTER = 1;
    private static final int BEGINS_WORD = 8;
    private static final int FOLLOWS = 6;
    private static final int GAP = 3;
    private static final int IN_KEY = 6;
    private static final int IN_HELP = 2;
    private static final int NEVER = Integer.MIN_VALUE / 2;

    private CommandQuery() {}

    /**
     * @param typed the text; where it is blank everything fits
     * @return the commands that fit, best first, equals in their own order
     */
    static List<Hit> of(String typed, Collection<Command> commands) {
        String[] words = typed.strip().toLowerCase(Locale.ROOT).split("\\s+");
        List<Hit> hits = new ArrayList<>();
        for (Command command : commands) {
            Hit hit = hit(words, command);
            if (hit != null) {
                hits.add(hit);
            }
        }
        hits.sort(Comparator.comparingInt(Hit::score).reversed());
        return hits;
    }

    private static Hit hit(String[] words, Command command) {
        BitSet letters = new BitSet();
        int score = 0;
        for (String word : words) {
            int inLabel = letters(word, command.label().toLowerCase(Locale.ROOT), letters);
            int elsewhere = elsewhere(word, command);
            if (inLabel == NEVER && elsewhere == 0) {
                return null;
            }
            score += Math.max(inLabel, elsewhere);
        }
        return new Hit(command, score, letters);
    }

    private static int elsewhere(String word, Command command) {
        if (word.length() > 1 && beginsAWord(word, command.help().toLowerCase(Locale.ROOT))) {
            return IN_HELP;
        }
        return !word.isEmpty() && command.key() != null && command.key().getDisplayText().toLowerCase(Locale.ROOT).contains(word) ? IN_KEY : 0;
    }

    private static boolean beginsAWord(String begun, String text) {
        for (int at = text.indexOf(begun); at >= 0; at = text.indexOf(begun, at + 1)) {
            if (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The best way to find a word's letters in a label, in their order.
     *
     * @param found receives their places
     * @return how good it is, or {@link #NEVER}
     */
    private static int letters(String word, String label, BitSet found) {
        if (word.isEmpty()) {
            return 0;
        }
        int[][] best = new int[word.length()][label.length()];
        int[][] from = new int[word.length()][label.length()];
        for (int i = 0; i < word.length(); i++) {
            for (int at = 0; at < label.length(); at++) {
                best[i][at] = NEVER;
                if (word.charAt(i) != label.charAt(at)) {
                    continue;
                }
                int here = LETTER + (at == 0 || !Character.isLetterOrDigit(label.charAt(at - 1)) ? BEGINS_WORD : 0);
                if (i == 0) {
                    best[i][at] = here;
                }
                for (int before = 0; i > 0 && before < at; before++) {
                    int score = best[i - 1][before] + here + (before == at - 1 ? FOLLOWS : -GAP);
                    if (best[i - 1][before] > NEVER && score > best[i][at]) {
                        best[i][at] = score;
                        from[i][at] = before;
                    }
                }
            }
        }
        int end = 0;
        int last = word.length() - 1;
        for (int at = 1; at < label.length(); at++) {
            end = best[last][at] > best[last][end] ? at : end;
        }
        if (label.isEmpty() || best[last][end] <= word.length()) {
            // letters scattered over the whole label are no hit
            return NEVER;
        }
        for (int i = last, at = end; i >= 0; at = from[i][at], i--) {
            found.set(at);
        }
        return best[last][end];
    }
}
