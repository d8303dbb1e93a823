package org.cntexplorer.format;

/**
 * What a reader thinks of a file after a glance at its bytes and its name.
 *
 * @param confidence 0 not mine, 1 certainly mine; content counts for more than the extension
 * @param reason why, for the error message when nobody can read the file: "starts with the HDF5 signature"
 */
public record Probe(double confidence, String reason) {
    public static Probe no(String reason) {
        return new Probe(0, reason);
    }
}
