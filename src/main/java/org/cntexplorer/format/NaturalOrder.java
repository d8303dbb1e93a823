package org.cntexplorer.format;

import java.util.Comparator;

/** Names as a person sorts them, whole numbers by their size: W2 before W10. */
public enum NaturalOrder implements Comparator<String> {
    /** Of weights: other characters by their code; names that differ only in leading zeros are equal. */
    OF_WEIGHTS {
        @Override
        char rank(char c) {
            return c;
        }

        @Override
        int tie(String a, String b) {
            return 0;
        }
    },
    /**
     * Of files: letters without regard to their case, and a slash first, so that a folder's files are together and those of "a" stand before
     * those of "a-b"; names that differ only in case or in leading zeros stand beside each other.
     */
    OF_FILES {
        @Override
        char rank(char c) {
            return c == '/' ? 0 : Character.toLowerCase(c);
        }

        @Override
        int tie(String a, String b) {
            return a.compareTo(b);
        }
    };

    abstract char rank(char c);

    /** Of names that are alike so far. */
    abstract int tie(String a, String b);

    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int endA = endOfDigits(a, i);
            int endB = endOfDigits(b, j);
            if (endA > i && endB > j) {
                int startA = endOfZeros(a, i, endA);
                int startB = endOfZeros(b, j, endB);
                int byLength = Integer.compare(endA - startA, endB - startB);
                int order = byLength != 0 ? byLength : a.substring(startA, endA).compareTo(b.substring(startB, endB));
                if (order != 0) {
                    return order;
                }
                i = endA;
                j = endB;
            } else {
                int order = Character.compare(rank(a.charAt(i)), rank(b.charAt(j)));
                if (order != 0) {
                    return order;
                }
                i++;
                j++;
            }
        }
        int rest = Integer.compare(a.length() - i, b.length() - j);
        return rest != 0 ? rest : tie(a, b);
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static int endOfZeros(String text, int from, int end) {
        int start = from;
        while (start < end - 1 && text.charAt(start) == '0') {
            start++;
        }
        return start;
    }
}
