package org.cntexplorer.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.cntexplorer.format.ModelFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class BatchRelayTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 500})
    void eachStepTakesAllBatchesInTheirOrderAndOneAtATime(long batches) throws ModelFormatException {
        List<List<Long>> seen = new ArrayList<>();
        AtomicInteger together = new AtomicInteger();
        List<BatchRelay.Step> steps = new ArrayList<>();
        for (int s = 0; s < 4; s++) {
            // not synchronized: what one thread adds the other has to see
            List<Long> mine = new ArrayList<>();
            List<Long> before = s == 0 ? null : seen.getLast();
            AtomicInteger inside = new AtomicInteger();
            seen.add(mine);
            steps.add(batch -> {
                together.accumulateAndGet(inside.incrementAndGet(), Math::max);
                assertThat(before == null || before.get((int) batch) == batch).isTrue();
                mine.add(batch);
                inside.decrementAndGet();
            });
        }
        BatchRelay.take(steps, batches);
        assertThat(seen).allSatisfy(order -> assertThat(order).isEqualTo(LongStream.range(0, batches).boxed().toList()));
        assertThat(together.get()).isEqualTo(batches == 0 ? 0 : 1);
    }

    @Test
    void twoBatchesAreUnderWay() throws ModelFormatException {
        CountDownLatch both = new CountDownLatch(2);
        Set<String> threads = ConcurrentHashMap.newKeySet();
        BatchRelay.Step meet = batch -> {
            threads.add(Thread.currentThread().getName());
            both.countDown();
            try {
                assertThat(both.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        // the first batch waits in the second step for the other one to come to the first
        BatchRelay.take(List.of(batch -> {
            if (batch == 1) {
                meet.take(batch);
            }
        }, batch -> {
            if (batch == 0) {
                meet.take(batch);
            }
        }), 2);
        assertThat(threads).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 6})
    void whatAStepThrowsFirstIsThrownAndNoOtherBegins(long failing) {
        List<Long> ended = Collections.synchronizedList(new ArrayList<>());
        ModelFormatException cause = new ModelFormatException("Sample 7 is damaged.");
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> BatchRelay.take(List.of(batch -> { }, batch -> {
            if (batch == failing) {
                throw cause;
            }
        }, ended::add), 100)).isSameAs(cause);
        assertThat(ended).isEqualTo(LongStream.range(0, ended.size()).boxed().toList()).hasSizeLessThanOrEqualTo((int) failing);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> BatchRelay.take(List.of(batch -> {
            throw new CancellationException();
        }), 100));
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> BatchRelay.take(List.of(batch -> {
            throw new OutOfMemoryError("none left");
        }), 100));
    }

    @Test
    void anInterruptEndsIt() {
        CountDownLatch begun = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> BatchRelay.take(List.of(batch -> {
            if (batch == 1) {
                begun.countDown();
                caller.interrupt();
                try {
                    // until the caller, who waits for this batch, ends it
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new CancellationException();
                }
            }
        }), 4));
        assertThat(begun.getCount()).isZero();
        assertThat(Thread.interrupted()).isTrue();
    }
}
