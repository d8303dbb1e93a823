package org.cntexplorer.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.cntexplorer.EveryKind;
import org.cntexplorer.RandomNetwork;
import org.cntexplorer.graph.GraphLayout;
import org.cntexplorer.graph.GraphScene;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.graph.VisibleLinks;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.metric.NodeStrength;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Figures as files, read back by somebody else's readers. */
@Execution(ExecutionMode.CONCURRENT)
class FigureFileTest {
    private static final FigureOptions OPTIONS = new FigureOptions(85, 7, 300);
    /** Links that the scale of them is made of. */
    private static final int SCALE = 41;

    @TempDir
    private Path folder;

    private final Network network = RandomNetwork.named(5, "couche <%d> & 層", 20, 40, 9);
    private final NodeStrength strength = NodeStrength.of(network, Convention.DEFAULT, Progress.NONE);

    private Figure strengths() {
        return StrengthFigure.of(strength, List.of(0, 1), List.of("input", "dense 1"), Set.of(new Neuron(1, 3)), Optional.empty(), Progress.NONE);
    }

    private Figure graph(Set<Neuron> selected) {
        VisibleLinks links = VisibleLinks.of(network, LinkChoice.strongest(50), Progress.NONE);
        return GraphFigure.of(GraphScene.of(network, strength, GraphLayout.layered(network, true), links, NeuronQuantity.STRENGTH, selected));
    }

    private Path write(Figure figure, String name) throws IOException {
        Path file = folder.resolve(name);
        FigureFile.write(figure, OPTIONS, file, Progress.NONE);
        return file;
    }

    private Document svg(Figure figure) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        // a picture that names a DTD makes readers go to the network
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(write(figure, "figure.svg").toFile());
    }

    private static List<String> texts(Document svg) {
        NodeList nodes = svg.getElementsByTagNameNS("*", "text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent().strip());
        }
        return texts;
    }

    @Test
    void anSvgHasItsSizeInMillimetresAndItsLabelsAsText() throws Exception {
        Figure figure = strengths();
        Document svg = svg(figure);
        Element root = svg.getDocumentElement();
        assertThat(root.getAttribute("width")).isEqualTo("85mm");
        assertThat(root.getAttribute("height")).endsWith("mm");
        double height = Double.parseDouble(root.getAttribute("height").replace("mm", ""));
        assertThat(height).isCloseTo(OPTIONS.heightMm(figure), within(1e-3));
        String[] box = root.getAttribute("viewBox").split(" ");
        assertThat(Double.parseDouble(box[3]) / Double.parseDouble(box[2])).isCloseTo(height / 85, within(1e-4));
        assertThat(texts(svg)).contains("Node strength", "s", "Probability density", "input", "dense 1", "1:3");
        assertThat(root.getElementsByTagNameNS("*", "title").item(0).getTextContent()).isEqualTo(figure.title());
    }

    @Test
    void anSvgOfTheGraphHasEveryLinkAndNeuronAndTheLayersNames() throws Exception {
        Document svg = svg(graph(Set.of()));
        assertThat(svg.getElementsByTagNameNS("*", "line").getLength()).isEqualTo(100 + SCALE);
        assertThat(svg.getElementsByTagNameNS("*", "image").getLength()).as("bands").isEqualTo(2);
        // each neuron is a disc, some have a rim
        assertThat(svg.getElementsByTagNameNS("*", "circle").getLength()).isBetween(69, 2 * 69);
        assertThat(texts(svg)).contains("input", "couche <1> & 層", "couche <2> & 層", "40 neurons", "100 of 1,160 links shown", "Strength", "−max", "max");
    }

    @Test
    void nothingOfTheGraphStandsOutsideThePage() throws Exception {
        Document svg = svg(graph(Set.of(new Neuron(2, 0), new Neuron(0, 0))));
        String[] box = svg.getDocumentElement().getAttribute("viewBox").split(" ");
        NodeList circles = svg.getElementsByTagNameNS("*", "circle");
        for (int i = 0; i < circles.getLength(); i++) {
            Element circle = (Element) circles.item(i);
            double r = Double.parseDouble(circle.getAttribute("r"));
            assertThat(Double.parseDouble(circle.getAttribute("cx"))).isBetween(r, Double.parseDouble(box[2]) - r);
            assertThat(Double.parseDouble(circle.getAttribute("cy"))).isBetween(r, Double.parseDouble(box[3]) - r);
        }
    }

    @Test
    void linksBeyondTheNumberAreAPictureBeneathTheOthers() throws Exception {
        Figure figure = graph(Set.of(new Neuron(1, 3)));
        Path file = folder.resolve("graph.svg");
        FigureFile.write(figure, new FigureOptions(85, 7, 300, 30), file, Progress.NONE);
        Document svg = DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().parse(file.toFile());
        assertThat(svg.getElementsByTagNameNS("*", "line").getLength()).isEqualTo(30 + SCALE);
        assertThat(svg.getElementsByTagNameNS("*", "image").getLength()).as("two bands and the links").isEqualTo(3);
        Element image = (Element) svg.getElementsByTagNameNS("*", "image").item(2);
        assertThat(image.getAttributeNS("http://www.w3.org/1999/xlink", "href")).startsWith("data:image/png;base64,");
        // what lies on the links stays as it is
        assertThat(svg.getElementsByTagNameNS("*", "circle").getLength()).isGreaterThan(69);
        assertThat(texts(svg)).contains("100 of 1,160 links shown", "input");
        Path pdf = folder.resolve("graph.pdf");
        FigureFile.write(figure, new FigureOptions(85, 7, 300, 30), pdf, Progress.NONE);
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            PDImageXObject picture = image(document.getPage(0).getResources());
            // the picture has the resolution that was asked for
            assertThat(picture.getWidth()).isBetween((int) (0.75 * 85 / 25.4 * 300), (int) (85 / 25.4 * 300));
            assertThat(new PDFTextStripper().getText(document)).contains("100 of 1,160 links shown");
        }
    }

    /** An SVG's writer rounds factors: a picture must not be smaller or larger than what it stands for. */
    @Test
    void aPictureHasItsPlaceToAHundredth() throws Exception {
        Network maps = EveryKind.network();
        VisibleLinks none = VisibleLinks.of(maps, LinkChoice.strongest(10), Progress.NONE);
        for (double width : new double[] {85, 91.3, 180}) {
            Path file = folder.resolve("maps.svg");
            FigureFile.write(GraphFigure.of(GraphScene.of(maps, NodeStrength.of(maps, Convention.DEFAULT, Progress.NONE), GraphLayout.layered(maps, true), none,
                    NeuronQuantity.STRENGTH, Set.of())), new FigureOptions(width, 7, 317, 3), file, Progress.NONE);
            Document svg = DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().parse(file.toFile());
            NodeList images = svg.getElementsByTagNameNS("*", "image");
            assertThat(images.getLength()).isGreaterThan(1);
            for (int i = 0; i < images.getLength(); i++) {
                Element image = (Element) images.item(i);
                assertThat(image.getAttribute("preserveAspectRatio")).isEqualTo("none");
                assertThat(image.getAttribute("transform") + ((Element) image.getParentNode()).getAttribute("transform")).contains("0.01");
                assertThat(Double.parseDouble(image.getAttribute("width"))).isGreaterThan(1_000);
            }
        }
    }

    @Test
    void pixelsAreTheSameHoweverManyLinesAreLines() throws Exception {
        Path lines = folder.resolve("lines.png");
        Path picture = folder.resolve("picture.png");
        FigureFile.write(graph(Set.of()), new FigureOptions(85, 7, 150), lines, Progress.NONE);
        FigureFile.write(graph(Set.of()), new FigureOptions(85, 7, 150, 0), picture, Progress.NONE);
        assertThat(Files.readAllBytes(picture)).isEqualTo(Files.readAllBytes(lines));
    }

    /** The widest picture: that of the lines, beneath which are those of the bands. */
    private static PDImageXObject image(PDResources resources) throws IOException {
        PDImageXObject widest = null;
        for (COSName name : resources.getXObjectNames()) {
            PDXObject object = resources.getXObject(name);
            PDImageXObject found = object instanceof PDImageXObject image ? image
                    : object instanceof PDFormXObject form && form.getResources() != null ? image(form.getResources()) : null;
            if (found != null && (widest == null || found.getWidth() > widest.getWidth())) {
                widest = found;
            }
        }
        return widest;
    }

    @Test
    void aPdfIsOnePageOfTheRightSizeWithSearchableTextAndItsFontsInIt() throws Exception {
        Figure figure = strengths();
        try (PDDocument pdf = Loader.loadPDF(write(figure, "figure.PDF").toFile())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(pdf.getPage(0).getMediaBox().getWidth() / 72 * 25.4).isCloseTo(85, within(0.01));
            assertThat(pdf.getPage(0).getMediaBox().getHeight() / 72 * 25.4).isCloseTo(OPTIONS.heightMm(figure), within(0.01));
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo(figure.title());
            // the stripper breaks lines that are written upwards
            assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s", "")).contains("Nodestrengths", "Probabilitydensity", "dense1", "1:3");
            assertThat(embedded(pdf.getPage(0).getResources())).isNotEmpty().doesNotContain(false);
        }
    }

    private static List<Boolean> embedded(PDResources resources) throws IOException {
        List<Boolean> all = new ArrayList<>();
        for (COSName name : resources.getFontNames()) {
            all.add(resources.getFont(name).isEmbedded());
        }
        for (COSName name : resources.getXObjectNames()) {
            if (resources.getXObject(name) instanceof PDFormXObject form && form.getResources() != null) {
                all.addAll(embedded(form.getResources()));
            }
        }
        return all;
    }

    @Test
    void aPngHasItsPixelsAndTellsItsResolution() throws Exception {
        Figure figure = graph(Set.of(new Neuron(1, 2)));
        Path file = write(figure, "figure.png");
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            ImageReader reader = ImageIO.getImageReaders(in).next();
            reader.setInput(in);
            BufferedImage image = reader.read(0);
            assertThat(image.getWidth()).isEqualTo((int) Math.round(85 / 25.4 * 300));
            assertThat(image.getHeight()).isEqualTo((int) Math.round(OPTIONS.heightMm(figure) / 25.4 * 300));
            IIOMetadataNode root = (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
            Element physical = (Element) root.getElementsByTagName("pHYs").item(0);
            assertThat(physical.getAttribute("pixelsPerUnitXAxis")).isEqualTo("11811");
            assertThat(physical.getAttribute("unitSpecifier")).isEqualTo("meter");
            // paper, and the selected neuron's ring on it
            assertThat(image.getRGB(0, 0)).isEqualTo(Palette.LIGHT.background().getRGB());
            assertThat(Stream.iterate(0, i -> i < image.getWidth() * image.getHeight(), i -> i + 1)
                    .anyMatch(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) == Palette.LIGHT.accent().getRGB())).isTrue();
        }
    }

    @Test
    void whatCannotBeWrittenIsSaidInASentence() throws IOException {
        assertThatThrownBy(() -> write(strengths(), "figure.jpg")).isInstanceOf(UnwritableFileException.class)
                .hasMessage("A figure's file ends in .svg, .pdf or .png, figure.jpg does not.");
        assertThatThrownBy(() -> write(strengths(), "no/figure.svg")).isInstanceOf(UnwritableFileException.class)
                .hasMessage("There is no folder " + folder.resolve("no") + " to write figure.svg into.");
        Files.createDirectory(folder.resolve("folder.svg"));
        assertThatThrownBy(() -> write(strengths(), "folder.svg")).isInstanceOf(UnwritableFileException.class).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> new FigureOptions(5, 7, 300)).hasMessage("The width of a figure is 10 to 2000 mm, not 5.0.");
    }

    @Test
    void aFolderThatMayNotBeWrittenToIsNamed() throws IOException {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked), "this user may write everywhere");
        assertThatThrownBy(() -> write(strengths(), "locked/figure.svg")).isInstanceOf(UnwritableFileException.class)
                .hasMessage("The folder " + locked + " may not be written to.");
    }

    @Test
    void aCancelledExportLeavesTheOldFileAndNothingElse() throws IOException {
        for (FigureFormat format : FigureFormat.values()) {
            Path file = folder.resolve("figure." + format.ending());
            Files.writeString(file, "old");
            assertThatThrownBy(() -> FigureFile.write(graph(Set.of()), OPTIONS, file, cancelledWhileLinksAreDrawn()))
                    .isInstanceOf(CancellationException.class);
            assertThat(file).hasContent("old");
        }
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).hasSize(FigureFormat.values().length);
        }
    }

    private static Progress cancelledWhileLinksAreDrawn() {
        return new Progress() {
            private boolean drawing;

            @Override
            public void report(double fraction, String what) {
                drawing = true;
            }

            @Override
            public boolean cancelled() {
                return drawing;
            }
        };
    }

    @Test
    void aChartOverTwoColumnsIsLessTallForItsWidth() {
        Figure figure = strengths();
        double one = OPTIONS.heightMm(figure);
        double two = new FigureOptions(FigureOptions.TWO_COLUMNS, 7, 300).heightMm(figure);
        assertThat(one).isCloseTo(85 * figure.aspect(), within(1e-6));
        assertThat(two).isBetween(one, 1.6 * one);
    }

    @Test
    void aWrittenFileMayBeReadByOthersAsAnyOther() throws IOException {
        Path usual = Files.createFile(folder.resolve("usual"));
        Path file = write(strengths(), "figure.svg");
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
    }
}
