package org.cntexplorer.app;

import java.util.Locale;
import java.util.function.Predicate;
import javafx.beans.binding.BooleanExpression;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.cntexplorer.app.command.Command;
import org.cntexplorer.app.command.Commands;
import org.cntexplorer.app.graphview.LinkModel;
import org.cntexplorer.app.graphview.LinkRule;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.graph.Focus;
import org.cntexplorer.graph.LinkChoice;

/** The window's commands that choose links: rules, signs, the selection's alone, paths and cones. */
final class LinkCommands {
    private final Commands commands;
    private final Workspace workspace;
    private final LinkModel links;

    private LinkCommands(Commands commands, Workspace workspace, LinkModel links) {
        this.commands = commands;
        this.workspace = workspace;
        this.links = links;
    }

    static void addTo(Commands commands, Workspace workspace, LinkModel links) {
        LinkCommands declared = new LinkCommands(commands, workspace, links);
        declared.choices();
        declared.focuses();
    }

    private static KeyCombination key(int digit, KeyCombination.Modifier... modifiers) {
        return new KeyCodeCombination(KeyCode.valueOf("DIGIT" + digit), modifiers);
    }

    private void choices() {
        for (LinkRule rule : LinkRule.values()) {
            mark("links." + name(rule), rule.label(), rule.help(), key(4 + rule.ordinal(), KeyCombination.SHORTCUT_DOWN), true, choice -> LinkRule.of(choice.rule()) == rule,
                    () -> links.pick(rule));
        }
        for (LinkChoice.Sign sign : LinkChoice.Sign.values()) {
            String label = sign == LinkChoice.Sign.ANY ? "Links of either sign" : sign == LinkChoice.Sign.POSITIVE ? "Positive links" : "Negative links";
            mark("sign." + name(sign), label, "Shows the links whose weight is " + (sign == LinkChoice.Sign.ANY ? "of either sign" : name(sign)),
                    key(7 + sign.ordinal(), KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN), true, choice -> choice.sign() == sign, () -> links.sign(sign));
        }
        mark("graph.selection-only", "Links of the selection alone", "Shows only links into and out of selected neurons", new KeyCodeCombination(KeyCode.S), false,
                LinkChoice::selectionOnly, links::toggleSelectionOnly);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private void mark(String id, String label, String help, KeyCombination key, boolean oneOfSeveral, Predicate<LinkChoice> chosen, Runnable action) {
        commands.add(new Command(id, label, help, "", key, action).marked(Command.when(workspace.linkChoiceProperty(), chosen), oneOfSeveral));
    }

    private void focuses() {
        selecting("focus.upstream", "Upstream cone", "Where the signal of the selected neuron comes from, by its strongest links", "fth-chevrons-left",
                new KeyCodeCombination(KeyCode.U), 1, Integer.MAX_VALUE, "a selected neuron", links::upstream);
        selecting("focus.downstream", "Downstream cone", "Where the signal of the selected neuron goes, by its strongest links", "fth-chevrons-right",
                new KeyCodeCombination(KeyCode.U, KeyCombination.SHIFT_DOWN), 1, Integer.MAX_VALUE, "a selected neuron", links::downstream);
        selecting("focus.path", "Strongest path", "The path between the two selected neurons whose weights have the greatest product", "fth-trending-up",
                new KeyCodeCombination(KeyCode.R), 2, 2, "two selected neurons", links::path);
        commands.add(new Command("focus.none", "All links again", "Shows the links that the rule picks again", "fth-x",
                new KeyCodeCombination(KeyCode.R, KeyCombination.SHIFT_DOWN),
                Command.when(workspace.linkChoiceProperty(), choice -> !(choice.focus() instanceof Focus.None)),
                () -> links.look(Focus.NONE)).needing("a path or a cone"));
    }

    private void selecting(String id, String label, String help, String icon, KeyCombination key, int least, int most, String needs, Runnable action) {
        BooleanExpression enough = Command.when(workspace.selection().neuronsProperty(), selected -> selected.size() >= least && selected.size() <= most);
        commands.add(new Command(id, label, help, icon, key, enough, action).needing(needs));
    }
}
