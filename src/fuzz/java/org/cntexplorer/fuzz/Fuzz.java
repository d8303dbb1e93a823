package org.cntexplorer.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fuzzes readers one after the other, each in a virtual machine of its own with a heap of 512 MB, and says what it found and how deep it got.
 *
 * <p>Arguments: the reader ("onnx", or "all"), the seconds for each, the project's folder, the flags of the virtual machine.
 */
public final class Fuzz {
    private static final Map<String, Class<? extends ReaderFuzz>> READERS = new LinkedHashMap<>();

    static {
        READERS.put("numpy", NumpyFuzz.class);
        READERS.put("safetensors", SafetensorsFuzz.class);
        READERS.put("tfjs", TfjsFuzz.class);
        READERS.put("tflite", TfliteFuzz.class);
        READERS.put("checkpoint", CheckpointFuzz.class);
        READERS.put("pytorch", PytorchFuzz.class);
        READERS.put("keras-h5", KerasHdf5Fuzz.class);
        READERS.put("keras", KerasArchiveFuzz.class);
        READERS.put("onnx", OnnxFuzz.class);
    }

    private final Path base;
    private final int seconds;
    private final List<String> flags;

    private Fuzz(Path base, int seconds, List<String> flags) {
        this.base = base;
        this.seconds = seconds;
        this.flags = flags;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Fuzz fuzz = new Fuzz(Path.of(args[2]), Integer.parseInt(args[1]), List.of(args).subList(3, args.length));
        List<String> readers = args[0].equals("all") ? List.copyOf(READERS.keySet()) : List.of(args[0].split(","));
        boolean sound = true;
        List<Path> executions = new ArrayList<>();
        for (String reader : readers) {
            if (!READERS.containsKey(reader)) {
                throw new IllegalArgumentException("There is no reader " + reader + "; choose of " + READERS.keySet() + ", or all.");
            }
            sound &= fuzz.run(reader);
            executions.add(fuzz.folder(reader).resolve("jacoco.exec"));
        }
        Path classes = fuzz.base.resolve("target/fuzz/classes");
        Coverage.of(executions, classes).print("Lines reached, by package");
        System.exit(sound ? 0 : 1);
    }

    private Path folder(String reader) {
        return base.resolve("target/fuzz/jazzer").resolve(reader);
    }

    /** Whether nothing was found. What Jazzer says goes into a file. */
    private boolean run(String reader) throws IOException, InterruptedException {
        Path folder = folder(reader);
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(flags);
        command.addAll(List.of("-Xmx512m", "-XX:+EnableDynamicAgentLoading", "-Dbasedir=" + base, "-Djava.io.tmpdir=" + temporary,
                "-Djazzer.max_duration=" + seconds + "s", "-Djazzer.coverage_dump=" + folder.resolve("jacoco.exec"),
                "-Djazzer.instrument=org.cntexplorer.format.**,org.cntexplorer.model.**",
                // what it looks for in programs that serve others is not what a reader of files does
                "-Djazzer.disabled_hooks=com.code_intelligence.jazzer.sanitizers.**",
                "-classpath", System.getProperty("java.class.path"), "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + READERS.get(reader).getName()));
        Path log = folder.resolve("jazzer.log");
        int exit = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
        String name = READERS.get(reader).getSimpleName();
        List<String> said = Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1);
        said.stream().filter(line -> line.startsWith(name)).forEach(System.out::println);
        said.stream().filter(line -> line.contains(" DONE ")).forEach(System.out::println);
        if (exit != 0) {
            System.out.println(name + " ended with " + exit + "; see " + log + " and " + base.resolve("target/fuzz/findings/" + name));
        }
        return exit == 0;
    }
}
