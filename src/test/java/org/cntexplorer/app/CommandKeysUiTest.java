package org.cntexplorer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cntexplorer.app.Waiting.ask;
import static org.cntexplorer.app.Waiting.await;
import static org.cntexplorer.app.Waiting.perform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination.ModifierValue;
import javafx.scene.layout.VBox;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import org.cntexplorer.app.command.Command;
import org.cntexplorer.app.command.CommandControls;
import org.cntexplorer.app.command.Commands;
import org.cntexplorer.app.command.Keys;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** The keys of all commands: every one has its own, which a menu hears, which the help tells, and which no text field and no system needs. */
class CommandKeysUiTest extends WindowUiTest {
    /** What moves about in a control and presses it. Esc alone may be a command's. */
    private static final Set<KeyCode> OF_CONTROLS = EnumSet.of(KeyCode.UP, KeyCode.DOWN, KeyCode.LEFT, KeyCode.RIGHT, KeyCode.HOME, KeyCode.END,
            KeyCode.PAGE_UP, KeyCode.PAGE_DOWN, KeyCode.TAB, KeyCode.ENTER, KeyCode.SPACE, KeyCode.BACK_SPACE, KeyCode.DELETE, KeyCode.INSERT, KeyCode.F10);
    /** What edits text, with Ctrl; undo and redo are heard by the text first, and mean the same. */
    private static final Set<KeyCode> OF_TEXTS = EnumSet.of(KeyCode.A, KeyCode.C, KeyCode.V, KeyCode.X);
    /** What macOS does with ⌘. */
    private static final Set<KeyCode> OF_MACS = EnumSet.of(KeyCode.H, KeyCode.M, KeyCode.TAB, KeyCode.SPACE);
    /** Pictures of the screen, with ⇧⌘. */
    private static final Set<KeyCode> OF_MACS_WITH_SHIFT = EnumSet.of(KeyCode.DIGIT3, KeyCode.DIGIT4, KeyCode.DIGIT5, KeyCode.DIGIT6);

    private Collection<Command> commands() {
        return window.commands().all();
    }

    private static boolean down(ModifierValue modifier) {
        return modifier == ModifierValue.DOWN;
    }

    /** In one window, as opening one takes long. */
    @Test
    void everyCommandHasAKeyOfItsOwnThatAMenuHearsAndNobodyElseNeeds(FxRobot robot) {
        everyCommandHasAKeyOfItsOwn();
        noKeyIsTakenFromControlsTextsOrTheSystem();
        everyKeyIsInAMenu(robot);
        whatCanBeUnavailableSaysWhatItNeeds();
        theHelpTellsEveryKey(robot);
    }

    private void everyCommandHasAKeyOfItsOwn() {
        assertThat(commands()).hasSizeGreaterThan(30).allSatisfy(command -> assertThat(command.key())
                .as("the command %s (\"%s\") needs a key: give it one that is free, in its declaration", command.id(), command.label()).isNotNull());
        Map<String, String> byKey = new TreeMap<>();
        for (Command command : commands()) {
            String before = byKey.put(command.key().getDisplayText(), command.id());
            assertThat(before).as("%s is the key of %s and of %s: give one of them another", command.key().getDisplayText(), before, command.id()).isNull();
        }
    }

    private void noKeyIsTakenFromControlsTextsOrTheSystem() {
        assertThat(commands()).allSatisfy(command -> {
            assertThat(command.key()).as("key of %s", command.id()).isInstanceOf(KeyCodeCombination.class);
            KeyCodeCombination key = (KeyCodeCombination) command.key();
            boolean shortcut = down(key.getShortcut());
            boolean shift = down(key.getShift());
            boolean alt = down(key.getAlt());
            boolean control = down(key.getControl());
            String what = command.id() + ", " + key.getDisplayText() + ": ";
            assertThat(alt && (control || shortcut)).as(what + "Ctrl+Alt is AltGr, which types, on many keyboards").isFalse();
            assertThat(alt && key.getCode().isLetterKey()).as(what + "Alt and a letter opens a menu, and types on a Mac").isFalse();
            if (!shortcut && !alt && !control) {
                assertThat(key.getCode()).as(what + "controls need it").isNotIn(OF_CONTROLS);
            }
            if (shortcut) {
                assertThat(key.getCode()).as(what + "texts need it").isNotIn(OF_TEXTS);
                assertThat(key.getCode()).as(what + "macOS needs ⌘ and it; CONTROL_DOWN, where it is Ctrl on every system").isNotIn(OF_MACS);
                assertThat(shift && OF_MACS_WITH_SHIFT.contains(key.getCode())).as(what + "macOS takes a picture of the screen").isFalse();
            }
        });
    }

    /** A key works only where a menu has it. */
    private void everyKeyIsInAMenu(FxRobot robot) {
        List<MenuItem> items = new ArrayList<>(robot.lookup("#menu-bar").queryAs(MenuBar.class).getMenus());
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Menu menu) {
                items.addAll(menu.getItems());
            }
        }
        assertThat(commands()).allSatisfy(command -> assertThat(items).as("%s is in no menu: name it in MainMenu", command.id())
                .extracting(MenuItem::getAccelerator).contains(command.key()));
    }

    private void whatCanBeUnavailableSaysWhatItNeeds() {
        // with no model open
        List<Command> unavailable = ask(() -> commands().stream().filter(command -> !command.enabled().get()).toList());
        assertThat(unavailable).hasSizeGreaterThan(5).allSatisfy(command -> assertThat(command.needs())
                .as("%s cannot always run: say what it needs, by Command.needing(\"an open model\")", command.id()).isNotBlank());
    }

    private void theHelpTellsEveryKey(FxRobot robot) {
        robot.push(KeyCode.F1);
        await(() -> window.helpWindow().isShowing());
        Node sheet = window.helpWindow().scene().getRoot();
        Set<String> told = robot.from(sheet).lookup(".label").queryAllAs(Label.class).stream().map(Label::getText).collect(Collectors.toSet());
        assertThat(commands()).allSatisfy(command -> assertThat(told).contains(command.key().getDisplayText(), command.label().replace("…", "")));
        assertThat(ask(() -> window.helpWindow().scene().getWidth())).as("finds room on a small screen").isLessThanOrEqualTo(1280);
        assertThat(ask(() -> window.helpWindow().scene().getHeight())).as("finds room on a small screen").isLessThanOrEqualTo(820);
        robot.type(KeyCode.ESCAPE);
        await(() -> !window.helpWindow().isShowing());
    }

    /** Commands with the keys of the window's, which only tell that they ran. */
    private static Commands copies(Collection<Command> of, List<String> ran) {
        Commands copies = new Commands();
        of.forEach(command -> copies.add(new Command(command.id(), command.label(), command.help(), "", command.key(), () -> ran.add(command.id()))));
        return copies;
    }

    @Test
    void aPlainKeyRunsItsCommandButNeverWhileAPersonTypes(FxRobot robot) {
        List<String> ran = new ArrayList<>();
        Commands copies = copies(commands(), ran);
        List<Command> plain = copies.all().stream().filter(command -> {
            KeyCodeCombination key = (KeyCodeCombination) command.key();
            return !down(key.getShortcut()) && !down(key.getControl()) && !down(key.getAlt()) && !down(key.getMeta())
                    && !key.getCode().isFunctionKey() && key.getCode() != KeyCode.ESCAPE;
        }).toList();
        assertThat(plain).hasSizeGreaterThan(8);
        TextField text = new TextField();
        TextArea area = new TextArea();
        ComboBox<String> box = new ComboBox<>();
        box.setEditable(true);
        Spinner<Integer> spinner = new Spinner<>(0, 9, 1);
        spinner.setEditable(true);
        javafx.scene.control.Button button = new javafx.scene.control.Button("no text");
        Stage stage = ask(() -> {
            Menu menu = new Menu("all");
            copies.all().forEach(command -> menu.getItems().add(CommandControls.menuItem(command)));
            Scene scene = new Scene(new VBox(new MenuBar(menu), text, area, box, spinner, button), 400, 400);
            Keys.protectTyping(scene, copies);
            Stage shown = new Stage();
            shown.setScene(scene);
            shown.show();
            shown.requestFocus();
            return shown;
        });
        try {
            for (Control typed : List.of(text, area, box, spinner)) {
                perform(typed::requestFocus);
                assertThat(ask(() -> stage.getScene().getFocusOwner())).isNotNull();
                press(plain);
                assertThat(ran).as("ran while a person types in a %s", typed.getClass().getSimpleName()).isEmpty();
            }
            perform(button::requestFocus);
            press(plain);
            assertThat(ran).as("elsewhere each runs").containsExactlyElementsOf(plain.stream().map(Command::id).toList());
        } finally {
            perform(stage::close);
        }
    }

    /** Presses the keys one after the other, without the pause that a person makes. */
    private static void press(List<Command> commands) {
        ask(() -> {
            Robot robot = new Robot();
            for (Command command : commands) {
                KeyCodeCombination key = (KeyCodeCombination) command.key();
                if (key.getShift() == ModifierValue.DOWN) {
                    robot.keyPress(KeyCode.SHIFT);
                }
                robot.keyType(key.getCode());
                if (key.getShift() == ModifierValue.DOWN) {
                    robot.keyRelease(KeyCode.SHIFT);
                }
            }
            return robot;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void f6GoesFromPaneToPaneAndBack(FxRobot robot) {
        fixture.open(java.nio.file.Path.of("assets", "samples", "digits-mlp.npy").toAbsolutePath());
        List<String> seen = new ArrayList<>();
        perform(() -> window.scene().getRoot().requestFocus());
        for (int i = 0; i < 3; i++) {
            robot.push(KeyCode.F6);
            seen.add(ask(() -> window.scene().getFocusOwner().getId()));
        }
        assertThat(seen).startsWith("layers-table", "graph-view");
        robot.push(KeyCode.SHIFT, KeyCode.F6);
        robot.push(KeyCode.SHIFT, KeyCode.F6);
        assertThat(ask(() -> window.scene().getFocusOwner().getId())).isEqualTo("layers-table");
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT1);
        perform(() -> window.scene().getRoot().requestFocus());
        robot.push(KeyCode.F6);
        assertThat(ask(() -> window.scene().getFocusOwner().getId())).as("a hidden pane is passed over").isIn("graph-view", "quantity");
    }
}
