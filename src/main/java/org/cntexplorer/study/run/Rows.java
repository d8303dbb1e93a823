package org.cntexplorer.study.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.study.Label;
import org.cntexplorer.study.Labels;
import org.cntexplorer.study.Member;
import org.cntexplorer.study.store.NetworkStatus;
import org.cntexplorer.study.store.StoredLabel;
import org.cntexplorer.study.store.StoredNetwork;

/** The store's rows of a study's members. */
final class Rows {
    private Rows() {}

    static StoredNetwork of(Member member, Content content, String architecture, NetworkStatus status, String reason) {
        return new StoredNetwork(member.name(), content.hash(), content.size(), content.modified(), member.name().substring(member.name().lastIndexOf('/') + 1),
                architecture, status, ModelFormatException.shown(reason), labels(member.labels()));
    }

    /** A place of a table with nothing in it is no label. */
    private static List<StoredLabel> labels(Labels labels) {
        List<StoredLabel> stored = new ArrayList<>();
        for (Map.Entry<String, Label> label : labels.values().entrySet()) {
            switch (label.getValue()) {
                case Label.Number(double value) -> stored.add(StoredLabel.number(label.getKey(), value));
                case Label.Word(String text) when text.isEmpty() -> { }
                case Label.Word(String text) -> stored.add(StoredLabel.word(label.getKey(), text));
            }
        }
        return stored;
    }
}
