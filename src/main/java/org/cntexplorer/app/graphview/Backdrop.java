package org.cntexplorer.app.graphview;

import java.nio.IntBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/**
 * The picture of links and neurons behind the marked neurons, drawn by a thread of its own. Until the picture for the present view is ready
 * the last one is shown, moved and scaled to where its things now are, so that a frame costs the JavaFX thread one image whatever the number
 * of links. All methods are called on the JavaFX thread.
 */
final class Backdrop implements GraphStage.Backdrop {
    /** How much further than the view the picture goes on each side, as a part of the view: what a drag brings into view is there already. */
    private static final double BEYOND = 0.2;
    /** Whether a graphics card draws. */
    private static final boolean SMOOTH = Platform.isSupported(ConditionalFeature.SCENE3D);
    /** Pictures in turn: one shown, one that the screen may still be reading, one being drawn. */
    private static final int PICTURES = 3;

    /** Pixels and the image over them. */
    private static final class Picture {
        private final int[] pixels;
        private final int width;
        private final int height;
        private final PixelBuffer<IntBuffer> buffer;
        private final WritableImage image;
        private Painter.Frame frame;

        Picture(int width, int height) {
            this.width = width;
            this.height = height;
            this.pixels = new int[width * height];
            this.buffer = new PixelBuffer<>(width, height, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
            this.image = new WritableImage(buffer);
        }
    }

    /** @param motion on the way to the drawing, or null */
    private record Wish(Drawing drawing, LayoutMotion motion, double part, Detail detail, Viewpoint viewpoint, double width, double height, double pixelRatio, double zoom) {}

    private final Painter painter = new Painter();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("graph-backdrop").factory());
    private final Picture[] pictures = new Picture[PICTURES];
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private final ReadOnlyBooleanWrapper pictured = new ReadOnlyBooleanWrapper(this, "picture");
    private final Runnable repaint;
    private int next;
    private Picture shown;
    private Drawing drawing;
    private Drawing shownDrawing;
    private Detail detail = Detail.NONE;
    private double fittedScale = 1;
    private double pixelRatio = 1;
    private Wish wished;
    /** On its way from another layout, or null. */
    private LayoutMotion motion;
    private double part;
    /** The picture of another layout, that fades, or null. */
    private Picture fading;
    private boolean painting;
    private volatile Drawing wanted;

    /** @param repaint asks the stage to show what is new */
    Backdrop(Runnable repaint) {
        this.repaint = repaint;
    }

    /** True until the picture of the present view is shown. */
    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** Whether there is a picture to show, be it of the present view or still of another. */
    ReadOnlyBooleanProperty pictureProperty() {
        return pictured.getReadOnlyProperty();
    }

    /** What is drawn from now on; null for nothing. Another drawing's picture that is being made is given up. */
    void show(Drawing next) {
        drawing = next;
        wanted = next;
        wished = null;
        motion = null;
        fading = null;
        if (next == null) {
            shown = null;
            pictured.set(false);
            busy.set(painting);
        } else {
            if (shownDrawing != null && shownDrawing.scene().network() != next.scene().network()
                    && shownDrawing.scene().layout() != next.scene().layout()) {
                shown = null;
                pictured.set(false);
            }
            busy.set(true);
        }
        repaint.run();
    }

    /** What is drawn, or null. */
    Drawing drawing() {
        return drawing;
    }

    /** How much of the links is drawn from now on. */
    void setDetail(Detail next) {
        detail = next;
        repaint.run();
    }

    /**
     * Lets what is shown go over into the drawing, of another layout, that is shown from now on: {@link #setPart} says how far it is.
     *
     * @param was where the other layout was looked at from
     * @param is where the drawing is looked at from
     */
    void goOver(Drawing from, Viewpoint was, Viewpoint is) {
        if (shown != null) {
            Painter.Frame f = shown.frame;
            double ratio = was.scale() / is.scale();
            shown.frame = new Painter.Frame((f.left() - was.centreX()) * ratio + is.centreX(), (f.top() - was.centreY()) * ratio + is.centreY(),
                    f.scale() / ratio, f.pixelRatio(), f.zoom(), f.width(), f.height());
        }
        LayoutMotion next = new LayoutMotion(from, was, drawing, is);
        part = 0;
        if (next.canMove()) {
            motion = next;
        } else if (shown != null) {
            fading = shown;
            for (int i = 0; i < PICTURES; i++) {
                // nothing is drawn into it any more
                pictures[i] = pictures[i] == fading ? null : pictures[i];
            }
        }
        repaint.run();
    }

    /** @param next how much of the way has been gone, up to 1 */
    void setPart(double next) {
        part = next;
        if (next >= 1) {
            motion = null;
            fading = null;
        }
        repaint.run();
    }

    /** The layout's points were moved by so much; what is shown moves with them until it is drawn anew. */
    void moved(double dx, double dy) {
        if (shown != null) {
            Painter.Frame f = shown.frame;
            shown.frame = new Painter.Frame(f.left() + dx, f.top() + dy, f.scale(), f.pixelRatio(), f.zoom(), f.width(), f.height());
        }
    }

    /** @param scale the scale of the fitted view, by which lines know how far it is zoomed */
    void setFittedScale(double scale) {
        fittedScale = scale;
    }

    /** @param ratio pixels of the screen for a pixel of the view */
    void setPixelRatio(double ratio) {
        if (ratio != pixelRatio && ratio > 0) {
            pixelRatio = ratio;
            repaint.run();
        }
    }

    @Override
    public void draw(GraphicsContext graphics, Viewpoint viewpoint, double width, double height) {
        if (drawing == null || width < 1 || height < 1) {
            return;
        }
        Wish wish = new Wish(drawing, motion, motion == null ? 1 : part, detail, viewpoint, width, height, pixelRatio, viewpoint.scale() / fittedScale);
        if (!wish.equals(wished)) {
            wished = wish;
            busy.set(true);
            paintNext();
        }
        if (shown != null) {
            draw(shown, graphics, viewpoint, width, height);
        }
        if (fading != null && fading != shown) {
            graphics.setGlobalAlpha(1 - part);
            draw(fading, graphics, viewpoint, width, height);
            graphics.setGlobalAlpha(1);
        }
    }

    private static void draw(Picture picture, GraphicsContext graphics, Viewpoint viewpoint, double width, double height) {
        Painter.Frame frame = picture.frame;
        double factor = viewpoint.scale() / frame.scale();
        double x = viewpoint.toScreenX(frame.left(), width);
        double y = viewpoint.toScreenY(frame.top(), height);
        boolean exact = Math.abs(factor * frame.pixelRatio() - 1) < 1e-6;
        // smoothing a picture that fits pixel by pixel would only blur it; and where no graphics card does it, it takes most of a frame
        graphics.setImageSmoothing(!exact && SMOOTH);
        graphics.drawImage(picture.image, exact ? Math.round(x * frame.pixelRatio()) / frame.pixelRatio() : x,
                exact ? Math.round(y * frame.pixelRatio()) / frame.pixelRatio() : y, picture.width * factor, picture.height * factor);
    }

    /** One picture at a time: while one is being drawn, the newest wish waits. */
    private void paintNext() {
        if (painting || wished == null) {
            return;
        }
        Wish wish = wished;
        Picture picture = picture(wish);
        Painter.Frame frame = frame(wish, picture);
        boolean first = shown == null;
        painting = true;
        thread.submit(() -> {
            boolean done = false;
            try {
                painter.paint(wish.motion() == null ? wish.drawing() : wish.motion().at(wish.part()), wish.detail(), frame, picture.pixels, () -> !isWanted(wish.drawing(), first));
                done = true;
            } catch (CancellationException e) {
                // another drawing is wanted
            } finally {
                boolean drawn = done;
                Platform.runLater(() -> painted(wish, picture, frame, drawn));
            }
        });
    }

    /** A first picture is better than none, be there links meanwhile. */
    private boolean isWanted(Drawing painted, boolean first) {
        Drawing now = wanted;
        return now == painted || first && now != null && now.scene().layout() == painted.scene().layout();
    }

    private void painted(Wish wish, Picture picture, Painter.Frame frame, boolean drawn) {
        painting = false;
        if (drawn && isWanted(wish.drawing(), shown == null)) {
            picture.frame = frame;
            picture.buffer.updateBuffer(whole -> null);
            shown = picture;
            shownDrawing = wish.drawing();
            pictured.set(true);
            next = (next + 1) % PICTURES;
        }
        if (wish.equals(wished) && drawn) {
            busy.set(false);
        } else if (wished == null) {
            busy.set(drawing != null);
        } else {
            paintNext();
        }
        repaint.run();
    }

    private Picture picture(Wish wish) {
        int width = withMargins(wish.width() * wish.pixelRatio());
        int height = withMargins(wish.height() * wish.pixelRatio());
        if (pictures[next] == null || pictures[next].width != width || pictures[next].height != height) {
            pictures[next] = new Picture(width, height);
        }
        return pictures[next];
    }

    /** The same whole number of pixels is added on both sides, so that the picture's pixels fall on the screen's. */
    private static int withMargins(double pixels) {
        return (int) Math.ceil(pixels) + 2 * (int) Math.ceil(pixels * BEYOND);
    }

    private static Painter.Frame frame(Wish wish, Picture picture) {
        Viewpoint viewpoint = wish.viewpoint();
        double scale = viewpoint.scale() * wish.pixelRatio();
        return new Painter.Frame(viewpoint.centreX() - picture.width / 2.0 / scale, viewpoint.centreY() - picture.height / 2.0 / scale, scale,
                wish.pixelRatio(), wish.zoom(), picture.width, picture.height);
    }
}
