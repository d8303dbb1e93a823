package org.cntexplorer.study.run;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.NaturalOrder;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.metric.Convention;
import org.cntexplorer.progress.Progress;
import org.cntexplorer.study.LeftOut;
import org.cntexplorer.study.Member;
import org.cntexplorer.study.Population;
import org.cntexplorer.study.store.MeasuredActivity;
import org.cntexplorer.study.store.MeasuredNetwork;
import org.cntexplorer.study.store.NetworkStatus;
import org.cntexplorer.study.store.StoredActivity;
import org.cntexplorer.study.store.StoredNetwork;
import org.cntexplorer.study.store.StudyStore;

/**
 * Measures the networks of a population into its store: on all cores, with one that writes. What the store has of a file's content is not
 * measured again, whatever the file is called now, so that a run goes on where the last one stopped or was stopped. There are never more
 * networks in memory than are measured at a time and wait to be written.
 */
public final class StudyRun {
    /** How often is written, and the one who waits hears of it. */
    private static final long WRITE_EVERY_MS = 200;

    private final Population population;
    private final StudyStore store;
    private final NetworkMeasurement measurement;
    private final Progress progress;
    private final Ledger ledger;
    private final Backlog backlog;
    private final List<Worker> workers;
    private final AtomicInteger next = new AtomicInteger();
    /** By file. */
    private final Map<String, LeftOut> problems = new HashMap<>();
    private int done;
    private String last = "";
    private int measured;
    private int kept;
    private final Optional<OnData> data;
    /** What the store has of the networks at work, by file. */
    private final Map<String, StoredActivity> active;
    /** Of which of them it has densities too; empty where it cannot have any. */
    private final Optional<Set<String>> dense;
    /** Why networks could not be run on the data, by file; of the writing thread alone. */
    private final Map<String, String> notRun = new TreeMap<>(NaturalOrder.OF_FILES);

    private StudyRun(Population population, StudyStore store, NetworkMeasurement measurement, Optional<OnData> data, Progress progress) throws ModelFormatException {
        this.data = data;
        active = data.isPresent() ? store.activity() : Map.of();
        dense = data.isPresent() ? store.filesWithActivityDensities() : Optional.empty();
        this.population = population;
        this.store = store;
        this.measurement = measurement;
        this.progress = progress;
        ledger = new Ledger(population, store.networks());
        int count = Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), population.members().size()));
        backlog = new Backlog(count);
        workers = Stream.generate(Worker::new).limit(count).toList();
    }

    /**
     * Brings the store up to the population as it is now. Afterwards the study is the store's measured networks: files that were measured and
     * are members no more keep their numbers, but are {@link NetworkStatus#MISSING}.
     *
     * @param store where the networks go; nothing is written to it where there is nothing new
     * @param convention of the strengths; the same for all networks of a store
     * @param options with which the files are opened; the same too
     * @param progress is told of by the calling thread, and asked by others
     * @throws ModelFormatException with one sentence where the store was measured otherwise, cannot be written to, or the population's folder
     *     is gone; what was finished before is in the store
     * @throws CancellationException when {@code progress} is cancelled; what was finished before is in the store
     */
    public static Outcome measure(Population population, StudyStore store, Convention convention, OpenOptions options, Progress progress)
            throws ModelFormatException {
        return measure(population, store, convention, options, Optional.empty(), progress);
    }

    /**
     * The same, and what the networks do on data. Those that were measured before without them, or on others, are run too; one that cannot be
     * run has its other numbers all the same, and is tried again the next time.
     *
     * @param data open until this returns; where it is empty, what the store has of networks at work stays
     */
    public static Outcome measure(Population population, StudyStore store, Convention convention, OpenOptions options, Optional<OnData> data, Progress progress)
            throws ModelFormatException {
        MeasuringSettings.keep(store, population.folder(), convention, options);
        Optional<String> other = data.isPresent() ? MeasuringSettings.keep(store, data.get(), progress) : Optional.empty();
        StudyRun run = new StudyRun(population, store, new NetworkMeasurement(convention, options, data), data, progress);
        return run.run(other);
    }

    /** @param other a sentence on the data */
    private Outcome run(Optional<String> other) throws ModelFormatException {
        workers.forEach(worker -> Thread.ofPlatform().daemon().name("study").start(worker));
        try {
            write();
        } finally {
            // nobody reads a file any more after that, also where the store failed
            stop();
            backlog.drop();
        }
        progress.check();
        finish();
        List<LeftOut> inOrder = new ArrayList<>();
        population.members().stream().map(member -> problems.remove(member.name())).filter(problem -> problem != null).forEach(inOrder::add);
        inOrder.addAll(problems.values());
        return new Outcome(measured, kept, inOrder, Stream.of(ledger.warning(), other, notRun(), measurement.assumption()).flatMap(Optional::stream).toList());
    }

    /** A sentence on the networks that have no numbers on the data; empty where all have. */
    private Optional<String> notRun() {
        return notRun.entrySet().stream().findFirst().map(first -> String.format(Locale.ROOT, "%,d of the networks could not be run on %s and %s the numbers of the "
                + "links alone, the first, %s, because: %s", notRun.size(), data.orElseThrow().name(), notRun.size() == 1 ? "has" : "have", first.getKey(),
                first.getValue()));
    }

    private void stop() {
        ledger.stop();
        backlog.stop();
    }

    /** One that measures: many ask the progress at once, but what they tell is told on by the thread that waits. */
    private final class Worker implements Runnable, Progress {
        private volatile double fraction;

        @Override
        public void run() {
            Throwable failure = null;
            try {
                for (int i = next.getAndIncrement(); i < population.members().size(); i = next.getAndIncrement()) {
                    backlog.put(step(i, this));
                    fraction = 0;
                }
            } catch (CancellationException e) {
                ledger.stop();
            } catch (Throwable e) {
                failure = e;
                ledger.stop();
            } finally {
                backlog.ended(failure);
            }
        }

        @Override
        public void report(double now, String what) {
            fraction = Math.max(0, now);
        }

        @Override
        public boolean cancelled() {
            return backlog.isStopped() || progress.cancelled();
        }
    }

    private Step step(int index, Progress asked) throws ModelFormatException {
        asked.check();
        Member member = population.members().get(index);
        Content content;
        try {
            content = Content.of(member.file(), asked);
        } catch (ModelFormatException e) {
            if (!Files.isDirectory(population.folder())) {
                throw new ModelFormatException(population.folder()
                        + " is not there any more; what was measured of it is kept: put it back, or connect its disk, and measure again.", e);
            }
            return ledger.unreadable(index, e.getMessage());
        }
        Optional<Step> known = ledger.decide(index, content);
        return known.isPresent() ? onData(known.get(), member, content, asked) : new Step.Put(measurement.of(member, content, asked));
    }

    /** Runs a network that was measured before, where there are data that it was not run on. */
    private Step onData(Step known, Member member, Content content, Progress asked) {
        String stored = known instanceof Step.Update update ? update.file() : known.row().file();
        StoredActivity before = active.get(stored);
        if (data.isEmpty() || known.row().status() != NetworkStatus.MEASURED || before != null && before.isKnown() && !lacksDensities(stored, before)) {
            return known;
        }
        MeasuredActivity now = measurement.onData(member, content, asked);
        // with the same reason as before nothing is new, but it is told
        return new Step.Activity(known, now);
    }

    /** As it does where an older program has run it. */
    private boolean lacksDensities(String file, StoredActivity activity) {
        return dense.isPresent() && !dense.get().contains(file) && activity.layers().stream().anyMatch(layer -> layer.layer() > 0);
    }

    /** Writes what is finished until nothing is left, also what is finished when a cancel comes. */
    private void write() throws ModelFormatException {
        for (Optional<List<Step>> steps = backlog.take(WRITE_EVERY_MS); steps.isPresent(); steps = backlog.take(WRITE_EVERY_MS)) {
            if (progress.cancelled()) {
                stop();
            }
            if (!steps.get().isEmpty()) {
                write(steps.get());
                done += steps.get().size();
                last = steps.get().getLast().row().file();
            }
            report();
        }
        Optional<Throwable> failure = backlog.failure();
        if (failure.isPresent()) {
            switch (failure.get()) {
                case ModelFormatException sentence -> throw sentence;
                case Error error -> throw error;
                case Throwable bug -> throw new IllegalStateException(bug);
            }
        }
    }

    private void report() {
        double begun = workers.stream().mapToDouble(worker -> worker.fraction).sum();
        int all = population.members().size();
        progress.report(Math.min(1, (done + begun) / Math.max(1, all)),
                String.format(Locale.ROOT, "%,d of %,d networks%s", done, all, last.isEmpty() ? "" : ": " + last));
    }

    private void write(List<Step> steps) throws ModelFormatException {
        Map<String, StoredNetwork> updates = new LinkedHashMap<>();
        List<MeasuredNetwork> puts = new ArrayList<>();
        Map<String, MeasuredActivity> activity = new LinkedHashMap<>();
        for (Step step : steps) {
            switch (step) {
                case Step.Put(MeasuredNetwork network) -> puts.add(network);
                case Step.Activity(Step.Update update, MeasuredActivity of) -> {
                    updates.put(update.file(), update.row());
                    activity.put(update.row().file(), of);
                }
                case Step.Activity(Step known, MeasuredActivity of) -> {
                    if (of.activity().isKnown() || !of.activity().equals(active.get(known.row().file()))) {
                        activity.put(known.row().file(), of);
                    }
                }
                case Step.Update(String file, StoredNetwork row) -> updates.put(file, row);
                case Step.Keep _ -> { }
            }
        }
        if (!updates.isEmpty()) {
            store.update(updates);
        }
        if (!puts.isEmpty()) {
            store.put(puts);
        }
        if (!activity.isEmpty()) {
            store.activity(activity);
        }
        steps.forEach(this::count);
    }

    private void count(Step step) {
        StoredNetwork row = step.row();
        Optional<StoredActivity> activity = switch (step) {
            case Step.Put(MeasuredNetwork network) -> network.activity().map(MeasuredActivity::activity);
            case Step.Activity(Step _, MeasuredActivity of) -> Optional.of(of.activity());
            case Step.Update _, Step.Keep _ -> Optional.empty();
        };
        activity.filter(of -> !of.isKnown()).ifPresent(of -> notRun.put(row.file(), of.reason()));
        if (row.status() != NetworkStatus.MEASURED) {
            problems.put(row.file(), new LeftOut(row.file(), row.reason()));
        } else if (step instanceof Step.Put) {
            measured++;
        } else {
            kept++;
        }
    }

    /** What is left in the store of files that are no members, which may be told only when all members were looked at. */
    private void finish() throws ModelFormatException {
        write(ledger.gone());
        for (String file : ledger.forgotten()) {
            store.remove(file);
        }
    }
}
