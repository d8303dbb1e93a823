package org.cntexplorer.study.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.cntexplorer.study.Member;
import org.cntexplorer.study.Population;
import org.cntexplorer.study.store.MeasuredNetwork;
import org.cntexplorer.study.store.NetworkStatus;
import org.cntexplorer.study.store.StoredNetwork;

/**
 * Decides of each member whether it must be measured, by what the store has and by the members before it. Many ask at once, but the answers
 * are given in the order of the members, so that they do not depend on who was faster.
 */
final class Ledger {
    private static final int NAMED = 3;

    private final List<Member> members;
    private final Map<String, StoredNetwork> stored = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    /** What is stored of files that are no members, by hash. */
    private final Map<String, List<StoredNetwork>> moved = new HashMap<>();
    /** Files of these that are members now, under another name. */
    private final Set<String> claimed = new HashSet<>();
    /** Members that had their turn, by hash. */
    private final Map<String, List<Member>> seen = new HashMap<>();
    private final List<String> alike = new ArrayList<>();
    private int turn;
    private boolean stopped;

    Ledger(Population population, List<StoredNetwork> networks) {
        members = population.members();
        members.forEach(member -> names.add(member.name()));
        for (StoredNetwork network : networks) {
            stored.put(network.file(), network);
            if (!names.contains(network.file())) {
                moved.computeIfAbsent(network.hash(), hash -> new ArrayList<>()).add(network);
            }
        }
    }

    /**
     * Waits for the members before, and says what is to be done.
     *
     * @return empty where it is to be measured
     * @throws CancellationException when this was stopped
     */
    synchronized Optional<Step> decide(int index, Content content) {
        awaitTurn(index);
        Member member = members.get(index);
        List<Member> before = seen.computeIfAbsent(content.hash(), hash -> new ArrayList<>());
        Optional<Member> same = before.stream().filter(other -> other.labels().equals(member.labels())).findFirst();
        StoredNetwork own = stored.get(member.name());
        Optional<Step> step;
        if (same.isPresent()) {
            step = Optional.of(put(own, Rows.of(member, content, "", NetworkStatus.LEFT_OUT, member.name() + " has the same content as "
                    + same.get().name() + " and counts once; remove one of them, or give them other labels.")));
        } else {
            if (!before.isEmpty()) {
                alike.add(before.getFirst().name() + " and " + member.name());
            }
            step = known(own, content).map(known -> keep(known, member, content));
        }
        before.add(member);
        endTurn();
        return step;
    }

    /** As {@link #decide}, of a member whose file cannot be read: what was measured of it before is not lost. */
    synchronized Step unreadable(int index, String reason) {
        awaitTurn(index);
        Member member = members.get(index);
        StoredNetwork own = stored.get(member.name());
        endTurn();
        return own != null && isMeasured(own) ? update(own, missing(own, reason))
                : put(own, Rows.of(member, Content.NONE, "", NetworkStatus.UNREADABLE, reason));
    }

    private void awaitTurn(int index) {
        while (turn != index && !stopped) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException();
            }
        }
        if (stopped) {
            throw new CancellationException();
        }
    }

    private void endTurn() {
        turn++;
        notifyAll();
    }

    /** Nobody waits for a turn any more. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    private static boolean isMeasured(StoredNetwork network) {
        return network.status() == NetworkStatus.MEASURED || network.status() == NetworkStatus.MISSING;
    }

    /** What the store has of this content, under the member's name or that of a file which is no member any more. */
    private Optional<StoredNetwork> known(StoredNetwork own, Content content) {
        if (own != null && own.hash().equals(content.hash()) && isLookedAt(own)) {
            return Optional.of(own);
        }
        return moved.getOrDefault(content.hash(), List.of()).stream()
                .filter(network -> isLookedAt(network) && claimed.add(network.file())).findFirst();
    }

    /** Not those that could not be read, for that may have changed without the file, nor those left out for being the same as another. */
    private static boolean isLookedAt(StoredNetwork network) {
        return isMeasured(network) || network.status() == NetworkStatus.LEFT_OUT && !network.architecture().isEmpty();
    }

    private static Step keep(StoredNetwork known, Member member, Content content) {
        return isMeasured(known) ? update(known, Rows.of(member, content, known.architecture(), NetworkStatus.MEASURED, ""))
                : update(known, Rows.of(member, content, known.architecture(), known.status(), known.reason()));
    }

    private static Step update(StoredNetwork known, StoredNetwork row) {
        return known.equals(row) ? new Step.Keep(row) : new Step.Update(known.file(), row);
    }

    private static Step put(StoredNetwork own, StoredNetwork row) {
        return row.equals(own) ? new Step.Keep(row) : new Step.Put(MeasuredNetwork.none(row));
    }

    private static StoredNetwork missing(StoredNetwork network, String reason) {
        return new StoredNetwork(network.file(), network.hash(), network.size(), network.modified(), network.name(), network.architecture(),
                NetworkStatus.MISSING, reason, network.labels());
    }

    /** When all members had their turn: what is to be told of measured files that are no members. */
    synchronized List<Step> gone() {
        return others().filter(Ledger::isMeasured).map(network -> update(network, missing(network, network.file()
                + " is no longer among the files of the study; what was measured of it is kept, should it come back."))).toList();
    }

    /** The others that are no members: nothing was measured of them. */
    synchronized List<String> forgotten() {
        return others().filter(network -> !isMeasured(network)).map(StoredNetwork::file).toList();
    }

    private Stream<StoredNetwork> others() {
        return stored.values().stream().filter(network -> !names.contains(network.file()) && !claimed.contains(network.file()));
    }

    /** A sentence on networks of one content that have other labels; empty where there are none. */
    synchronized Optional<String> warning() {
        return alike.isEmpty() ? Optional.empty() : Optional.of(alike.size() + (alike.size() == 1 ? " network has" : " networks have")
                + " the same content as another, but other labels, and count each (" + String.join("; ", alike.subList(0, Math.min(NAMED, alike.size())))
                + (alike.size() > NAMED ? "; …" : "") + "); check that none was copied under a wrong name.");
    }
}
