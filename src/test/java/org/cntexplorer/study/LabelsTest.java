package org.cntexplorer.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class LabelsTest {
    static Labels labels(String... namesAndTexts) {
        Map<String, Label> labels = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            labels.put(namesAndTexts[i], Label.of(namesAndTexts[i + 1]));
        }
        return new Labels(labels);
    }

    @ParameterizedTest
    @CsvSource({"0.9509,0.9509", "-3,-3", "+7,7", ".5,0.5", "1e-3,0.001", "2E+2,200", " 12 ,12", "-0,0"})
    void aTextThatIsANumberIsOne(String text, double value) {
        assertThat(Label.of(text)).isEqualTo(new Label.Number(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NaN", "inf", "1d", "0x10", "1.2.3", "5.", "1e", "--1", "glorot", "1e999", "1 2", "Infinity"})
    void anythingElseIsAWord(String text) {
        assertThat(Label.of(text)).isEqualTo(new Label.Word(text));
    }

    @Test
    void keepTheirOrder() {
        Labels labels = labels("z", "1", "a", "x", "m", "2.5");
        assertThat(labels.names()).containsExactly("z", "a", "m");
        assertThat(labels.text()).isEqualTo("z 1, a x, m 2.5");
        assertThat(labels.without(Set.of("a")).text()).isEqualTo("z 1, m 2.5");
        assertThat(labels.number("m")).hasValue(2.5);
        assertThat(labels.number("a")).isEmpty();
        assertThat(labels.number("none")).isEmpty();
    }

    @Test
    void theAccuracyIsFoundByItsName() {
        assertThat(labels("train_accuracy", "0.1", "Accuracy", "0.2").accuracy()).hasValue(0.2);
        assertThat(labels("test_loss", "0.1", "valAcc", "0.3", "test_accuracy", "0.4").accuracy()).hasValue(0.3);
        assertThat(labels("realaccuracy", "0.5").accuracyName()).contains("realaccuracy");
        assertThat(labels("account", "0.5", "accent", "1").accuracyName()).isEmpty();
        // the same label for every network of a table, also where it has no number
        assertThat(labels("accuracy", "", "train_accuracy", "0.2").accuracy()).isEmpty();
        assertThat(Labels.NONE.accuracy()).isEmpty();
    }

    @Test
    void anAccuracyOutsideOf0To1IsUsedAndTold() {
        Labels percent = labels("test_acc", "95.09");
        assertThat(percent.accuracy()).hasValue(95.09);
        assertThat(percent.warning().orElseThrow()).startsWith("The test_acc 95.09 is outside of 0 to 1 and is used as it is;");
        assertThat(labels("accuracy", "-0.1").warning()).isPresent();
        assertThat(labels("accuracy", "0").warning()).isEmpty();
        assertThat(labels("accuracy", "1").warning()).isEmpty();
        assertThat(labels("loss", "3").warning()).isEmpty();
    }
}
