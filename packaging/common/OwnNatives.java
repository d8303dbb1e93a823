import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Takes other systems' native libraries, and debug symbols, out of the jars of a folder: {@code java OwnNatives.java FOLDER}. A packaged application runs on
 * one system only.
 */
final class OwnNatives {
    private static final Pattern LIBRARY = Pattern.compile(".*\\.(so|dll|dylib|jnilib|a)(_[a-z0-9_]+)?");
    private static final Pattern DEBUG = Pattern.compile(".*(\\.pdb|\\.dSYM/.*)");
    private static final Pattern SYSTEM = Pattern.compile("(linux|osx|macos|darwin|win32|windows|win|sunos|freebsd|openbsd|dragonflybsd|aix)[-_/]"
            + "(x86-64|x86_64|[a-z0-9]+)");

    private OwnNatives() {}

    public static void main(String[] args) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(args[0]))) {
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
                strip(jar);
            }
        }
    }

    private static void strip(Path jar) throws IOException {
        List<ZipEntry> kept = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            zip.stream().filter(entry -> isOwn(entry.getName())).forEach(kept::add);
            if (kept.size() == zip.size()) {
                return;
            }
            Path part = jar.resolveSibling(jar.getFileName() + ".part");
            try (OutputStream out = Files.newOutputStream(part); ZipOutputStream to = new ZipOutputStream(out)) {
                for (ZipEntry entry : kept) {
                    ZipEntry copy = new ZipEntry(entry.getName());
                    copy.setTime(entry.getTime());
                    to.putNextEntry(copy);
                    try (InputStream in = zip.getInputStream(entry)) {
                        in.transferTo(to);
                    }
                    to.closeEntry();
                }
            }
            System.out.println(jar.getFileName() + ": " + (zip.size() - kept.size()) + " files of other systems left out, " + (Files.size(jar) >> 20) + " to "
                    + (Files.size(part) >> 20) + " MB");
            Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean isOwn(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (DEBUG.matcher(name).matches()) {
            return false;
        }
        Matcher system = SYSTEM.matcher(lower);
        return !LIBRARY.matcher(lower).matches() || !system.find() || oses().contains(system.group(1)) && processors().contains(system.group(2));
    }

    private static Set<String> oses() {
        String name = System.getProperty("os.name");
        return name.startsWith("Windows") ? Set.of("win32", "windows", "win") : name.startsWith("Mac") ? Set.of("osx", "macos", "darwin") : Set.of("linux");
    }

    private static Set<String> processors() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return name.equals("amd64") || name.equals("x86_64") ? Set.of("x86-64", "x86_64", "amd64", "x64") : Set.of("aarch64", "arm64");
    }
}
