package org.cntexplorer.app.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cntexplorer.app.workspace.ViewState;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.graph.NeuronFilter;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.model.Neuron;

/**
 * Values as JSON, and back the same bit for bit: records, component by component; enumerations by their names; sealed interfaces by their
 * records, each with its {@code type}; lists, sets, optionals, maps, neurons ("2:17"), texts and numbers. A record that gets another component is
 * written and read with it, without a word here.
 *
 * <p>What is made of a file is settled by the declared types of our own records, never by what the file says: nothing can be made by a name
 * in it. Whatever is not exactly as it was written is refused with one sentence.
 */
final class ValueJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);
    private static final String TYPE = "type";
    private static final String INFINITE = "Infinity";
    /** What a part is of that a file leaves out, since it is older than that part. Other records are written whole. */
    private static final Map<Class<?>, Record> OTHERWISE = Map.of(ViewState.class, ViewState.DEFAULT, OpenOptions.class, OpenOptions.NONE,
            Convention.class, Convention.DEFAULT);
    /** Likewise single parts of other records. */
    private static final Map<Class<?>, Map<String, Object>> NEWER = Map.of(NeuronFilter.class, Map.of("ofLayers", false));

    private ValueJson() {}

    /**
     * @param type as declared, with its type arguments
     * @throws IllegalArgumentException where the value, or the type of a part of it, has no place in a file: NaN, an array
     */
    static JsonNode write(Type type, Object value) {
        if (type instanceof ParameterizedType generic) {
            return writeGeneric(generic, value);
        }
        return switch (value) {
            case Boolean flag -> JSON.booleanNode(flag);
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            case Double number -> writeNumber(number);
            case String text -> JSON.textNode(text);
            case Neuron neuron -> JSON.textNode(neuron.toString());
            case Enum<?> constant -> JSON.textNode(nameOf(constant.name()));
            case Record record -> writeRecord((Class<?>) type, record);
            default -> throw unsupported(type);
        };
    }

    private static JsonNode writeNumber(double number) {
        if (Double.isNaN(number)) {
            throw new IllegalArgumentException("NaN is no number that a session keeps");
        }
        return Double.isInfinite(number) ? JSON.textNode(number > 0 ? INFINITE : "-" + INFINITE) : JSON.numberNode(number);
    }

    private static ObjectNode writeRecord(Class<?> declared, Record record) {
        ObjectNode node = JSON.objectNode();
        if (declared.isSealed()) {
            node.put(TYPE, typeName(record.getClass()));
        }
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            node.set(component.getName(), write(component.getGenericType(), value(component, record)));
        }
        return node;
    }

    private static JsonNode writeGeneric(ParameterizedType type, Object value) {
        Type[] of = type.getActualTypeArguments();
        return switch (value) {
            case List<?> list -> {
                ArrayNode node = JSON.arrayNode(list.size());
                list.forEach(element -> node.add(write(of[0], element)));
                yield node;
            }
            case Set<?> set -> {
                ArrayNode node = JSON.arrayNode(set.size());
                // in order, so that the same value is always the same text
                new TreeSet<>(set).forEach(element -> node.add(write(of[0], element)));
                yield node;
            }
            case Optional<?> optional -> optional.map(present -> write(of[0], present)).orElse(NullNode.getInstance());
            case Map<?, ?> map -> {
                ObjectNode node = JSON.objectNode();
                new TreeMap<>(map).forEach((key, element) -> node.set(key.toString(), write(of[1], element)));
                yield node;
            }
            default -> throw unsupported(type);
        };
    }

    /**
     * @param type as declared, with its type arguments
     * @throws ModelFormatException where the file holds anything else than {@link #write} writes
     */
    static Object read(Type type, JsonNode node, JsonPlace at) throws ModelFormatException {
        if (type instanceof ParameterizedType generic) {
            return readGeneric(generic, node, at);
        }
        Class<?> declared = (Class<?>) type;
        if (declared == boolean.class || declared == Boolean.class) {
            return expect(node.isBoolean(), node.booleanValue(), node, at, "neither true nor false");
        } else if (declared == int.class || declared == Integer.class) {
            return expect(node.isIntegralNumber() && node.canConvertToInt(), node.intValue(), node, at, "no whole number below 2^31");
        } else if (declared == long.class || declared == Long.class) {
            return expect(node.isIntegralNumber() && node.canConvertToLong(), node.longValue(), node, at, "no whole number below 2^63");
        } else if (declared == double.class || declared == Double.class) {
            return readNumber(node, at);
        } else if (declared == String.class) {
            return expect(node.isTextual(), node.textValue(), node, at, "no text");
        } else if (declared == Neuron.class) {
            return neuron(expect(node.isTextual(), node.textValue(), node, at, "no neuron such as \"2:17\""), at);
        } else if (declared.isEnum()) {
            return Arrays.stream(declared.getEnumConstants()).filter(c -> nameOf(((Enum<?>) c).name()).equals(node.textValue())).findFirst()
                    .orElseThrow(() -> at.says("is " + shown(node) + ", which this version does not know"));
        } else if (declared.isSealed()) {
            return readSealed(declared, node, at);
        } else if (declared.isRecord()) {
            return readRecord(declared, node, at, false);
        }
        throw unsupported(type);
    }

    private static <T> T expect(boolean fits, T value, JsonNode node, JsonPlace at, String not) throws ModelFormatException {
        if (!fits) {
            throw at.says("is " + shown(node) + ", " + not);
        }
        return value;
    }

    private static double readNumber(JsonNode node, JsonPlace at) throws ModelFormatException {
        if (node.isTextual() && node.textValue().equals(INFINITE)) {
            return Double.POSITIVE_INFINITY;
        } else if (node.isTextual() && node.textValue().equals("-" + INFINITE)) {
            return Double.NEGATIVE_INFINITY;
        }
        return expect(node.isNumber() && Double.isFinite(node.doubleValue()), node.doubleValue(), node, at, "no number that can be counted with");
    }

    private static Neuron neuron(String text, JsonPlace at) throws ModelFormatException {
        int colon = text.indexOf(':');
        try {
            Neuron neuron = new Neuron(Integer.parseInt(text.substring(0, Math.max(colon, 0))), Integer.parseInt(text.substring(colon + 1)));
            if (neuron.toString().equals(text) && neuron.layer() >= 0 && neuron.index() >= 0) {
                return neuron;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw at.says("is " + shown(JSON.textNode(text)) + ", no neuron such as \"2:17\"");
    }

    private static Object readSealed(Class<?> declared, JsonNode node, JsonPlace at) throws ModelFormatException {
        JsonNode type = expect(node.isObject() && node.path(TYPE).isTextual(), node.get(TYPE), node, at, "without a type");
        Class<?> kind = kinds(declared).filter(k -> typeName(k).equals(type.textValue())).findFirst()
                .orElseThrow(() -> at.in(TYPE).says("is " + shown(type) + ", which this version does not know"));
        return readRecord(kind, node, at, true);
    }

    private static Stream<Class<?>> kinds(Class<?> declared) {
        return declared.isSealed() ? Arrays.stream(declared.getPermittedSubclasses()).flatMap(ValueJson::kinds) : Stream.of(declared);
    }

    private static Object readRecord(Class<?> type, JsonNode node, JsonPlace at, boolean typed) throws ModelFormatException {
        expect(node.isObject(), node, node, at, "where several values with names belong");
        RecordComponent[] components = type.getRecordComponents();
        for (Map.Entry<String, JsonNode> given : node.properties()) {
            if (!(typed && given.getKey().equals(TYPE)) && Arrays.stream(components).noneMatch(c -> c.getName().equals(given.getKey()))) {
                throw at.in(given.getKey()).says("is nothing that this version knows");
            }
        }
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            JsonNode part = node.get(components[i].getName());
            if (part != null) {
                values[i] = read(components[i].getGenericType(), part, at.in(components[i].getName()));
            } else if (OTHERWISE.containsKey(type)) {
                values[i] = value(components[i], OTHERWISE.get(type));
            } else if (NEWER.getOrDefault(type, Map.of()).containsKey(components[i].getName())) {
                values[i] = NEWER.get(type).get(components[i].getName());
            } else {
                throw at.in(components[i].getName()).says("is missing");
            }
        }
        try {
            return make(type, components, values);
        } catch (IllegalArgumentException e) {
            throw at.says("cannot be (" + e.getMessage() + ")");
        }
    }

    private static Object readGeneric(ParameterizedType type, JsonNode node, JsonPlace at) throws ModelFormatException {
        Type[] of = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return node.isNull() ? Optional.empty() : Optional.of(read(of[0], node, at));
        } else if (type.getRawType() == List.class || type.getRawType() == Set.class) {
            expect(node.isArray(), node, node, at, "no list");
            List<Object> list = new ArrayList<>(node.size());
            for (JsonNode element : node) {
                list.add(read(of[0], element, at.at(list.size())));
            }
            return type.getRawType() == List.class ? list : new LinkedHashSet<>(list);
        } else if (type.getRawType() == Map.class && (of[0] == String.class || of[0] == Neuron.class)) {
            expect(node.isObject(), node, node, at, "where several values with names belong");
            Map<Object, Object> map = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                JsonPlace place = at.in(entry.getKey());
                map.put(of[0] == String.class ? entry.getKey() : neuron(entry.getKey(), place), read(of[1], entry.getValue(), place));
            }
            return map;
        }
        throw unsupported(type);
    }

    /** A record of these values; what its constructor refuses is an {@link IllegalArgumentException}. */
    static Object make(Class<?> type, RecordComponent[] components, Object[] values) {
        try {
            var constructor = type.getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof IllegalArgumentException refused ? refused : new IllegalArgumentException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static Object value(RecordComponent component, Record of) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static IllegalArgumentException unsupported(Type type) {
        return new IllegalArgumentException("a session keeps no " + type.getTypeName()
                + ", only records, enumerations, sealed interfaces of records, List, Set, Optional, Map, Neuron, texts and numbers");
    }

    /** "StrongestOfNeuron" as "strongest-of-neuron". */
    private static String typeName(Class<?> kind) {
        return kind.getSimpleName().replaceAll("(?<=.)(?=\\p{Lu})", "-").toLowerCase(Locale.ROOT);
    }

    private static String nameOf(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String shown(JsonNode node) {
        if (node.isContainerNode()) {
            return node.isArray() ? "a list" : "an object";
        }
        String text = node.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
