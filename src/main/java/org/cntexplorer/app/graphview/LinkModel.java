package org.cntexplorer.app.graphview;

import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.cntexplorer.app.workspace.Numbers;
import org.cntexplorer.app.workspace.Workspace;
import org.cntexplorer.graph.Focus;
import org.cntexplorer.graph.LinkChoice;
import org.cntexplorer.graph.VisibleLinks;
import org.cntexplorer.model.Connection;
import org.cntexplorer.model.Links;
import org.cntexplorer.model.Network;
import org.cntexplorer.model.Neuron;

/** The choice of links as the strip shows it: a rule and a slider, a sign, the selection alone, and what is looked at instead. */
public final class LinkModel {
    /** Links of each neuron that a cone follows. */
    static final int OF_CONE = 3;
    /** Where a rule begins that has no number in common with the one before it. */
    private static final int OF_NEURON = 3;
    private static final double ALPHA = 0.05;

    private final Workspace workspace;
    /** The kind of rule that picks links; another one begins with about as many links as are shown, where it can. */
    private final ObjectProperty<LinkRule> rule = new SimpleObjectProperty<>(this, "rule", LinkRule.CONNECTION);
    private final DoubleProperty position = new SimpleDoubleProperty(this, "position");
    private final ObjectProperty<LinkScale> scale = new SimpleObjectProperty<>(this, "scale", new LinkScale(1, 1, 1));
    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper(this, "text", "");
    private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper(this, "count", "");

    LinkModel(Workspace workspace) {
        this.workspace = workspace;
        workspace.numbersProperty().addListener((p, was, is) -> rescale());
        workspace.linkChoiceProperty().addListener((p, was, is) -> choiceChanged());
        text.bind(Bindings.createStringBinding(() -> GraphWords.rule(ruleAtPosition()), position, rule, scale));
        count.bind(Bindings.createStringBinding(this::describeCount, workspace.networkProperty(), workspace.linksProperty()));
        rule.addListener((p, was, is) -> ruleChanged());
        rescale();
    }

    /** The slider's position, 0 for no links to 1 for all. It takes effect with {@link #apply()}. */
    public DoubleProperty positionProperty() {
        return position;
    }

    /** What the slider's position means: "strongest 1,000", "|w| ≥ 0.12". */
    public ReadOnlyStringProperty textProperty() {
        return text.getReadOnlyProperty();
    }

    /** "3,000 of 52,544 links, 41 % of Σ|w|". */
    public ReadOnlyStringProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    private LinkChoice choice() {
        return workspace.linkChoiceProperty().get();
    }

    /** Chooses the links that the slider's position means; a choice that the slider only followed stays as exact as it was. */
    public void apply() {
        if (LinkRule.of(choice().rule()) != rule.get() || scale.get().positionOf(choice().rule()) != position.get()) {
            workspace.linkChoiceProperty().set(choice().with(ruleAtPosition()).on(Focus.NONE));
        }
    }

    private LinkChoice.Rule ruleAtPosition() {
        return scale.get().rule(rule.get(), position.get());
    }

    private void choiceChanged() {
        LinkChoice.Rule chosen = choice().rule();
        if (!chosen.equals(ruleAtPosition())) {
            rule.set(LinkRule.of(chosen));
            position.set(scale.get().positionOf(chosen));
        }
    }

    private void ruleChanged() {
        if (LinkRule.of(choice().rule()) == rule.get()) {
            return;
        }
        VisibleLinks links = workspace.linksProperty().get();
        List<Links> shown = links.connections().stream().filter(l -> l.count() > 0).toList();
        LinkScale to = scale.get();
        position.set(switch (rule.get()) {
            case CONNECTION -> to.positionOf(new LinkChoice.StrongestOfConnection(shown.stream().mapToInt(Links::count).max().orElse(0)));
            case NEURON -> to.positionOf(new LinkChoice.StrongestOfNeuron(OF_NEURON));
            case OVERALL -> to.positionOf(new LinkChoice.StrongestOverall((int) Math.min(links.shown(), Integer.MAX_VALUE)));
            case THRESHOLD -> to.positionOf(new LinkChoice.AtLeast(
                    shown.stream().mapToDouble(l -> Math.abs(l.weight()[l.count() - 1])).filter(w -> !Double.isNaN(w)).min().orElse(0), LinkScale.LIMIT));
            case SHARE -> to.positionOf(new LinkChoice.Share(Double.isNaN(links.mass().ofNetwork()) ? 0.5 : links.mass().ofNetwork()));
            case BACKBONE -> to.positionOf(new LinkChoice.Backbone(ALPHA));
        });
        apply();
    }

    /** The ends of the slider follow the network; the choice stays. */
    private void rescale() {
        Network network = workspace.network();
        Numbers numbers = workspace.numbers();
        if (network != null && numbers != null) {
            // blocks have no links at all
            long most = Math.max(1, network.connections().stream().mapToLong(Connection::links).max().orElse(1));
            double strongest = numbers.linkWeights().connections().stream()
                    .mapToDouble(c -> Math.max(Math.abs(c.weights().min()), Math.abs(c.weights().max())))
                    .filter(Double::isFinite).max().orElse(1);
            scale.set(new LinkScale((int) Math.min(most, LinkScale.LIMIT), (int) Math.clamp(network.links(), 1, LinkScale.LIMIT), strongest));
        }
        LinkChoice.Rule chosen = choice().rule();
        rule.set(LinkRule.of(chosen));
        position.set(scale.get().positionOf(chosen));
    }

    private String describeCount() {
        return workspace.network() == null ? "" : GraphWords.count(workspace.linksProperty().get(),
                workspace.network().connections().stream().mapToLong(Connection::links).sum());
    }

    /** Picks links by this rule, and looks at no path or cone any more. */
    public void pick(LinkRule kind) {
        if (rule.get() == kind) {
            look(Focus.NONE);
        } else {
            rule.set(kind);
        }
    }

    /** Shows links of one sign alone. */
    public void sign(LinkChoice.Sign sign) {
        workspace.linkChoiceProperty().set(choice().with(sign));
    }

    /** Shows the links of selected neurons alone, or of all. */
    public void toggleSelectionOnly() {
        workspace.linkChoiceProperty().set(choice().ofSelection(!choice().selectionOnly()));
    }

    /** Looks at a path or a cone. */
    public void look(Focus focus) {
        workspace.linkChoiceProperty().set(choice().on(focus));
    }

    /** Where the signal of the neuron that was selected last comes from. */
    public void upstream() {
        workspace.selection().primary().ifPresent(neuron -> look(new Focus.Upstream(neuron, OF_CONE)));
    }

    /** Where it goes. */
    public void downstream() {
        workspace.selection().primary().ifPresent(neuron -> look(new Focus.Downstream(neuron, OF_CONE)));
    }

    /** The strongest path between the two neurons that are selected. */
    public void path() {
        pathOf(workspace.selection().neurons()).ifPresent(this::look);
    }

    /** The path between two neurons, where they are two. */
    static Optional<Focus> pathOf(List<Neuron> neurons) {
        return neurons.size() == 2 ? Optional.of(new Focus.Path(neurons.get(0), neurons.get(1))) : Optional.empty();
    }
}
