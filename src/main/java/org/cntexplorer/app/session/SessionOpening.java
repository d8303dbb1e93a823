package org.cntexplorer.app.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cntexplorer.app.workspace.ReadModel;
import org.cntexplorer.format.ModelFiles;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Network;
import org.cntexplorer.progress.Progress;

/**
 * A session whose models have been read, as far as they are there.
 *
 * @param file of the session
 * @param session as it stands there
 * @param read the models that could be read, in its order
 * @param kept what the session says of each of these
 * @param absent the models that could not be read
 */
record SessionOpening(Path file, Session session, List<ReadModel> read, List<SessionModel> kept, List<Absent> absent) implements AutoCloseable {
    /** A model that is not there, or no model. @param sentence that says why */
    record Absent(SessionModel model, String sentence) {}

    /**
     * Reads the models of a session.
     *
     * @param found where models are that are not where the session says, by their whole path there
     * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
     */
    static SessionOpening of(Path file, Session session, Map<String, Path> found, Progress progress) {
        List<ReadModel> read = new ArrayList<>();
        List<SessionModel> kept = new ArrayList<>();
        List<Absent> absent = new ArrayList<>();
        SessionOpening opening = new SessionOpening(file, session, read, kept, absent);
        Set<Path> seen = new HashSet<>();
        boolean whole = false;
        try {
            for (int i = 0; i < session.models().size(); i++) {
                progress.check();
                SessionModel model = session.models().get(i);
                Path path = found.getOrDefault(model.absolute(), model.file(file));
                if (!seen.add(path)) {
                    continue;
                }
                if (!Files.exists(path)) {
                    absent.add(new Absent(model, "there is no file " + path));
                    continue;
                }
                try {
                    Network network = ModelFiles.open(path, model.options(), progress.part((double) i / session.models().size(),
                            (i + 1.0) / session.models().size()));
                    read.add(new ReadModel(path, network, model.options(), FittedView.of(model.view(), network)));
                    kept.add(model);
                } catch (ModelFormatException e) {
                    absent.add(new Absent(model, e.getMessage().replaceAll("\\.$", "")));
                }
            }
            whole = true;
            return opening;
        } finally {
            if (!whole) {
                opening.close();
            }
        }
    }

    /** The same again where one of the absent models has been found, and whichever others lie in the same folder under their names. */
    static Map<String, Path> found(Map<String, Path> before, List<Absent> absent, Path where) {
        Map<String, Path> found = new HashMap<>(before);
        found.put(absent.getFirst().model().absolute(), where.toAbsolutePath().normalize());
        for (Absent other : absent.subList(1, absent.size())) {
            Path beside = where.toAbsolutePath().normalize().resolveSibling(other.model().name());
            if (Files.exists(beside)) {
                found.put(other.model().absolute(), beside);
            }
        }
        return found;
    }

    /** Number of the model to look at among those that were read; the first where that one is absent. */
    int current() {
        return Math.max(0, kept.indexOf(session.models().get(session.current())));
    }

    /** Where the window is told of models that are absent: what and why. */
    String sentence() {
        int all = session.models().size();
        String which = absent.size() == all && all == 1 ? "its model cannot be opened"
                : absent.size() == 1 ? "one of its " + all + " models cannot be opened" : absent.size() + " of its " + all + " models cannot be opened";
        return ModelFormatException.shown(file.getFileName() + ": " + which + ", since " + absent.getFirst().sentence() + ".");
    }

    /** Closes the networks, where nobody takes them. */
    @Override
    public void close() {
        read.forEach(model -> model.network().close());
    }
}
