package org.cntexplorer.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One reader being fuzzed: the folder that its files are opened in, what was found, and how much was tried. */
final class Fuzzing {
    /** After how many files one looks whether any is still mapped. */
    private static final int ROUND = 64;
    private static final long HANGING_SECONDS = 600;

    private record Tried(String name, byte[] bytes) {}

    private final String reader;
    private final Path folder;
    private final Path findings;
    private final Map<String, Integer> sizes = new HashMap<>();
    private final Map<String, Opening> openings = new HashMap<>();
    private final Deque<Tried> round = new ArrayDeque<>();
    private final long start = System.nanoTime();
    private long files;
    private volatile Tried current;
    private volatile long since;

    private Fuzzing(String reader, Path folder, Path findings) {
        this.reader = reader;
        this.folder = folder;
        this.findings = findings;
    }

    /** @param base the project's folder */
    static Fuzzing start(String reader, Path base) throws IOException {
        Path folder = Files.createTempDirectory("cnt-explorer-fuzz").toRealPath();
        Path findings = Files.createDirectories(base.resolve("target/fuzz/findings/" + reader));
        try (Stream<Path> before = Files.list(findings)) {
            for (Path path : before.toList()) {
                Files.delete(path);
            }
        }
        // shards and external data, which some models keep beside themselves
        for (Path seed : Seeds.files(base)) {
            if (seed.toString().endsWith(".bin") || seed.toString().endsWith(".data") || seed.toString().contains("-of-")) {
                Files.copy(seed, folder.resolve(seed.getFileName()), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Fuzzing fuzzing = new Fuzzing(reader, folder, findings);
        Thread.ofPlatform().daemon().name("hang").start(fuzzing::watch);
        return fuzzing;
    }

    /** A file that never ends would end the fuzzing without a word of which it was. */
    private void watch() {
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(1);
                Tried tried = current;
                if (tried != null && System.nanoTime() - since > TimeUnit.SECONDS.toNanos(HANGING_SECONDS)) {
                    keep(tried, Finding.of("takes more than " + HANGING_SECONDS + " s", "hangs"));
                    Runtime.getRuntime().halt(1);
                }
            }
        } catch (InterruptedException | IOException e) {
            Thread.currentThread().interrupt();
        }
    }

    void open(String name, byte[] bytes) throws IOException {
        Tried tried = new Tried(name, bytes);
        files++;
        Optional<Finding> finding = open(tried);
        // code that is not compiled yet is slow, too
        for (int again = 0; again < 2 && finding.isPresent() && finding.get().place().startsWith("slow"); again++) {
            finding = open(tried);
        }
        if (finding.isPresent()) {
            keep(tried, finding.get());
        }
        round.add(tried);
        if (round.size() == ROUND) {
            lookWhatIsLeft();
            round.clear();
        }
    }

    private Optional<Finding> open(Tried tried) throws IOException {
        Path path = Files.write(folder.resolve(tried.name()), tried.bytes());
        since = System.nanoTime();
        current = tried;
        try {
            return openings.computeIfAbsent(tried.name(), name -> new Opening(path)).run();
        } finally {
            current = null;
        }
    }

    private void lookWhatIsLeft() throws IOException {
        for (String name : List.copyOf(openings.keySet())) {
            if (openings.get(name).isLeftMapped()) {
                Path path = folder.resolve(name);
                for (Tried tried : round) {
                    // a fresh file has a mapping of its own
                    Files.deleteIfExists(path);
                    open(tried);
                    if (openings.get(name).isLeftMapped()) {
                        keep(tried, Finding.of("leaves its file mapped", "mapped"));
                        break;
                    }
                }
                openings.remove(name);
                Files.deleteIfExists(path);
            }
        }
    }

    /** Of each fault the smallest file. */
    private void keep(Tried tried, Finding finding) throws IOException {
        String fault = finding.what().replaceAll("[^A-Za-z].*", "") + " at " + finding.place();
        if (sizes.getOrDefault(fault, Integer.MAX_VALUE) <= tried.bytes().length) {
            return;
        }
        sizes.put(fault, tried.bytes().length);
        String name = Integer.toHexString(fault.hashCode());
        StringWriter text = new StringWriter();
        text.write(tried.name() + ", " + tried.bytes().length + " bytes: " + finding.what() + "\n" + finding.place() + "\n");
        finding.cause().ifPresent(cause -> cause.printStackTrace(new PrintWriter(text, true)));
        Files.write(findings.resolve(name + "-" + tried.name()), tried.bytes());
        Files.writeString(findings.resolve(name + ".txt"), text.toString());
        System.out.println(reader + " found: " + fault + " (" + tried.bytes().length + " bytes)");
    }

    /** Says what was done; the faults that were found. */
    List<String> end() throws IOException {
        lookWhatIsLeft();
        long opened = openings.values().stream().mapToLong(Opening::opened).sum();
        System.out.printf("%s: %d files in %d s, %d of them opened, %d faults found%n", reader, files,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start), opened, sizes.size());
        return sizes.keySet().stream().sorted().toList();
    }
}
