package org.cntexplorer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.cntexplorer.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.w3c.dom.Element;

/** The program started with no display: a process of its own, since the display is a matter of its environment. */
@EnabledOnOs(OS.LINUX)
@Execution(ExecutionMode.CONCURRENT)
class NoDisplayTest {
    private static final Path SAMPLE = Path.of("assets/samples/digits-mlp.npy");

    @TempDir
    private static Path folder;
    private static Path look;
    private static Running firstLook;
    private static Path deadLook;
    private static Running deadDisplay;

    private record Start(int exit, List<String> out, List<String> err) {}

    /** A start that is under way. */
    private record Running(Process process, Path said) {
        Start end() throws IOException, InterruptedException {
            int exit = process.waitFor();
            List<String> err = new ArrayList<>(Files.readAllLines(said.resolve("err")));
            err.removeIf(line -> line.startsWith("WARNING: Using incubator modules")); // the virtual machine's own
            return new Start(exit, Files.readAllLines(said.resolve("out")), err);
        }
    }

    /** The two that draw take longest: together, each on a core of its own. */
    @BeforeAll
    static void startThoseThatDraw() throws IOException {
        look = folder.resolve("first look");
        firstLook = running(null, "--first-look=" + look, SAMPLE.toString());
        deadLook = folder.resolve("look");
        deadDisplay = running(":7477", "--first-look=" + deadLook, SAMPLE.toString());
    }

    @AfterAll
    static void endThoseThatDraw() throws InterruptedException {
        for (Running running : List.of(firstLook, deadDisplay)) {
            running.process().destroyForcibly().waitFor();
        }
    }

    @Test
    void writesTheFirstLookInstead() throws Exception {
        Start start = firstLook.end();

        assertThat(start.err()).isEmpty();
        assertThat(start.exit()).isZero();
        assertThat(start.out().getFirst()).startsWith("There is no display, so no window can be opened;").contains("digits-mlp.npy");
        assertThat(start.out().subList(1, start.out().size())).allSatisfy(file -> assertThat(Path.of(file)).isNotEmptyFile());
        for (String plot : List.of("strength", "fluctuation", "weights", "graph")) {
            assertThat(labels(look.resolve(plot + ".svg"))).isPositive();
            assertThat(ImageIO.read(look.resolve(plot + ".png").toFile()).getWidth()).isGreaterThan(900);
        }
        assertThat(mean(look.resolve("window-light.png"))).isGreaterThan(200);
        assertThat(mean(look.resolve("window-dark.png"))).isBetween(5., 80.);
    }

    @Test
    void aDeadDisplayIsNone() throws Exception {
        Start start = deadDisplay.end();

        assertThat(start.err()).isEmpty();
        assertThat(start.exit()).isZero();
        assertThat(start.out().getFirst()).startsWith("There is no display \":7477\", so no window can be opened;");
        assertThat(deadLook.resolve("window-light.png")).isNotEmptyFile();
    }

    @Test
    void withoutAFolderItSaysSoInOneSentence() throws Exception {
        Start start = running("", SAMPLE.toString()).end();

        assertThat(start.exit()).isEqualTo(CntExplorer.FAILED);
        assertThat(start.out()).isEmpty();
        assertThat(start.err()).singleElement().asString().startsWith("cnt-explorer: There is no display,").contains("snapshot");
    }

    @Test
    void aBadFileIsStillABadFile() throws Exception {
        Path bad = Files.writeString(folder.resolve("page.npy"), "<html>not found</html>");

        Start start = running(null, "--first-look=" + folder, bad.toString()).end();

        assertThat(start.exit()).isEqualTo(CntExplorer.BAD_FILE);
        assertThat(start.err()).singleElement().asString().startsWith("cnt-explorer: ").contains("page.npy");
    }

    /** How many labels a whole SVG file has. */
    private static int labels(Path svg) throws Exception {
        DocumentBuilderFactory xml = DocumentBuilderFactory.newInstance();
        xml.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Element root = xml.newDocumentBuilder().parse(svg.toFile()).getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("svg");
        return root.getElementsByTagName("text").getLength();
    }

    private static double mean(Path png) throws IOException {
        BufferedImage image = ImageIO.read(png.toFile());
        assertThat(image.getWidth()).isEqualTo(1600);
        assertThat(image.getHeight()).isEqualTo(1000);
        double[] one = new double[4];
        double sum = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                sum += image.getRaster().getPixel(x, y, one)[1];
            }
        }
        return sum / (image.getWidth() * image.getHeight());
    }

    private static Running running(String display, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // compiled at once and plainly: nothing runs long enough for more
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        words.addAll(List.of(arguments));
        Path said = Files.createTempDirectory(folder, "said");
        ProcessBuilder process = new ProcessBuilder(words)
                .redirectOutput(said.resolve("out").toFile()).redirectError(said.resolve("err").toFile());
        process.environment().remove("DISPLAY");
        process.environment().remove("WAYLAND_DISPLAY");
        if (display != null) {
            process.environment().put("DISPLAY", display);
        }
        return new Running(process.start(), said);
    }
}
