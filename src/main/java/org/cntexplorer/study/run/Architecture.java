package org.cntexplorer.study.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Layer;
import org.cntexplorer.model.Network;

/**
 * What networks must have in common to be compared layer by layer: shapes and kinds of the layers, and which layers are joined how; not the
 * names.
 */
final class Architecture {
    private static final int LONGEST = 60;
    /** Shapes that are named at each end of a long one. */
    private static final int NAMED = 3;

    private Architecture() {}

    /** Equal for networks that can be compared: "784-32-10" for plain layers one after another, else with a few digits of a hash. */
    static String of(Network network) {
        List<String> shapes = network.layers().stream().map(layer -> layer.shape().toString()).toList();
        String all = String.join("-", shapes);
        if (all.length() <= LONGEST && isPlain(network)) {
            return all;
        }
        String brief = all.length() <= LONGEST ? all : String.join("-", shapes.subList(0, Math.min(NAMED, shapes.size()))) + "-…-" + shapes.getLast()
                + ", " + shapes.size() + " layers";
        return brief + " #" + digest(all + network.layers().stream().map(Layer::kind).toList()
                + network.connections().stream().map(Architecture::text).collect(Collectors.joining(";")));
    }

    private static boolean isPlain(Network network) {
        return network.connections().size() == network.layers().size() - 1
                && IntStream.range(0, network.connections().size()).allMatch(i -> {
                    Connection connection = network.connection(i);
                    return connection.from() == i && connection.to() == i + 1 && connection.kind().equals("dense")
                            && network.layer(i + 1).kind().equals("dense");
                });
    }

    private static String text(Connection connection) {
        return connection.from() + ">" + connection.to() + " " + connection.kind();
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)), 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
