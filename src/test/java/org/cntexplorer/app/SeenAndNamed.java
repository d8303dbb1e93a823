package org.cntexplorer.app;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuBar;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import org.cntexplorer.app.theme.Contrast;
import org.controlsfx.control.CheckComboBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** Goes through all that a scene shows, and says what a screen reader could not name and what is not seen on its ground. */
final class SeenAndNamed {
    /** What says nothing of what a thing is. */
    private static final Set<AccessibleRole> NO_ROLE = EnumSet.of(AccessibleRole.NODE, AccessibleRole.PARENT);
    /** WCAG: text of 24 pixels, or of 18.66 where it is bold, is large. */
    private static final double LARGE = 24;
    private static final double LARGE_BOLD = 18.66;

    private final Scene scene;
    private final Map<Node, String> labels = new HashMap<>();
    private final List<String> found = new ArrayList<>();

    private SeenAndNamed(Scene scene) {
        this.scene = scene;
    }

    /** One sentence for each control without a name or role, and for each text that is not seen; on the JavaFX thread. */
    static List<String> faults(Scene scene) {
        SeenAndNamed walk = new SeenAndNamed(scene);
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        scene.getRoot().lookupAll(".label").forEach(node -> {
            if (node instanceof Label label && label.getLabelFor() != null) {
                walk.labels.put(label.getLabelFor(), label.getText());
            }
        });
        walk.visit(scene.getRoot());
        return walk.found;
    }

    private void visit(Node node) {
        if (!node.isVisible() || node.getOpacity() == 0) {
            return;
        }
        if (node instanceof Text text) {
            seen(text);
        }
        if ((node.isFocusTraversable() || isControl(node)) && !isPartOfControl(node)) {
            named(node);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(this::visit);
        }
    }

    private static boolean isControl(Node node) {
        return switch (node) {
            case ButtonBase button -> true;
            case ComboBoxBase<?> box -> true;
            case TextInputControl text -> true;
            case Slider slider -> true;
            case Spinner<?> spinner -> true;
            case TableView<?> table -> true;
            case ListView<?> list -> true;
            default -> false;
        };
    }

    /** The editor of a spinner, the buttons of a menu bar: the whole of it has the name. */
    private static boolean isPartOfControl(Node node) {
        for (Parent at = node.getParent(); at != null; at = at.getParent()) {
            if (at instanceof Spinner<?> || at instanceof ComboBoxBase<?> || at instanceof MenuBar || at instanceof CheckComboBox<?>) {
                return true;
            }
        }
        return false;
    }

    private void named(Node node) {
        if (name(node).isBlank()) {
            found.add(what(node) + " has no name: give it an accessibleText, or a Label that is labelFor it");
        }
        if (node.getAccessibleRole() == null || NO_ROLE.contains(node.getAccessibleRole())) {
            found.add(what(node) + " has no role: give it an accessibleRole");
        }
    }

    private String name(Node node) {
        if (node.getAccessibleText() != null) {
            return node.getAccessibleText();
        }
        if (node instanceof Labeled labeled && labeled.getText() != null && labeled.getText().codePoints().anyMatch(Character::isLetterOrDigit)) {
            return labeled.getText();
        }
        return labels.getOrDefault(node, "");
    }

    private void seen(Text text) {
        if (text.getText().isBlank() || isDisabled(text) || !(text.getFill() instanceof Color colour)) {
            return;
        }
        Color ground = ground(text.getParent());
        double contrast = Contrast.of(Contrast.over(colour, opacity(text), ground), ground);
        double size = text.getFont().getSize();
        boolean large = size >= LARGE || size >= LARGE_BOLD && text.getFont().getStyle().contains("Bold");
        double least = text instanceof FontIcon || large ? Contrast.GRAPHICS : Contrast.TEXT;
        // half of a hundredth: the style sheets' colours are rounded
        if (contrast < least - 0.005) {
            found.add("%s \"%s\" %s on %s in %s: %.2f, not %.1f".formatted(text instanceof FontIcon ? "icon" : "text",
                    text instanceof FontIcon icon ? icon.getIconLiteral() : text.getText(), colour, ground, what(text.getParent()), contrast, least));
        }
    }

    /** What cannot be used may be pale. */
    private static boolean isDisabled(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.isDisabled() || at.getPseudoClassStates().stream().anyMatch(state -> state.getPseudoClassName().equals("unavailable"))) {
                return true;
            }
        }
        return false;
    }

    /** How much of it is seen, after all that it lies in. */
    static double opacity(Node node) {
        double opacity = 1;
        for (Node at = node; at != null; at = at.getParent()) {
            opacity *= at.getOpacity();
        }
        return opacity;
    }

    /** All that is painted below, from the scene's own colour up. */
    private Color ground(Parent above) {
        Color below = above.getParent() == null ? scene.getFill() instanceof Color fill && fill.isOpaque() ? fill : Color.WHITE : ground(above.getParent());
        if (above instanceof Region region && region.getBackground() != null) {
            for (BackgroundFill fill : region.getBackground().getFills()) {
                if (fill.getFill() instanceof Color colour && fill.getInsets().getTop() < region.getHeight() / 2) {
                    below = Contrast.over(colour, 1, below);
                }
            }
        }
        return below;
    }

    /** "Button #export-save in #export-dialog". */
    static String what(Node node) {
        String name = node.getClass().getSimpleName() + (node.getId() == null ? "" : " #" + node.getId())
                + (node.getStyleClass().isEmpty() ? "" : " " + node.getStyleClass());
        for (Parent at = node.getParent(); at != null; at = at.getParent()) {
            if (at.getId() != null) {
                return name + " in #" + at.getId();
            }
        }
        return name;
    }
}
