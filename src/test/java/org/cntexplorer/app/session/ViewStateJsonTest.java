package org.cntexplorer.app.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.cntexplorer.app.workspace.Camera;
import org.cntexplorer.app.workspace.ViewState;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.graph.NeuronFilter;
import org.cntexplorer.graph.NeuronQuantity;
import org.cntexplorer.model.Neuron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class ViewStateJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonPlace AT = new JsonPlace("a.cntx");

    /** Through the text of a file and back. */
    private static Object again(Class<?> type, Object value) throws Exception {
        return ValueJson.read(type, JSON.readTree(JSON.writeValueAsString(ValueJson.write(type, value))), AT);
    }

    static Stream<String> components() {
        return Arrays.stream(ViewState.class.getRecordComponents()).map(RecordComponent::getName);
    }

    private static RecordComponent component(String name) {
        return Arrays.stream(ViewState.class.getRecordComponents()).filter(c -> c.getName().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void everyViewComesBackBitForBit() throws Exception {
        AnyValue any = new AnyValue(new Random(1));
        for (int i = 0; i < 2_000; i++) {
            Object view = any.of(ViewState.class);
            // records compare doubles by their bits
            assertThat(again(ViewState.class, view)).isEqualTo(view).hasSameHashCodeAs(view);
        }
    }

    @Test
    void everyWayOfOpeningComesBack() throws Exception {
        AnyValue any = new AnyValue(new Random(2));
        for (int i = 0; i < 2_000; i++) {
            Object options = any.of(OpenOptions.class);
            assertThat(again(OpenOptions.class, options)).isEqualTo(options);
        }
    }

    /** As it was written when a range was always of the quantity itself. */
    @Test
    void anOlderFilterIsRead() throws Exception {
        JsonNode old = JSON.readTree("{\"quantity\": \"bias\", \"low\": -1.5, \"high\": 2}");
        assertThat(ValueJson.read(NeuronFilter.class, old, AT)).isEqualTo(new NeuronFilter(NeuronQuantity.BIAS, -1.5, 2));
        ((ObjectNode) old).remove("low");
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> ValueJson.read(NeuronFilter.class, old, AT)).withMessageContaining("low is missing");
    }

    /** Fails where a component is added to the view whose type no file keeps. */
    @ParameterizedTest
    @MethodSource("components")
    void eachComponentIsKept(String name) throws Exception {
        RecordComponent component = component(name);
        AnyValue any = new AnyValue(new Random(3));
        Object usual = ValueJson.value(component, ViewState.DEFAULT);
        Object other = Stream.generate(() -> any.of(component.getGenericType())).limit(1_000).filter(v -> !v.equals(usual)).findFirst().orElseThrow();
        ViewState view = (ViewState) ValueJson.make(ViewState.class, ViewState.class.getRecordComponents(),
                components().map(c -> c.equals(name) ? other : ValueJson.value(component(c), ViewState.DEFAULT)).toArray());
        JsonNode written = ValueJson.write(ViewState.class, view);
        assertThat(written.has(name)).isTrue();
        assertThat(ValueJson.value(component, (ViewState) again(ViewState.class, view))).isEqualTo(other);
    }

    /** As a file does that was saved before the component was there. */
    @ParameterizedTest
    @MethodSource("components")
    void whatAFileLeavesOutIsAsUsual(String name) throws Exception {
        ViewState view = (ViewState) new AnyValue(new Random(4)).of(ViewState.class);
        ObjectNode written = (ObjectNode) ValueJson.write(ViewState.class, view);
        ViewState read = (ViewState) ValueJson.read(ViewState.class, written.without(name), AT);
        for (RecordComponent each : ViewState.class.getRecordComponents()) {
            assertThat(ValueJson.value(each, read)).isEqualTo(ValueJson.value(each, each.getName().equals(name) ? ViewState.DEFAULT : view));
        }
    }

    @Test
    void theSameViewIsAlwaysTheSameText() {
        ViewState view = (ViewState) new AnyValue(new Random(5)).of(ViewState.class);
        assertThat(ValueJson.write(ViewState.class, view)).hasToString(ValueJson.write(ViewState.class, view).toString());
    }

    private record Bad(double[] numbers) {}

    private record Real(double number) {}

    private record Named(Map<Neuron, String> names, Map<String, Double> places) {}

    @Test
    void mapsComeBack() throws Exception {
        Named named = new Named(Map.of(new Neuron(2, 17), "edge", new Neuron(0, 3), ""), Map.of("a.b", -0.0));
        assertThat(again(Named.class, named)).isEqualTo(named);
    }

    @Test
    void whatNoFileCanKeepIsSaid() {
        assertThatIllegalArgumentException().isThrownBy(() -> ValueJson.write(Bad.class, new Bad(new double[1]))).withMessageContaining("keeps no double[]");
        assertThatIllegalArgumentException().isThrownBy(() -> ValueJson.write(Real.class, new Real(Double.NaN))).withMessageContaining("NaN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"camera\":{\"centreX\":1,\"centreY\":2}}", "{\"camera\":{\"centreX\":\"NaN\",\"centreY\":2,\"scale\":1}}",
            "{\"camera\":{\"centreX\":1e999,\"centreY\":2,\"scale\":1}}", "{\"camera\":{\"centreX\":1,\"centreY\":2,\"scale\":0}}",
            "{\"camera\":{\"centreX\":1,\"centreY\":2,\"scale\":\"Infinity\"}}", "{\"camera\":[1,2,3]}", "{\"camera\":{\"centreX\":null,\"centreY\":2,\"scale\":1}}",
            "{\"selected\":{}}", "{\"selected\":[17]}", "{\"selected\":[\"2:-17\"]}", "{\"selected\":[\"2:017\"]}", "{\"selected\":[\"2:99999999999\"]}",
            "{\"selected\":[\":\"]}", "{\"selected\":[null]}", "{\"quantity\":\"STRENGTH\"}", "{\"quantity\":7}", "{\"images\":\"yes\"}", "{\"images\":null}",
            "{\"links\":{}}", "{\"links\":{\"type\":\"java.lang.Runtime\"}}", "{\"convention\":{\"boundary\":{}}}", "{\"open\":[{\"layer\":2147483648,\"index\":0}]}",
            "{\"open\":[{\"layer\":1.5,\"index\":0}]}", "{\"unheard\":1}", "[]", "7", "null", "\"view\""})
    void whatIsNotAsItWasWrittenIsOneSentence(String text) {
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> ValueJson.read(ViewState.class, JSON.readTree(text), AT))
                .withMessageMatching("a\\.cntx is not a session that can be opened: .* (is|cannot be|has)\\b.*; open another copy of it, or the model itself\\.");
    }

    @Test
    void wholeNumbersAreNumbersToo() throws Exception {
        ViewState view = (ViewState) ValueJson.read(ViewState.class,
                JSON.readTree("{\"camera\":{\"centreX\":1,\"centreY\":-2,\"scale\":3},\"selected\":[\"2:17\"]}"), AT);
        assertThat(view.camera()).isEqualTo(Optional.of(new Camera(1, -2, 3)));
        assertThat(view.selected()).isEqualTo(List.of(new Neuron(2, 17)));
    }
}
