package org.cntexplorer.study.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.cntexplorer.data.SampleChoice;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.progress.Progress;

/** What the files of samples hold: by its hash data are known again under whatever name. */
final class DataContent {
    private DataContent() {}

    /** SHA-256 in hexadecimal digits: of a file alone as sha256sum has it, of several the digest of all and what was chosen of them. */
    static String hash(SampleChoice choice, Progress progress) throws ModelFormatException {
        List<Path> files = new ArrayList<>(choice.data());
        choice.labels().ifPresent(files::add);
        choice.rows().ifPresent(files::add);
        try {
            MessageDigest all = MessageDigest.getInstance("SHA-256");
            boolean isOne = files.size() == 1 && choice.labelColumn().isEmpty() && choice.array().isEmpty() && !Files.isDirectory(files.getFirst());
            for (Path file : files) {
                if (!Files.isDirectory(file)) {
                    Content.add(file, all, progress);
                    continue;
                }
                try (Stream<Path> inside = Files.walk(file)) {
                    for (Path each : (Iterable<Path>) inside.filter(Files::isRegularFile).sorted()::iterator) {
                        all.update(file.relativize(each).toString().getBytes(StandardCharsets.UTF_8));
                        Content.add(each, all, progress);
                    }
                }
            }
            if (!isOne) {
                all.update((choice.labels().isPresent() + " " + choice.rows().isPresent() + choice.labelColumn() + choice.array()).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(all.digest());
        } catch (IOException | UncheckedIOException e) {
            throw new ModelFormatException(choice.data().getFirst() + " cannot be read (" + e.getMessage() + "); check the disk and the file.", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
