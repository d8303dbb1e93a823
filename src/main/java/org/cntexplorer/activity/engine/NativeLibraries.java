package org.cntexplorer.activity.engine;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.progress.Progress;

/**
 * ONNX Runtime's libraries of this system, unpacked once into the person's cache. By itself it unpacks them at every start into the folder for temporary
 * files.
 */
final class NativeLibraries {
    private static final String[] NAMES = {"onnxruntime", "onnxruntime4j_jni"};
    private static final String PROPERTY = "onnxruntime.native.path";

    private NativeLibraries() {}

    /** As the library's own folders are called: "linux-x64". */
    static String system(String name, String processor) {
        String os = name.startsWith("Windows") ? "win" : name.startsWith("Mac") ? "osx" : "linux";
        String cpu = processor.toLowerCase(Locale.ROOT);
        return os + (cpu.equals("amd64") || cpu.equals("x86_64") ? "-x64" : "-aarch64");
    }

    /** Says to ONNX Runtime where its libraries are; unpacks them first where they are not there yet. To be called before its first class is made ready. */
    static void provide(Progress progress) throws ModelFormatException {
        if (System.getProperty(PROPERTY) != null) {
            return;
        }
        String system = system(System.getProperty("os.name"), System.getProperty("os.arch"));
        try {
            System.setProperty(PROPERTY, provided(system, CacheFolder.find(), progress).toString());
        } catch (IOException e) {
            throw new ModelFormatException("The libraries that run networks cannot be unpacked (" + e.getMessage()
                    + "); make room in your cache folder, or name another one by the property " + CacheFolder.PROPERTY + ".", e);
        }
    }

    /** @return the folder in which they are */
    static Path provided(String system, Path cache, Progress progress) throws IOException, ModelFormatException {
        String version = OrtEnvironment.class.getPackage().getImplementationVersion();
        URLConnection[] packed = new URLConnection[NAMES.length];
        long all = 0;
        for (int i = 0; i < NAMES.length; i++) {
            String resource = "/ai/onnxruntime/native/" + system + "/" + System.mapLibraryName(NAMES[i]);
            URL url = OrtEnvironment.class.getResource(resource);
            if (url == null) {
                throw new ModelFormatException("Networks cannot be run on this system (" + system + "), for which ONNX Runtime has no library; use a 64-bit Linux, "
                        + "macOS or Windows on x86 or ARM.");
            }
            packed[i] = url.openConnection();
            all += packed[i].getContentLengthLong();
        }
        // the size tells two builds of one version apart
        Path folder = cache.resolve("onnxruntime-" + (version == null ? "" : version + "-") + system + "-" + all);
        if (isWhole(folder, packed)) {
            return folder;
        }
        Files.createDirectories(cache);
        Path part = Files.createTempDirectory(cache, "unpacking");
        long done = 0;
        byte[] block = new byte[1 << 16];
        try {
            for (int i = 0; i < NAMES.length; i++) {
                try (InputStream in = packed[i].getInputStream(); OutputStream out = Files.newOutputStream(part.resolve(System.mapLibraryName(NAMES[i])))) {
                    for (int n = in.read(block); n >= 0; n = in.read(block)) {
                        progress.report((double) done / all, "Unpacking what runs networks, once");
                        progress.check();
                        out.write(block, 0, n);
                        done += n;
                    }
                }
            }
            move(part, folder);
        } finally {
            delete(part);
        }
        return folder;
    }

    /** Another run of the program may have been faster. */
    private static void move(Path part, Path folder) throws IOException {
        delete(folder);
        try {
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, folder);
        } catch (IOException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static boolean isWhole(Path folder, URLConnection[] packed) throws IOException {
        for (int i = 0; i < NAMES.length; i++) {
            Path file = folder.resolve(System.mapLibraryName(NAMES[i]));
            if (!Files.isRegularFile(file) || Files.size(file) != packed[i].getContentLengthLong()) {
                return false;
            }
        }
        return true;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        for (String name : NAMES) {
            Files.deleteIfExists(folder.resolve(System.mapLibraryName(name)));
        }
        Files.deleteIfExists(folder);
    }
}
