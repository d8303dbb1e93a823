package org.cntexplorer.app.session;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.cntexplorer.model.Neuron;

/** Values of any type that a session keeps, drawn at random: numbers of every size and sign, names of every script. */
public record AnyValue(Random random) {
    private static final double[] NUMBERS = {0, -0.0, 1, 0.1, 1 / 3.0, -2.5, Math.PI * 1e300, Double.MIN_VALUE, -Double.MIN_NORMAL, Double.MAX_VALUE,
            Math.nextUp(1.0), 123456789.123456789, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    private static final String[] TEXTS = {"", "dense 1", "Ünïcødé ∑|w|", "\"quoted\\ \u0007\n", "縮小", "\ud83e\udde0", "2:17", "null", "{}"};
    private static final int TRIES = 10_000;

    /** Whatever the record's constructors take. */
    public Object of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic);
        }
        Class<?> declared = (Class<?>) type;
        if (declared == boolean.class || declared == Boolean.class) {
            return random.nextBoolean();
        } else if (declared == int.class || declared == Integer.class) {
            return random.nextBoolean() ? random.nextInt(1, 50) : random.nextInt();
        } else if (declared == long.class || declared == Long.class) {
            return random.nextLong(0, Long.MAX_VALUE);
        } else if (declared == double.class || declared == Double.class) {
            return switch (random.nextInt(3)) {
                case 0 -> NUMBERS[random.nextInt(NUMBERS.length)];
                case 1 -> random.nextDouble();
                default -> random.nextGaussian() * Math.pow(10, random.nextInt(-200, 200));
            };
        } else if (declared == String.class) {
            return TEXTS[random.nextInt(TEXTS.length)];
        } else if (declared == Neuron.class) {
            return random.nextBoolean() ? new Neuron(random.nextInt(4), random.nextInt(10)) : new Neuron(random.nextInt(100), random.nextInt(0, Integer.MAX_VALUE));
        } else if (declared.isEnum()) {
            return declared.getEnumConstants()[random.nextInt(declared.getEnumConstants().length)];
        } else if (declared.isSealed()) {
            List<Class<?>> kinds = kinds(declared).toList();
            return of(kinds.get(random.nextInt(kinds.size())));
        }
        return record(declared);
    }

    private static Stream<Class<?>> kinds(Class<?> declared) {
        return declared.isSealed() ? Arrays.stream(declared.getPermittedSubclasses()).flatMap(AnyValue::kinds) : Stream.of(declared);
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        for (int i = 0; i < TRIES; i++) {
            try {
                return ValueJson.make(type, components, Arrays.stream(components).map(c -> of(c.getGenericType())).toArray());
            } catch (IllegalArgumentException e) {
                // not every number is a stride
            }
        }
        throw new AssertionError("no value of " + type + " in " + TRIES + " tries");
    }

    private Object ofGeneric(ParameterizedType type) {
        Type[] of = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(of(of[0]));
        } else if (type.getRawType() == List.class || type.getRawType() == Set.class) {
            List<Object> list = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                list.add(of(of[0]));
            }
            return type.getRawType() == List.class ? list.stream().distinct().toList() : Set.copyOf(list);
        } else if (type.getRawType() == Map.class) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                map.put(of(of[0]), of(of[1]));
            }
            return Map.copyOf(map);
        }
        throw new AssertionError("a session keeps no " + type);
    }
}
