package org.cntexplorer.activity.engine;

import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.onnxruntime.engine.OrtNDArray;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.cntexplorer.activity.Batch;
import org.cntexplorer.activity.RunningNetwork;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Computation;
import org.cntexplorer.model.ModelInput;

/** A model of ONNX Runtime. Where each value has its samples is found out by running two and three of them. */
final class OnnxNetwork implements RunningNetwork {
    private final Model model;
    private final Predictor<NDList, NDList> predictor;
    private final String name;
    private final ModelInput wanted;
    private final String output;
    private final Optional<Integer> fixed;
    /** For each value the axis of its samples, once that was found out; −1 where none grows with their number. */
    private final Map<String, Integer> axes = new HashMap<>();
    private boolean isClosed;

    OnnxNetwork(Model model, Computation computation, String name) {
        this.model = model;
        this.predictor = model.newPredictor(new NoopTranslator());
        this.name = name;
        this.wanted = computation.sampled();
        this.output = computation.output();
        this.fixed = computation.batch();
    }

    @Override
    public Batch run(FloatBuffer samples, int count, List<Integer> extents) throws ModelFormatException {
        if (isClosed) {
            throw new IllegalStateException("the network is closed");
        }
        long size = extents.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        if (count < 1 || size * count > samples.remaining()) {
            throw new IllegalArgumentException(count + " samples of " + size + " numbers in " + samples.remaining());
        }
        requireFit(extents);
        try {
            if (fixed.isPresent() && fixed.get() != count) {
                return inParts(samples, count, extents, (int) size, fixed.get());
            }
            Map<String, OrtNDArray> values = forward(samples, count, extents);
            if (count > 1 && axes.isEmpty()) {
                findAxes(values, count, extents, (int) size);
            }
            return batch(values, samples, count, (int) size);
        } catch (OutOfMemoryError e) {
            throw tooLarge(count, e);
        } catch (TranslateException | EngineException | IllegalArgumentException | IllegalStateException e) {
            if (Refusal.isOutOfMemory(e)) {
                throw tooLarge(count, e);
            }
            throw new ModelFormatException(name + " cannot be run on these samples of " + shown(extents) + ": " + Refusal.of(e)
                    + "; give data of the shape that the network expects.", e);
        }
    }

    private OnnxBatch batch(Map<String, OrtNDArray> values, FloatBuffer samples, int count, int size) {
        return new OnnxBatch(values, wanted.value(), samples.slice(samples.position(), count * size), count, output, axes);
    }

    private ModelFormatException tooLarge(int count, Throwable e) {
        return new ModelFormatException(name + " needs more memory than there is for " + count + " samples at once; run fewer at a time (--batch "
                + Math.max(1, count / 4) + ").", e);
    }

    private void requireFit(List<Integer> extents) throws ModelFormatException {
        boolean fits = wanted.extents().size() == extents.size();
        for (int axis = 0; fits && axis < extents.size(); axis++) {
            fits = wanted.extents().get(axis) < 0 || wanted.extents().get(axis).equals(extents.get(axis));
        }
        if (!fits && !wanted.extents().isEmpty()) {
            throw new ModelFormatException(name + " expects samples of " + shown(wanted.extents()) + " and got " + shown(extents) + "; give data of that shape.");
        }
    }

    private static String shown(List<Integer> extents) {
        return String.join("×", extents.stream().map(extent -> extent < 0 ? "any" : String.valueOf(extent)).toList());
    }

    private Map<String, OrtNDArray> forward(FloatBuffer samples, int count, List<Integer> extents) throws TranslateException {
        try (NDManager manager = model.getNDManager().newSubManager()) {
            Shape shape = new Shape(LongStream.concat(LongStream.of(count), extents.stream().mapToLong(Integer::longValue)).toArray());
            NDArray input = manager.create(samples.slice().limit((int) shape.size()), shape, DataType.FLOAT32);
            NDList given = predictor.predict(new NDList(input));
            Map<String, OrtNDArray> values = new LinkedHashMap<>();
            for (NDArray one : given) {
                one.detach();
                values.put(one.getName(), (OrtNDArray) one);
            }
            return values;
        }
    }

    /** Samples need not be along the first axis: recurrent layers often have their steps there. */
    private void findAxes(Map<String, OrtNDArray> values, int count, List<Integer> extents, int size) throws TranslateException {
        boolean plain = values.values().stream().allMatch(value -> {
            long[] shape = value.getShape().getShape();
            return shape.length > 0 && shape[0] == count && LongStream.of(shape).filter(extent -> extent == count).count() == 1;
        });
        if (plain) {
            values.keySet().forEach(value -> axes.put(value, 0));
            return;
        }
        FloatBuffer zeros = ByteBuffer.allocateDirect(Math.multiplyExact(12, size)).order(ByteOrder.nativeOrder()).asFloatBuffer();
        Map<String, OrtNDArray> two = forward(zeros, 2, extents);
        Map<String, OrtNDArray> three = forward(zeros, 3, extents);
        two.forEach((value, small) -> {
            long[] before = small.getShape().getShape();
            long[] after = three.get(value).getShape().getShape();
            int axis = -1;
            for (int a = before.length - 1; a >= 0; a--) {
                if (before[a] * 3 == after[a] * 2 && before[a] > 0) {
                    axis = a;
                }
            }
            axes.put(value, axis);
        });
        two.values().forEach(NDArray::close);
        three.values().forEach(NDArray::close);
    }

    /** A model that takes a number of samples of its own: one group after the other, the last filled up with zeros. */
    private Batch inParts(FloatBuffer samples, int count, List<Integer> extents, int size, int group) throws TranslateException {
        List<OnnxBatch> parts = new ArrayList<>();
        try {
            for (int from = 0; from < count; from += group) {
                FloatBuffer part = samples.slice(samples.position() + from * size, Math.min(group, count - from) * size);
                if (part.remaining() < group * size) {
                    FloatBuffer filled = ByteBuffer.allocateDirect(Math.multiplyExact(4, group * size)).order(ByteOrder.nativeOrder()).asFloatBuffer();
                    filled.put(part).rewind();
                    part = filled;
                }
                parts.add(batch(forward(part, group, extents), part, group, size));
            }
            return new JoinedBatch(parts, count, output);
        } finally {
            parts.forEach(OnnxBatch::close);
        }
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            predictor.close();
            model.close();
        }
    }
}
