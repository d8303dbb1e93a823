package org.cntexplorer.format.lowering;

import java.util.Comparator;

/** Names as a person sorts them: W2 before W10. */
final class NaturalOrder implements Comparator<String> {
    static final NaturalOrder INSTANCE = new NaturalOrder();

    private NaturalOrder() {}

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
                int order = Character.compare(a.charAt(i), b.charAt(j));
                if (order != 0) {
                    return order;
                }
                i++;
                j++;
            }
        }
        return Integer.compare(a.length() - i, b.length() - j);
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
