package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cntexplorer.format.operator.Operator;

/** Layers that move the elements of a value about: Flatten, Reshape, Permute, RepeatVector, padding, cropping. */
final class MovingLayers {
    private MovingLayers() {}

    /** Behind channels in front, Keras brings them to the end first. */
    static List<Operator> flatten(Call call) {
        if (call.channelLast() && call.steps() == 0) {
            return List.of(new Operator.Reshape(call.name(), call.input(), call.output(), List.of()));
        }
        return List.of(new Operator.Deferred(call.name(), List.of(call.input()), List.of(call.output()), extents -> {
            List<Integer> known = extents.getFirst();
            int channel = 1 + call.steps();
            if (known.size() <= channel) {
                return List.of(call.pass());
            }
            List<Integer> flat = new ArrayList<>(known.subList(0, channel));
            flat.add(-1);
            if (call.channelLast()) {
                return List.of(new Operator.Reshape(call.name(), call.input(), call.output(), flat));
            }
            List<Integer> order = new ArrayList<>(IntStream.range(0, known.size()).filter(axis -> axis != channel).boxed().toList());
            order.add(channel);
            String turned = call.output() + " turned";
            return List.of(new Operator.Transpose(call.name(), call.input(), turned, order), new Operator.Reshape(call.name(), turned, call.output(), flat));
        }));
    }

    static List<Operator> reshape(Call call) {
        List<Integer> target = new ArrayList<>();
        call.config().path("target_shape").forEach(extent -> target.add(extent.isNull() ? -1 : extent.asInt()));
        if (call.steps() == 0) {
            target.addFirst(1);
            return List.of(new Operator.Reshape(call.name(), call.input(), call.output(), target));
        }
        return List.of(new Operator.Deferred(call.name(), List.of(call.input()), List.of(call.output()), extents -> {
            List<Integer> all = new ArrayList<>(extents.getFirst().stream().limit(1L + call.steps()).toList());
            all.addAll(target);
            return List.of(new Operator.Reshape(call.name(), call.input(), call.output(), all));
        }));
    }

    static List<Operator> permute(Call call) {
        List<Integer> order = new ArrayList<>(IntStream.rangeClosed(0, call.steps()).boxed().toList());
        call.config().path("dims").forEach(axis -> order.add(axis.asInt() + call.steps()));
        return List.of(new Operator.Transpose(call.name(), call.input(), call.output(), order));
    }

    static List<Operator> repeat(Call call) {
        int times = call.config().path("n").asInt(1);
        if (call.steps() > 0) {
            return List.of(call.block());
        }
        String column = call.output() + " once";
        return List.of(new Operator.Reshape(call.name(), call.input(), column, List.of(1, 1, -1)),
                new Operator.Expand(call.name(), column, call.output(), List.of(1, times, 1)));
    }

    /** @param cropping whether units are taken away, as many as would be added */
    static List<Operator> padding(Call call, int axes, boolean cropping) {
        JsonNode amounts = call.config().path(cropping ? "cropping" : "padding");
        List<Integer> begin = new ArrayList<>();
        List<Integer> end = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            JsonNode amount = !amounts.isArray() || axes == 1 ? amounts : amounts.path(axis);
            int sign = cropping ? -1 : 1;
            begin.add(sign * (amount.isArray() ? amount.path(0).asInt() : amount.asInt()));
            end.add(sign * (amount.isArray() ? amount.path(amount.size() - 1).asInt() : amount.asInt()));
        }
        if (call.channelLast()) {
            begin.add(0);
            end.add(0);
        }
        return List.of(new Operator.Pad(call.name(), call.input(), call.output(), begin, end));
    }
}
