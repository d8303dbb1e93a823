package org.cntexplorer.app.graphview;

/**
 * A picture of premultiplied ARGB into which anti-aliased lines, discs and boxes are drawn, each by how much of every pixel it covers.
 * Drawing is confined to the columns from {@link #from} to {@link #to}, so that several threads can each draw their own columns of the
 * same picture.
 */
final class Raster {
    private final int[] pixels;
    private final int width;
    private final int height;
    private final int from;
    private final int to;

    /**
     * @param pixels row by row, {@code width * height} of them
     * @param from the first column that is drawn into
     * @param to the first column after it that is not
     */
    Raster(int[] pixels, int width, int height, int from, int to) {
        this.pixels = pixels;
        this.width = width;
        this.height = height;
        this.from = Math.max(from, 0);
        this.to = Math.min(to, width);
    }

    Raster(int[] pixels, int width, int height) {
        this(pixels, width, height, 0, width);
    }

    /** A colour with its channels multiplied by its opacity, as the picture holds them. */
    static int premultiplied(int rgb, double opacity) {
        int a = (int) Math.round(255 * Math.clamp(opacity, 0, 1));
        int r = ((rgb >> 16 & 255) * a + 127) / 255;
        int g = ((rgb >> 8 & 255) * a + 127) / 255;
        int b = ((rgb & 255) * a + 127) / 255;
        return a << 24 | r << 16 | g << 8 | b;
    }

    /** A straight line with flat ends. Lines thinner than a pixel are drawn fainter instead. */
    void line(float x0, float y0, float x1, float y1, float lineWidth, int colour) {
        float dx = Math.abs(x1 - x0);
        float dy = Math.abs(y1 - y0);
        if (dx >= dy) {
            if (dx == 0) {
                return;
            }
            if (x0 <= x1) {
                flat(x0, y0, x1, y1, lineWidth, colour);
            } else {
                flat(x1, y1, x0, y0, lineWidth, colour);
            }
        } else if (y0 <= y1) {
            steep(x0, y0, x1, y1, lineWidth, colour);
        } else {
            steep(x1, y1, x0, y0, lineWidth, colour);
        }
    }

    /** Steps along x from left to right; each column is covered from the line's upper to its lower edge. */
    private void flat(float x0, float y0, float x1, float y1, float lineWidth, int colour) {
        float slope = (y1 - y0) / (x1 - x0);
        float thick = lineWidth * (float) Math.sqrt(1 + slope * slope);
        int first = Math.max(from, (int) Math.floor(x0));
        int last = Math.min(to - 1, (int) Math.ceil(x1) - 1);
        // skip the columns where the line is above or below the picture
        if (slope != 0) {
            float enter = (-thick - y0) / slope + x0;
            float leave = (height + thick - y0) / slope + x0;
            first = Math.max(first, (int) Math.floor(Math.clamp(Math.min(enter, leave), -1e8f, 1e8f)));
            last = Math.min(last, (int) Math.ceil(Math.clamp(Math.max(enter, leave), -1e8f, 1e8f)));
        } else if (y0 < -thick || y0 > height + thick) {
            return;
        }
        int thickFixed = Math.round(Math.min(thick, 16_000) * 65536);
        for (int x = first; x <= last; x++) {
            float ends = Math.min(x + 1, x1) - Math.max(x, x0);
            float middle = y0 + (x + 0.5f - x0) * slope;
            if (ends <= 0 || middle < -thick || middle > height + thick) {
                continue;
            }
            int top = Math.round((middle - thick / 2) * 65536);
            column(x, top, top + thickFixed, colour, ends >= 1 ? 256 : Math.round(ends * 256));
        }
    }

    private void steep(float x0, float y0, float x1, float y1, float lineWidth, int colour) {
        float slope = (x1 - x0) / (y1 - y0);
        float thick = lineWidth * (float) Math.sqrt(1 + slope * slope);
        int first = Math.max(0, (int) Math.floor(y0));
        int last = Math.min(height - 1, (int) Math.ceil(y1) - 1);
        int thickFixed = Math.round(Math.min(thick, 16_000) * 65536);
        for (int y = first; y <= last; y++) {
            float ends = Math.min(y + 1, y1) - Math.max(y, y0);
            float middle = x0 + (y + 0.5f - y0) * slope;
            if (ends <= 0 || middle < from - thick || middle > to + thick) {
                continue;
            }
            int left = Math.round((middle - thick / 2) * 65536);
            row(y * width, left, left + thickFixed, colour, ends >= 1 ? 256 : Math.round(ends * 256));
        }
    }

    /** Covers pixels of column {@code x} from {@code top} to {@code bottom}, both in 1/65536 of a pixel. */
    private void column(int x, int top, int bottom, int colour, int ends) {
        int y = top >> 16;
        int lastY = (bottom - 1) >> 16;
        if (y == lastY) {
            if (y >= 0 && y < height) {
                cover(y * width + x, colour, (bottom - top >> 8) * ends >> 8);
            }
            return;
        }
        if (y >= 0 && y < height) {
            cover(y * width + x, colour, (65536 - (top & 0xffff) >> 8) * ends >> 8);
        }
        for (int inner = Math.max(y + 1, 0); inner < Math.min(lastY, height); inner++) {
            cover(inner * width + x, colour, ends);
        }
        if (lastY >= 0 && lastY < height) {
            cover(lastY * width + x, colour, (bottom - (lastY << 16) >> 8) * ends >> 8);
        }
    }

    private void row(int base, int left, int right, int colour, int ends) {
        int x = left >> 16;
        int lastX = (right - 1) >> 16;
        if (x == lastX) {
            if (x >= from && x < to) {
                cover(base + x, colour, (right - left >> 8) * ends >> 8);
            }
            return;
        }
        if (x >= from && x < to) {
            cover(base + x, colour, (65536 - (left & 0xffff) >> 8) * ends >> 8);
        }
        for (int inner = Math.max(x + 1, from); inner < Math.min(lastX, to); inner++) {
            cover(base + inner, colour, ends);
        }
        if (lastX >= from && lastX < to) {
            cover(base + lastX, colour, (right - (lastX << 16) >> 8) * ends >> 8);
        }
    }

    /** A filled polygon of four corners. Columns belong to what their middle lies in, so that neighbours neither overlap nor leave room. */
    void quad(float x0, float y0, float x1, float y1, float x2, float y2, float x3, float y3, int colour) {
        float left = Math.min(Math.min(x0, x1), Math.min(x2, x3));
        float right = Math.max(Math.max(x0, x1), Math.max(x2, x3));
        for (int x = (int) Math.max(from, Math.ceil(left - 0.5f)); x < to && x + 0.5f < right; x++) {
            float middle = x + 0.5f;
            float first = height;
            float last = 0;
            for (int side = 0; side < 4; side++) {
                float ax = side == 0 ? x0 : side == 1 ? x1 : side == 2 ? x2 : x3;
                float ay = side == 0 ? y0 : side == 1 ? y1 : side == 2 ? y2 : y3;
                float bx = side == 0 ? x1 : side == 1 ? x2 : side == 2 ? x3 : x0;
                float by = side == 0 ? y1 : side == 1 ? y2 : side == 2 ? y3 : y0;
                if (ax != bx && Math.min(ax, bx) <= middle && Math.max(ax, bx) >= middle) {
                    float y = ay + (by - ay) * (middle - ax) / (bx - ax);
                    first = Math.min(first, y);
                    last = Math.max(last, y);
                }
            }
            if (last > first && last > 0) {
                column(x, Math.round(Math.max(first, 0) * 65536), Math.round(Math.min(last, height) * 65536), colour, 256);
            }
        }
    }

    /** A filled disc. One smaller than a pixel is drawn fainter instead. */
    void disc(float centreX, float centreY, float radius, int colour) {
        int left = Math.max(from, (int) Math.floor(centreX - radius - 0.5f));
        int right = Math.min(to - 1, (int) Math.ceil(centreX + radius + 0.5f));
        int top = Math.max(0, (int) Math.floor(centreY - radius - 0.5f));
        int bottom = Math.min(height - 1, (int) Math.ceil(centreY + radius + 0.5f));
        if (radius < 0.6f) {
            box(centreX - radius * 0.886f, centreY - radius * 0.886f, centreX + radius * 0.886f, centreY + radius * 0.886f, colour);
            return;
        }
        float inside = radius - 0.5f;
        float outside = radius + 0.5f;
        for (int y = top; y <= bottom; y++) {
            float dy = y + 0.5f - centreY;
            for (int x = left; x <= right; x++) {
                float dx = x + 0.5f - centreX;
                float distance = dx * dx + dy * dy;
                if (distance >= outside * outside) {
                    continue;
                }
                int coverage = inside > 0 && distance <= inside * inside ? 256 : Math.round((outside - (float) Math.sqrt(distance)) * 256);
                cover(y * width + x, colour, Math.clamp(coverage, 0, 256));
            }
        }
    }

    /** A filled rectangle. */
    void box(float left, float top, float right, float bottom, int colour) {
        int firstX = Math.max(from, (int) Math.floor(left));
        int lastX = Math.min(to - 1, (int) Math.ceil(right) - 1);
        int firstY = Math.max(0, (int) Math.floor(top));
        int lastY = Math.min(height - 1, (int) Math.ceil(bottom) - 1);
        for (int y = firstY; y <= lastY; y++) {
            float part = Math.min(y + 1, bottom) - Math.max(y, top);
            for (int x = firstX; x <= lastX; x++) {
                cover(y * width + x, colour, Math.round(part * (Math.min(x + 1, right) - Math.max(x, left)) * 256));
            }
        }
    }

    /** A picture of rows and columns of opaque colours, 0 for none, stretched over a rectangle. */
    void map(float left, float top, float right, float bottom, int[] colours, int first, int rows, int columns) {
        int firstX = Math.max(from, (int) Math.floor(left));
        int lastX = Math.min(to - 1, (int) Math.ceil(right) - 1);
        int firstY = Math.max(0, (int) Math.floor(top));
        int lastY = Math.min(height - 1, (int) Math.ceil(bottom) - 1);
        float across = columns / (right - left);
        float down = rows / (bottom - top);
        for (int y = firstY; y <= lastY; y++) {
            float partY = Math.min(y + 1, bottom) - Math.max(y, top);
            int row = first + Math.clamp((int) ((y + 0.5f - top) * down), 0, rows - 1) * columns;
            for (int x = firstX; x <= lastX; x++) {
                float part = partY * (Math.min(x + 1, right) - Math.max(x, left));
                int colour = colours[row + Math.clamp((int) ((x + 0.5f - left) * across), 0, columns - 1)];
                if (colour == 0) {
                    continue;
                }
                if (part >= 1) {
                    pixels[y * width + x] = colour;
                } else {
                    cover(y * width + x, colour, Math.round(part * 256));
                }
            }
        }
    }

    /** Lays a colour over the pixel in a row of column {@code x}, one of those that are drawn into, of which {@code coverage}/256 is covered. */
    void cover(int x, int y, int colour, int coverage) {
        cover(y * width + x, colour, coverage);
    }

    /** Lays a colour over a pixel of which {@code coverage}/256 is covered. */
    private void cover(int at, int colour, int coverage) {
        if (coverage <= 0) {
            return;
        }
        int rb = colour & 0xff00ff;
        int ag = colour >>> 8 & 0xff00ff;
        if (coverage < 256) {
            rb = rb * coverage + 0x800080 >>> 8 & 0xff00ff;
            ag = ag * coverage + 0x800080 >>> 8 & 0xff00ff;
        }
        int alpha = ag >>> 16;
        int rest = 256 - alpha - (alpha >>> 7);
        int below = pixels[at];
        int belowRb = (below & 0xff00ff) * rest + 0x7f007f >>> 8 & 0xff00ff;
        int belowAg = (below >>> 8 & 0xff00ff) * rest + 0x7f007f >>> 8 & 0xff00ff;
        pixels[at] = belowAg + ag << 8 | belowRb + rb;
    }
}
