package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.operator.Operator;

/** One layer of Keras → operators: one class a family of layers, and this one, which hands out the work. */
final class KerasLayers {
    private static final Set<String> SEQUENTIAL = Set.of("Conv1D", "SeparableConv1D", "DepthwiseConv1D", "Conv1DTranspose", "MaxPooling1D", "AveragePooling1D",
            "Convolution1D");

    private static final Pattern OF_AXES = Pattern.compile("([A-Za-z]+)([123])D(Transpose)?");

    private final boolean channelLast;
    private final boolean steps;

    /** @param model all of it: whether an image comes channel first stands with those layers that care, and so does what an open extent is */
    KerasLayers(JsonNode model) {
        this.channelLast = !model.findValuesAsText("data_format").contains("channels_first");
        this.steps = model.findValuesAsText("class_name").stream().noneMatch(SEQUENTIAL::contains);
    }

    /** @param layer an InputLayer, or the first layer of a Sequential model, which says its input's extents */
    Operator input(JsonNode layer, String name, String output) {
        JsonNode config = layer.path("config");
        JsonNode shape = config.path("batch_input_shape").isArray() ? config.path("batch_input_shape")
                : config.path("batch_shape").isArray() ? config.path("batch_shape") : layer.path("build_config").path("input_shape");
        if (shape.path(0).isArray()) {
            shape = shape.path(0);
        }
        List<Integer> extents = new ArrayList<>();
        extents.add(1);
        for (int axis = 1; axis < shape.size(); axis++) {
            extents.add(shape.get(axis).asInt());
        }
        // steps, tokens and frames that are left open are one; the height and width of an image are not known from here
        if (extents.size() > 1 && extents.get(1) == 0 && (extents.size() == 2 || extents.size() == 3 && steps || extents.size() > 4)) {
            extents.set(1, 1);
        }
        boolean known = extents.stream().allMatch(extent -> extent > 0);
        return new Operator.Input(name, output, known && extents.size() > 1 ? extents : List.of(), channelLast);
    }

    /** @return operators, one of which gives the call's output */
    static List<Operator> operators(Call call) throws ModelFormatException {
        try {
            if (call.inputs().isEmpty()) {
                return List.of(call.block());
            }
            Optional<Operator> function = Activations.of(call);
            return function.isPresent() ? List.of(function.get()) : weighted(call);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ModelFormatException(call.weights().bad("has extents or numbers that no layer has").getMessage(), e);
        }
    }

    private static List<Operator> weighted(Call call) throws ModelFormatException {
        return switch (call.kind()) {
            case "Dense" -> DenseLayers.dense(call);
            case "EinsumDense" -> DenseLayers.einsum(call);
            case "Embedding" -> DenseLayers.embedding(call);
            case "BatchNormalization", "SyncBatchNormalization", "BatchNormalizationV1", "BatchNormalizationV2" -> NormalisationLayers.batch(call);
            case "LayerNormalization", "RMSNormalization" -> NormalisationLayers.sample(call, "layer normalization");
            case "GroupNormalization" -> NormalisationLayers.sample(call, "group normalization");
            case "InstanceNormalization" -> NormalisationLayers.sample(call, "instance normalization");
            case "LSTM", "GRU", "SimpleRNN", "CuDNNLSTM", "CuDNNGRU", "RNN" -> RecurrentLayers.of(call);
            case "Bidirectional" -> RecurrentLayers.bidirectional(call);
            case "MultiHeadAttention", "GroupQueryAttention", "GroupedQueryAttention" -> AttentionLayers.heads(call);
            case "Attention", "AdditiveAttention" -> AttentionLayers.plain(call);
            case "Add" -> MergingLayers.sum(call);
            case "Subtract" -> MergingLayers.difference(call);
            case "Average", "Maximum", "Minimum" -> MergingLayers.average(call);
            case "Concatenate" -> MergingLayers.concatenation(call);
            case "Multiply" -> List.of(MergingLayers.product(call));
            case "Dot" -> MergingLayers.dot(call);
            case "TFOpLambda", "TensorFlowOpLayer" -> MergingLayers.function(call);
            case "Flatten" -> MovingLayers.flatten(call);
            case "Reshape" -> MovingLayers.reshape(call);
            case "Permute" -> MovingLayers.permute(call);
            case "RepeatVector" -> MovingLayers.repeat(call);
            case "Resizing", "CenterCrop" -> ImageLayers.resizing(call);
            case "TimeDistributed" -> {
                JsonNode layer = call.config().path("layer");
                yield operators(call.of(layer, call.weights(), 1));
            }
            case "SpectralNormalization" -> operators(call.of(call.config().path("layer"), call.weights().but("vars"), 0));
            default -> ofAxes(call);
        };
    }

    /** Those that are there for one, two and three axes. */
    private static List<Operator> ofAxes(Call call) throws ModelFormatException {
        Matcher kind = OF_AXES.matcher(call.kind());
        if (!kind.matches()) {
            return List.of(call.block());
        }
        int axes = Integer.parseInt(kind.group(2));
        return switch (kind.group(1)) {
            case "Conv", "Convolution", "DepthwiseConv", "SeparableConv", "SeparableConvolution", "AtrousConvolution", "Deconvolution" ->
                    ConvolutionLayers.of(call, axes);
            case "MaxPooling", "AveragePooling", "MaxPool", "AvgPool" -> PoolingLayers.windows(call, axes);
            case "GlobalMaxPooling", "GlobalAveragePooling", "GlobalMaxPool", "GlobalAvgPool" -> PoolingLayers.global(call, axes);
            case "AdaptiveMaxPooling", "AdaptiveAveragePooling" -> PoolingLayers.adaptive(call, axes);
            case "ZeroPadding" -> MovingLayers.padding(call, axes, false);
            case "Cropping" -> MovingLayers.padding(call, axes, true);
            case "UpSampling" -> ImageLayers.upsampling(call, axes);
            default -> List.of(call.block());
        };
    }
}
