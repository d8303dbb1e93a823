package org.cntexplorer.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.junit.jupiter.api.Test;

class CommandQueryTest {
    private static final List<Command> COMMANDS = List.of(command("Open…", "Opens a model file", KeyCode.O), command("Open sample", "Opens a small network", null),
            command("Zoom in", "Shows the graph larger", KeyCode.PLUS), command("Zoom out", "Shows the graph smaller", KeyCode.MINUS),
            command("Count biases", "Whether the bias of a neuron is one more link", null), command("Quit", "Ends the program", KeyCode.Q),
            command("Light or dark", "Switches between light and dark", KeyCode.D));

    private static Command command(String label, String help, KeyCode key) {
        return new Command(label, label, help, "", key == null ? null : new KeyCodeCombination(key, KeyCombination.CONTROL_DOWN), () -> {});
    }

    private static List<String> found(String typed) {
        return CommandQuery.of(typed, COMMANDS).stream().map(hit -> hit.command().label()).toList();
    }

    @Test
    void nothingTypedIsAllInTheirOrder() {
        assertThat(CommandQuery.of("  ", COMMANDS)).extracting(CommandQuery.Hit::command).containsExactlyElementsOf(COMMANDS);
    }

    @Test
    void firstLettersOfWordsFindACommand() {
        assertThat(found("zi")).startsWith("Zoom in");
        assertThat(found("zo").subList(0, 2)).containsExactly("Zoom in", "Zoom out");
        assertThat(found("zoo ou")).startsWith("Zoom out");
        assertThat(found("opsam")).containsExactly("Open sample");
        assertThat(found("cb")).containsExactly("Count biases");
        assertThat(found("LD")).startsWith("Light or dark");
    }

    @Test
    void wordsMayStandInAnyOrder() {
        assertThat(found("sample open")).containsExactly("Open sample");
        assertThat(found("dark light")).containsExactly("Light or dark");
    }

    @Test
    void whatTheHelpOrTheKeySaysIsFoundAfterWhatTheLabelSays() {
        assertThat(found("smaller")).containsExactly("Zoom out");
        assertThat(found("program")).containsExactly("Quit");
        assertThat(found("open")).containsExactly("Open…", "Open sample");
        assertThat(found("gram")).as("inside of a word of the help").isEmpty();
        assertThat(found("ctrl+q")).containsExactly("Quit");
    }

    @Test
    void whatNoCommandSaysFindsNone() {
        assertThat(found("xyz")).isEmpty();
        assertThat(found("zoom xyz")).as("every word counts").isEmpty();
    }

    @Test
    void marksTheLettersThatWereFound() {
        assertThat(letters("zi", "Zoom in")).containsExactly(0, 5);
        assertThat(letters("zoom", "Zoom out")).containsExactly(0, 1, 2, 3);
        assertThat(letters("smaller", "Zoom out")).as("the help has no letters in the label").isEmpty();
        assertThat(letters("out zo", "Zoom out")).containsExactly(0, 1, 5, 6, 7);
    }

    private static int[] letters(String typed, String label) {
        return CommandQuery.of(typed, COMMANDS).stream().filter(hit -> hit.command().label().equals(label)).findFirst().orElseThrow().letters().stream().toArray();
    }

    @Test
    void everyTextOfLettersIsAnswered() {
        // no text, however odd, breaks the search, and each hit's letters lie in its label
        for (String typed : Arrays.asList("…", "o…", "oooooooooooooooooooo", "a b c d e f g", "\t", "+", "ctrl", "İ")) {
            assertThat(CommandQuery.of(typed, COMMANDS)).allSatisfy(hit -> assertThat(hit.letters().length()).isLessThanOrEqualTo(hit.command().label().length()));
        }
    }
}
