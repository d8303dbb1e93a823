package org.cntexplorer.app.study;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.cntexplorer.app.task.PooledTaskExecutor;
import org.cntexplorer.app.task.TaskButton;
import org.cntexplorer.app.widget.NumberText;
import org.cntexplorer.study.store.NetworkStatus;
import org.cntexplorer.study.store.StoredNetwork;

/** The lower edge of a study's window: how many networks, and the tasks that run. */
final class StudyStatus {
    private final Label count = new Label();
    private final HBox root;

    StudyStatus(StudyViewModel study, PooledTaskExecutor executor) {
        count.setId("study-count");
        count.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        root = new HBox(12, count, gap, new TaskButton(executor).root());
        root.getStyleClass().add("status-bar");
        root.setAlignment(Pos.CENTER_LEFT);
        study.studyProperty().subscribe(read -> count.setText(words(read.networks())));
    }

    Node root() {
        return root;
    }

    private static String words(List<StoredNetwork> networks) {
        if (networks.isEmpty()) {
            return "Nothing is measured yet";
        }
        long measured = networks.stream().filter(network -> network.status() == NetworkStatus.MEASURED).count();
        long kinds = networks.stream().filter(network -> network.status() == NetworkStatus.MEASURED).map(StoredNetwork::architecture).distinct().count();
        long others = networks.size() - measured;
        return Names.networks((int) measured) + " measured"
                + (kinds > 1 ? "  ·  " + kinds + " architectures" : "") + (others == 0 ? "" : "  ·  " + NumberText.count(others) + " not part of the study");
    }
}
