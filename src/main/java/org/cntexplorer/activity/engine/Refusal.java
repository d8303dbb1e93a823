package org.cntexplorer.activity.engine;

import org.cntexplorer.format.ModelFormatException;

/** What ONNX Runtime has against a model or a batch, fit for a sentence. */
final class Refusal {
    private static final int LONGEST = 240;

    private Refusal() {}

    static String of(Throwable e) {
        return "ONNX Runtime says “" + words(e) + "”";
    }

    static String words(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String said = String.valueOf(deepest.getMessage()).strip();
        int message = said.indexOf("message: ");
        String words = message >= 0 ? said.substring(message + "message: ".length()) : said;
        words = words.lines().findFirst().orElse("no reason").strip();
        words = words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
        return ModelFormatException.shown(words.endsWith(".") ? words.substring(0, words.length() - 1) : words);
    }

    /** Whether memory was too little. */
    static boolean isOutOfMemory(Throwable e) {
        for (Throwable one = e; one != null; one = one.getCause()) {
            String said = String.valueOf(one.getMessage());
            if (one instanceof OutOfMemoryError || said.contains("bad_alloc") || said.contains("Failed to allocate memory") || said.contains("bad allocation")) {
                return true;
            }
        }
        return false;
    }
}
