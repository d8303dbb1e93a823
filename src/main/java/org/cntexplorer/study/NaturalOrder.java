package org.cntexplorer.study;

import java.util.Comparator;

/**
 * Names as a person orders them: whole numbers by their size ("net2" before "net10"), letters without regard to their case, a folder's
 * files together. Names that differ only in case or in leading zeros stand beside each other.
 */
enum NaturalOrder implements Comparator<String> {
    BY_NAME;

    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int order;
            if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
                int endOfA = digits(a, i);
                int endOfB = digits(b, j);
                order = number(a.substring(i, endOfA), b.substring(j, endOfB));
                i = endOfA;
                j = endOfB;
            } else {
                order = Character.compare(rank(a.charAt(i++)), rank(b.charAt(j++)));
            }
            if (order != 0) {
                return order;
            }
        }
        int rest = Integer.compare(a.length() - i, b.length() - j);
        return rest != 0 ? rest : a.compareTo(b);
    }

    private static int number(String a, String b) {
        String bareA = a.replaceFirst("^0+", "");
        String bareB = b.replaceFirst("^0+", "");
        int order = Integer.compare(bareA.length(), bareB.length());
        return order != 0 ? order : bareA.compareTo(bareB);
    }

    /** A slash comes first, so that the files of "a" stand before those of "a-b". */
    private static char rank(char c) {
        return c == '/' ? 0 : Character.toLowerCase(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
