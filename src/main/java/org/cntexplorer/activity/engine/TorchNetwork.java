package org.cntexplorer.activity.engine;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.cntexplorer.activity.Batch;
import org.cntexplorer.activity.RunningNetwork;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Computation;
import org.cntexplorer.model.ModelInput;

/** A TorchScript file that PyTorch runs: what goes in and what comes out is known, and nothing in between. */
final class TorchNetwork implements RunningNetwork {
    private final Model model;
    private final Predictor<NDList, NDList> predictor;
    private final Computation computation;
    private final String name;

    private TorchNetwork(Model model, Computation computation, String name) {
        this.model = model;
        this.predictor = model.newPredictor(new NoopTranslator());
        this.computation = computation;
        this.name = name;
    }

    static RunningNetwork open(Path script, Computation computation, String name) throws ModelFormatException {
        Model model = Model.newInstance("network", "PyTorch");
        try (InputStream in = Files.newInputStream(script)) {
            model.load(in);
            return new TorchNetwork(model, computation, name);
        } catch (IOException | MalformedModelException | EngineException e) {
            model.close();
            throw new ModelFormatException(name + " cannot be run by PyTorch (" + Refusal.words(e) + "); export the model as ONNX.", e);
        }
    }

    @Override
    public Batch run(FloatBuffer samples, int count, List<Integer> extents) throws ModelFormatException {
        long[] shape = LongStream.concat(LongStream.of(count), extents.stream().mapToLong(Integer::longValue)).toArray();
        int size = Math.toIntExact(new Shape(shape).size());
        float[] given = new float[size];
        samples.get(samples.position(), given);
        try (NDManager manager = model.getNDManager().newSubManager()) {
            NDList taken = new NDList();
            for (ModelInput input : computation.inputs()) {
                taken.add(input.equals(computation.sampled()) ? manager.create(samples.slice().limit(size), new Shape(shape), DataType.FLOAT32)
                        : filled(input, count, extents, manager));
            }
            NDList out = predictor.predict(taken);
            float[] output = out.getFirst().toType(DataType.FLOAT32, false).toFloatArray();
            out.close();
            return new Ends(count, computation.feed().samples(), FloatBuffer.wrap(given), computation.output(), FloatBuffer.wrap(output));
        } catch (TranslateException | EngineException e) {
            throw new ModelFormatException(name + " cannot be run on these samples by PyTorch (" + Refusal.words(e) + "); give data of the shape that it expects.", e);
        }
    }

    /** What gets no samples, its open extents as long as theirs. */
    private NDArray filled(ModelInput input, int count, List<Integer> samples, NDManager manager) {
        long[] shape = new long[input.extents().size() + 1];
        shape[0] = count;
        for (int i = 1; i < shape.length; i++) {
            int extent = input.extents().get(i - 1);
            shape[i] = extent > 0 ? extent : i <= samples.size() ? samples.get(i - 1) : 1;
        }
        return manager.full(new Shape(shape), computation.feed().constants().get(input.value()).floatValue(), input.indices() ? DataType.INT64 : DataType.FLOAT32);
    }

    /** What goes in and what comes out. */
    private record Ends(int samples, String input, FloatBuffer given, String name, FloatBuffer output) implements Batch {
        @Override
        public Set<String> values() {
            return Set.of(input, name);
        }

        @Override
        public FloatBuffer value(String of) {
            return of.equals(input) ? given : output;
        }

        @Override
        public void close() {
            // the numbers are the heap's
        }
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }
}
