package org.cntexplorer.app.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.SortedList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.cntexplorer.format.NaturalOrder;
import org.cntexplorer.study.Label.Number;
import org.cntexplorer.study.analysis.Cohort;
import org.cntexplorer.study.analysis.NetworkMetric;
import org.cntexplorer.study.analysis.Study;
import org.cntexplorer.study.store.NetworkStatus;
import org.cntexplorer.study.store.StoredLabel;
import org.cntexplorer.study.store.StoredNetwork;

/** The second tab of a study: every file with what became of it, its architecture, its labels, and how well it does on the data. */
final class NetworksPane {
    private static final double ROW = 28;

    private final TableView<StoredNetwork> table = new TableView<>();
    private final ObservableList<StoredNetwork> rows = FXCollections.observableArrayList();
    private final StudyViewModel study;
    private List<String> labels = List.of();
    /** What networks do on the study's data, by file. */
    private final Map<String, Map<NetworkMetric, Double>> onData = new HashMap<>();
    private List<NetworkMetric> metrics = List.of();
    private final ReadOnlyBooleanProperty seen;
    /** The files that are selected in the table; null where that is not known. */
    private List<String> shown = List.of();
    private boolean following;

    /** @param seen whether the table is seen @param onOpen opens the file of a network as a model */
    NetworksPane(StudyViewModel study, ReadOnlyBooleanProperty seen, Consumer<Path> onOpen) {
        this.study = study;
        this.seen = seen;
        table.setId("study-networks");
        table.setAccessibleText("Networks of the study");
        table.setFixedCellSize(ROW);
        table.setPlaceholder(new Label("Nothing is measured yet: press Measure in the setup"));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        table.setRowFactory(view -> new Row(file -> onOpen.accept(study.folder().resolve(file))));
        table.addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            StoredNetwork network = table.getSelectionModel().getSelectedItem();
            if (e.getCode() == KeyCode.ENTER && network != null) {
                onOpen.accept(study.folder().resolve(network.file()));
                e.consume();
            }
        });
        SortedList<StoredNetwork> sorted = new SortedList<>(rows);
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        columns();
        study.studyProperty().subscribe(this::show);
        study.selectedProperty().subscribe(this::select);
        seen.subscribe(is -> select(study.selectedProperty().get()));
        table.getSelectionModel().getSelectedItems().addListener((ListChangeListener<StoredNetwork>) change -> {
            if (!following) {
                following = true;
                shown = table.getSelectionModel().getSelectedItems().stream().filter(Objects::nonNull).map(StoredNetwork::file).toList();
                study.selectedProperty().set(shown);
                following = false;
            }
        });
    }

    /** Selects the networks of these files. */
    private void select(List<String> files) {
        // a table selects slowly: not while nobody sees it
        if (following || !seen.get() || files.equals(shown)) {
            return;
        }
        shown = files;
        following = true;
        Set<String> wanted = Set.copyOf(files);
        int[] chosen = IntStream.range(0, table.getItems().size()).filter(i -> wanted.contains(table.getItems().get(i).file())).toArray();
        table.getSelectionModel().clearSelection();
        if (chosen.length > 0) {
            table.getSelectionModel().selectIndices(chosen[0], chosen);
            table.scrollTo(chosen[0]);
        }
        following = false;
    }

    Node root() {
        return table;
    }

    private void show(Study read) {
        List<StoredNetwork> networks = read.networks();
        Set<String> names = new LinkedHashSet<>();
        networks.forEach(network -> network.labels().forEach(label -> names.add(label.label())));
        List<NetworkMetric> before = metrics;
        know(read.cohorts());
        if (!labels.equals(List.copyOf(names)) || !metrics.equals(before)) {
            labels = List.copyOf(names);
            columns();
        }
        following = true;
        rows.setAll(networks.stream().sorted(Comparator.comparing(StoredNetwork::name, NaturalOrder.OF_FILES)).toList());
        following = false;
        shown = null;
        select(study.selectedProperty().get());
    }

    private void know(List<Cohort> cohorts) {
        Set<NetworkMetric> known = EnumSet.noneOf(NetworkMetric.class);
        onData.clear();
        for (Cohort cohort : cohorts) {
            for (NetworkMetric metric : NetworkMetric.in(cohort)) {
                known.add(metric);
                double[] numbers = cohort.numbers(metric);
                for (int i = 0; i < numbers.length; i++) {
                    onData.computeIfAbsent(cohort.networks().get(i).file(), file -> new EnumMap<>(NetworkMetric.class)).put(metric, numbers[i]);
                }
            }
        }
        metrics = List.copyOf(known);
    }

    private void columns() {
        List<TableColumn<StoredNetwork, ?>> columns = new ArrayList<>();
        columns.add(text("Network", 360, StoredNetwork::name));
        columns.add(text("Status", 110, network -> network.status().word()));
        columns.add(text("Architecture", 190, StoredNetwork::architecture));
        labels.forEach(label -> columns.add(label(label, 100, network -> network.labels().stream().filter(of -> of.label().equals(label)).findFirst().orElse(null))));
        for (NetworkMetric metric : metrics) {
            columns.add(label(metric.words(), 200, network -> Optional.ofNullable(onData.get(network.file())).map(of -> of.get(metric)).filter(Double::isFinite)
                    .map(number -> new StoredLabel(metric.words(), number, null)).orElse(null)));
        }
        columns.add(text("Why it is not part of the study", 420, StoredNetwork::reason));
        table.getColumns().setAll(columns);
    }

    private static TableColumn<StoredNetwork, String> text(String title, double width, Function<StoredNetwork, String> value) {
        TableColumn<StoredNetwork, String> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
        column.setComparator(NaturalOrder.OF_FILES);
        column.setCellFactory(c -> new TableCell<>() {
            private final Tooltip whole = new Tooltip();

            @Override
            protected void updateItem(String text, boolean empty) {
                super.updateItem(text, empty);
                setText(empty ? null : text);
                whole.setText(text);
                setTooltip(empty || text == null || text.isEmpty() ? null : whole);
            }
        });
        column.setPrefWidth(width);
        column.setReorderable(false);
        return column;
    }

    private static TableColumn<StoredNetwork, StoredLabel> label(String name, double width, Function<StoredNetwork, StoredLabel> value) {
        TableColumn<StoredNetwork, StoredLabel> column = new TableColumn<>(name);
        column.getStyleClass().add("number");
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
        column.setComparator(NetworksPane::compare);
        column.setCellFactory(c -> new TableCell<>() {
            @Override
            protected void updateItem(StoredLabel label, boolean empty) {
                super.updateItem(label, empty);
                setText(empty || label == null ? null : label.number() == null ? label.word() : new Number(label.number()).text());
            }
        });
        column.setPrefWidth(width);
        column.setReorderable(false);
        return column;
    }

    /** Numbers before words, and nothing at the end. */
    private static int compare(StoredLabel a, StoredLabel b) {
        if (a == null || b == null) {
            return a == b ? 0 : a == null ? 1 : -1;
        }
        if (a.number() != null && b.number() != null) {
            return a.number().compareTo(b.number());
        }
        return a.number() != null ? -1 : b.number() != null ? 1 : NaturalOrder.OF_FILES.compare(a.word(), b.word());
    }

    private static final class Row extends TableRow<StoredNetwork> {
        Row(Consumer<String> onOpen) {
            setOnMouseClicked(e -> {
                if (e.getClickCount() == 2 && getItem() != null) {
                    onOpen.accept(getItem().file());
                }
            });
        }

        @Override
        protected void updateItem(StoredNetwork network, boolean empty) {
            super.updateItem(network, empty);
            getStyleClass().remove("left-out");
            if (!empty && network != null && network.status() != NetworkStatus.MEASURED) {
                getStyleClass().add("left-out");
            }
        }
    }
}
