package org.cntexplorer.app.graphview;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.cntexplorer.figure.Palette;
import org.cntexplorer.graph.Fade;
import org.cntexplorer.graph.LayerBlock;
import org.cntexplorer.model.Neuron;

/** The numbers of the neurons, written on them as soon as they are large enough to hold them: so no two overlap. */
final class NeuronLabels {
    /** Pixels that a neuron's cell is wide when its number begins to appear, and when it is there. */
    private static final double APPEAR = 22;
    private static final double THERE = 30;
    private static final int MOST = 500;
    private static final double LARGEST = 13;
    private static final double SMALLEST = 7;
    /** Width of a digit over the size of the text, at most. */
    private static final double DIGIT = 0.64;

    private final Map<Integer, Font> fonts = new HashMap<>();

    void draw(GraphicsContext graphics, Drawing drawing, Viewpoint viewpoint, double width, double height) {
        double scale = viewpoint.scale();
        if (drawing == null || drawing.scene().layout().blocks().stream().noneMatch(b -> largest(b) * scale > APPEAR)) {
            return;
        }
        double halfWidth = width / 2 / scale;
        double halfHeight = height / 2 / scale;
        List<Neuron> neurons = InView.of(drawing.scene().layout(), viewpoint.centreX() - halfWidth, viewpoint.centreY() - halfHeight,
                viewpoint.centreX() + halfWidth, viewpoint.centreY() + halfHeight, scale, APPEAR, MOST).orElse(List.of());
        graphics.setTextAlign(TextAlignment.CENTER);
        graphics.setTextBaseline(VPos.CENTER);
        for (Neuron neuron : neurons) {
            LayerBlock block = drawing.scene().layout().block(neuron.layer());
            double pitch = block.pitch(neuron.index()) * scale;
            double radius = drawing.scene().radius(neuron) * scale;
            String text = Integer.toString(neuron.index());
            double size = size(text.length(), radius);
            if (size >= SMALLEST) {
                graphics.setFont(fonts.computeIfAbsent((int) size, s -> Font.font(s)));
                graphics.setFill(ink(drawing, neuron, Fade.in(pitch, APPEAR, THERE)));
                graphics.fillText(text, viewpoint.toScreenX(block.x(neuron.index()), width), viewpoint.toScreenY(block.y(neuron.index()), height));
            }
        }
    }

    private static double largest(LayerBlock block) {
        return Math.max(block.pitch(), block.open().stream().mapToDouble(LayerBlock.Open::pitch).max().orElse(0));
    }

    /** The size of a text of so many digits that a disc holds. */
    static double size(int digits, double radius) {
        return Math.min(LARGEST, 1.75 * radius / Math.hypot(DIGIT * digits, 1));
    }

    /** Black or white, whichever is seen better on the neuron. */
    private static Color ink(Drawing drawing, Neuron neuron, double opacity) {
        int ground = drawing.shade().of(neuron.layer(), drawing.scene().values().get(neuron.layer())[neuron.index()], drawing.stands(neuron.layer(), neuron.index()));
        Palette palette = drawing.palette();
        java.awt.Color best = contrast(palette.text(), ground) >= contrast(palette.background(), ground) ? palette.text() : palette.background();
        return Color.rgb(best.getRed(), best.getGreen(), best.getBlue(), opacity);
    }

    private static double contrast(java.awt.Color text, int ground) {
        double a = luminance(text.getRGB()) + 0.05;
        double b = luminance(ground) + 0.05;
        return Math.max(a / b, b / a);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
