package org.cntexplorer.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.cntexplorer.progress.Progress;

/** Differences of tensors, written into a temporary file that nobody else sees and mapped from there. */
final class Subtraction implements AutoCloseable {
    private static final int BLOCK = 1 << 16;

    /** Two tensors that several connections share are subtracted once. */
    private record Pair(MemorySegment x, MemorySegment y) {}

    private final Arena arena = Arena.ofShared();
    private final FileChannel file;
    private final Path path;
    private final Map<Pair, Tensor> known = new HashMap<>();
    private final double all;
    private final Progress progress;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BLOCK * 8).order(ByteOrder.nativeOrder());
    private long done;
    private long bytes;

    /** @param all numbers there are to subtract */
    Subtraction(long all, Progress progress) throws IOException {
        this.all = Math.max(1, all);
        this.progress = progress;
        path = Files.createTempFile("cnt-explorer-difference-", null);
        // whatever becomes of the program, the file goes with it
        file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** Whether float32 would lose digits of its numbers. */
    static boolean isFull(Tensor tensor) {
        return switch (tensor.type()) {
            case F64, I64, I32 -> true;
            case F32, F16, BF16, I16, I8, U8, BOOL -> false;
        };
    }

    /**
     * {@code y} − {@code x}, in double precision where one of them is, else in float32.
     *
     * @param place where in {@code y} the element of {@code x} has its counterpart; null for the same place
     */
    Tensor of(Tensor x, Tensor y, LongUnaryOperator place) throws IOException {
        Pair pair = new Pair(x.data(), y.data());
        Tensor shared = place == null ? known.get(pair) : null;
        if (shared == null) {
            shared = write(x, y, place);
            if (place == null) {
                known.put(pair, shared);
            }
        }
        return shared.reshaped(x.shape());
    }

    private Tensor write(Tensor x, Tensor y, LongUnaryOperator place) throws IOException {
        boolean full = isFull(x) || isFull(y);
        double[] ofX = new double[(int) Math.min(BLOCK, x.size())];
        double[] ofY = new double[ofX.length];
        long start = bytes;
        for (long from = 0; from < x.size(); from += BLOCK) {
            progress.check();
            int count = (int) Math.min(BLOCK, x.size() - from);
            x.read(from, ofX, 0, count);
            if (place == null) {
                y.read(from, ofY, 0, count);
            } else {
                for (int i = 0; i < count; i++) {
                    ofY[i] = y.get(place.applyAsLong(from + i));
                }
            }
            write(ofX, ofY, count, full);
            done += count;
            progress.report(Math.min(1, done / all), "Subtract weights");
        }
        MemorySegment mapped = bytes == start ? arena.allocate(1).asSlice(0, 0)
                : file.map(FileChannel.MapMode.READ_ONLY, start, bytes - start, arena);
        return new Tensor(full ? ElementType.F64 : ElementType.F32, ByteOrder.nativeOrder(), mapped, x.shape());
    }

    private void write(double[] x, double[] y, int count, boolean full) throws IOException {
        buffer.clear();
        for (int i = 0; i < count; i++) {
            if (full) {
                buffer.putDouble(y[i] - x[i]);
            } else {
                buffer.putFloat((float) (y[i] - x[i]));
            }
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
            bytes += file.write(buffer, bytes);
        }
    }

    @Override
    public void close() {
        if (!arena.scope().isAlive()) {
            return;
        }
        arena.close();
        try {
            file.close();
            // Windows keeps a file that was mapped while it was closed
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
