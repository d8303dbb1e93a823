package org.cntexplorer.activity.engine;

import ai.djl.onnxruntime.engine.OrtNDArray;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.cntexplorer.activity.Batch;

/** What ONNX Runtime gave; a value is copied out of its memory when it is asked for the first time. */
final class OnnxBatch implements Batch {
    private final Map<String, OrtNDArray> values;
    private final String input;
    private final int samples;
    private final String output;
    private final Map<String, Integer> axes;
    private final Map<String, FloatBuffer> read = new HashMap<>();

    /** @param given the samples themselves, under the name of the model's input */
    OnnxBatch(Map<String, OrtNDArray> values, String input, FloatBuffer given, int samples, String output, Map<String, Integer> axes) {
        this.values = values;
        this.samples = samples;
        this.output = output;
        this.axes = Map.copyOf(axes);
        read.put(input, given);
        this.input = input;
    }

    @Override
    public int samples() {
        return samples;
    }

    @Override
    public Set<String> values() {
        Set<String> names = new LinkedHashSet<>(values.keySet());
        names.removeIf(name -> axes.getOrDefault(name, 0) < 0);
        names.add(input);
        return names;
    }

    @Override
    public FloatBuffer value(String name) {
        return read.computeIfAbsent(name, this::read);
    }

    private FloatBuffer read(String name) {
        OrtNDArray array = values.get(name);
        if (array == null) {
            throw new IllegalArgumentException("no value \"" + name + "\"");
        }
        FloatBuffer numbers = floats(array.getTensor());
        int axis = samples == 1 ? 0 : axes.getOrDefault(name, 0);
        return axis <= 0 ? numbers : turned(numbers.array(), array.getShape().getShape(), axis);
    }

    private static FloatBuffer floats(OnnxTensor tensor) {
        switch (tensor.getInfo().type) {
            case DOUBLE -> {
                DoubleBuffer wide = tensor.getDoubleBuffer();
                float[] all = new float[wide.remaining()];
                for (int i = 0; i < all.length; i++) {
                    all[i] = (float) wide.get(i);
                }
                return FloatBuffer.wrap(all);
            }
            case INT64 -> {
                LongBuffer whole = tensor.getLongBuffer();
                float[] all = new float[whole.remaining()];
                for (int i = 0; i < all.length; i++) {
                    all[i] = whole.get(i);
                }
                return FloatBuffer.wrap(all);
            }
            case INT32 -> {
                IntBuffer whole = tensor.getIntBuffer();
                float[] all = new float[whole.remaining()];
                for (int i = 0; i < all.length; i++) {
                    all[i] = whole.get(i);
                }
                return FloatBuffer.wrap(all);
            }
            case BOOL, INT8, UINT8 -> {
                boolean unsigned = tensor.getInfo().type == OnnxJavaType.UINT8;
                ByteBuffer bytes = tensor.getByteBuffer();
                float[] all = new float[bytes.remaining()];
                for (int i = 0; i < all.length; i++) {
                    all[i] = unsigned ? bytes.get(i) & 0xff : bytes.get(i);
                }
                return FloatBuffer.wrap(all);
            }
            default -> {
                return tensor.getFloatBuffer();
            }
        }
    }

    /** The samples' axis brought to the front. */
    private static FloatBuffer turned(float[] from, long[] shape, int axis) {
        int before = 1;
        for (int a = 0; a < axis; a++) {
            before *= (int) shape[a];
        }
        int count = (int) shape[axis];
        int after = before == 0 || count == 0 ? 0 : from.length / before / count;
        float[] to = new float[from.length];
        for (int b = 0; b < before; b++) {
            for (int s = 0; s < count; s++) {
                System.arraycopy(from, (b * count + s) * after, to, (s * before + b) * after, after);
            }
        }
        return FloatBuffer.wrap(to);
    }

    @Override
    public FloatBuffer output() {
        return value(output);
    }

    @Override
    public void close() {
        values.values().forEach(OrtNDArray::close);
    }
}
