package org.cntexplorer.app.session;

import java.util.regex.Pattern;

/**
 * By what a file is known again.
 *
 * @param size in bytes
 * @param sha256 of its content, as 64 lower-case hexadecimal digits
 */
public record Fingerprint(long size, String sha256) {
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

    public Fingerprint {
        if (size < 0 || !DIGITS.matcher(sha256).matches()) {
            throw new IllegalArgumentException("a SHA-256 has 64 hexadecimal digits");
        }
    }
}
