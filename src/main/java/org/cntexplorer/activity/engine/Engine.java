package org.cntexplorer.activity.engine;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.cntexplorer.activity.RunningNetwork;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Computation;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/**
 * Makes networks ready to be run, by ONNX Runtime behind DJL. Nothing is ever fetched from a network, and nothing of a model's file is executed but the
 * operators of ONNX.
 */
public final class Engine {
    /** Of DJL, which tells of graphics cards and extensions that are not there. Held, for a level is forgotten with its logger. */
    private static final Logger LOGGER = Logger.getLogger("ai.djl");
    private static final long SMALL = 10_000_000;
    private static boolean isReady;

    private Engine() {}

    /**
     * @param functions what is assumed of a file that says none
     * @throws ModelFormatException where the network cannot be run: one sentence that says why
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    public static RunningNetwork open(Network network, Computation.Functions functions, Progress progress) throws ModelFormatException {
        return open(network, functions, threads(network), progress);
    }

    /**
     * The same where several networks run at a time.
     *
     * @param threads of its own that a network is run on
     */
    public static RunningNetwork open(Network network, Computation.Functions functions, int threads, Progress progress) throws ModelFormatException {
        Optional<String> hindrance = hindrance(network);
        if (hindrance.isPresent()) {
            throw new ModelFormatException(network.name() + ": " + hindrance.get());
        }
        Computation computation = network.computation().orElseThrow();
        prepare(progress.part(0, 0.3));
        if (computation.hindrance().isPresent()) {
            return TorchNetwork.open(computation.script().orElseThrow(), computation, network.name());
        }
        progress.report(0.3, "Making " + network.name() + " ready to run");
        Path file = null;
        try {
            file = Files.createTempFile("cnt-explorer-model", ".onnx");
            computation.write(file, functions, progress.part(0.3, 0.6));
            progress.check();
            return new OnnxNetwork(model(file, threads), computation, network.name());
        } catch (IOException e) {
            throw new ModelFormatException(network.name() + " cannot be run, because the model for ONNX Runtime cannot be written (" + e.getMessage()
                    + "); make room in the folder for temporary files.", e);
        } catch (MalformedModelException | EngineException | OrtException e) {
            throw new ModelFormatException(network.name() + " cannot be run: " + Refusal.of(e) + "; export the model again, as ONNX say.", e);
        } finally {
            delete(file);
        }
    }

    /** Why a network cannot be run, in a sentence; empty where it can. A TorchScript file that cannot be followed runs where PyTorch is there. */
    public static Optional<String> hindrance(Network network) {
        if (network.computation().isEmpty()) {
            return Optional.of("The network cannot be run, because its file does not say how it is computed; open it as ONNX, Keras, PyTorch or TensorFlow Lite.");
        }
        Computation computation = network.computation().get();
        if (computation.script().isEmpty()) {
            return computation.hindrance();
        }
        return hasTorch() ? Optional.empty() : computation.hindrance().map(why -> why + " Or build this program with PyTorch: ./mvnw -Ppytorch package.");
    }

    /** Whether PyTorch is among the libraries: it is 112 MB, and left out unless it is asked for. */
    private static boolean hasTorch() {
        return Engine.class.getResource("/ai/djl/pytorch/engine/PtEngine.class") != null;
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // where an open file cannot be deleted, the system does so at the end
            file.toFile().deleteOnExit();
        }
    }

    /** A small network leaves a core to who looks at the values of a batch while the next one runs, which takes as long. */
    private static int threads(Network network) {
        int cores = Runtime.getRuntime().availableProcessors();
        return network.links() < SMALL ? Math.max(1, cores - 1) : cores;
    }

    private static Model model(Path file, int threads) throws MalformedModelException, IOException, OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        // it moves zeros into a pooling behind them, where they may be more than its window, which is then refused
        options.addConfigEntry("optimization.disable_specified_optimizers", "Pad_Fusion");
        Model model = Model.newInstance("network", "OnnxRuntime");
        try {
            model.load(file.getParent(), file.getFileName().toString(), Map.of("sessionOptions", options));
            return model;
        } catch (MalformedModelException | IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private static void cacheTorch() throws ModelFormatException {
        try {
            System.setProperty("DJL_CACHE_DIR", CacheFolder.find().resolve("djl").toString());
        } catch (IOException e) {
            throw new ModelFormatException("PyTorch cannot be unpacked (" + e.getMessage() + "); make room in your cache folder.", e);
        }
    }

    /** Before DJL's first class: it calls home otherwise. */
    private static synchronized void prepare(Progress progress) throws ModelFormatException {
        if (!isReady) {
            System.setProperty("ai.djl.offline", "true");
            System.setProperty("OPT_OUT_TRACKING", "true");
            if (hasTorch()) {
                cacheTorch();
            }
            LOGGER.setLevel(Level.SEVERE);
            NativeLibraries.provide(progress);
            isReady = true;
        }
    }
}
