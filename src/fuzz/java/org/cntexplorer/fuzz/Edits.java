package org.cntexplorer.fuzz;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Changes of a seed at the level of its fields, written as a few bytes, so that Jazzer changes them as it changes any other file and is
 * guided by what they reach: a mark, which seed, then for each change what, where, how much and of what.
 */
final class Edits {
    private static final String MARK = "\0EDIT\0";
    private static final int BYTES = 8;
    private static final int MOST = 12;
    private static final int MOST_PARTS = 400_000;
    private static final long[] NUMBERS = {0, 1, -1, 2, 3, 4, 5, 7, 8, 9, 16, 32, 64, 100, 127, 128, 255, 256, 1000, 32767, 65535, 65536, 100_000,
        1 << 20, 1 << 24, (1 << 24) + 1, 100_000_000, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 31, 0xffffffffL, 1L << 32, 1L << 33,
        1L << 61, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE, -2, -3, -8, Integer.MAX_VALUE - 7, 0x7f800000L, 0x7ff0000000000000L};
    private static final String[] TEXTS = {"", "\u001b[31m", "\n", "..", "/dev/zero", "0", "\0", "\u202e", "None", "1e309", "[", "a".repeat(3000)};

    private final List<byte[]> seeds;
    private final List<Part> parsed = new ArrayList<>();

    Edits(List<byte[]> seeds) {
        this.seeds = seeds;
        seeds.forEach(seed -> parsed.add(null));
    }

    /** The seeds, and of each some changes to begin with; always the same ones. */
    static Stream<byte[]> with(List<byte[]> seeds) {
        Random random = new Random(20261121);
        Stream<byte[]> edited = Stream.iterate(0, i -> i < 6 * seeds.size(), i -> i + 1).map(i -> {
            byte[] edits = new byte[BYTES * (1 + i % 4)];
            random.nextBytes(edits);
            return new Bytes().bytes(MARK.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)).little(i % seeds.size(), 1).bytes(edits).toByteArray();
        });
        return Stream.concat(seeds.stream(), edited);
    }

    /** The file: the bytes themselves, or the seed that they say with their changes. */
    byte[] file(byte[] bytes) {
        if (!ReaderFuzz.starts(bytes, MARK) || bytes.length == MARK.length() || seeds.isEmpty()) {
            return bytes;
        }
        int seed = (bytes[MARK.length()] & 0xff) % seeds.size();
        if (parsed.get(seed) == null) {
            parsed.set(seed, Grammar.parse(seeds.get(seed)));
        }
        Part whole = parsed.get(seed).copy();
        ByteBuffer edits = ByteBuffer.wrap(bytes, MARK.length() + 1, bytes.length - MARK.length() - 1);
        try {
            for (int i = 0; i < MOST && edits.remaining() >= BYTES; i++) {
                edit(whole, edits.get() & 0xff, edits.getShort() & 0xffff, edits.get() & 0xff, edits.getInt());
            }
            return whole.bytes();
        } catch (IllegalStateException e) {
            // grown too large
            return bytes;
        }
    }

    private static void edit(Part whole, int what, int where, int much, int of) {
        List<Part> all = whole.all();
        Part part = all.get(where % all.size());
        Part other = all.get(Math.floorMod(of, all.size()));
        List<Part> siblings = all.stream().filter(one -> one.parts != null && one.parts.contains(part)).findFirst().map(one -> one.parts)
                .orElseGet(() -> new ArrayList<>(List.of(part)));
        int at = siblings.indexOf(part);
        switch (what % 12) {
            case 0, 1 -> number(part, NUMBERS[much % NUMBERS.length]);
            case 2 -> number(part, part.value instanceof Long value ? value + (byte) much : of);
            case 3 -> siblings.remove(at);
            case 4 -> siblings.add(at, other.copy());
            case 5 -> siblings.set(at, other.copy());
            case 6 -> repeat(siblings, at, all.size(), much == 255 ? 1 << 17 : much % 32);
            case 7 -> Collections.swap(siblings, at, Math.floorMod(of, siblings.size()));
            case 8 -> value(part, other.value);
            case 9 -> text(part, TEXTS[much % TEXTS.length], of);
            case 10 -> nest(part, much);
            default -> part.label = part.label != null && other.label != null && part.label.getClass() == other.label.getClass() ? other.label : part.label;
        }
    }

    private static void number(Part part, long number) {
        if (part.parts == null) {
            part.value = part.value instanceof Double ? (Object) (double) number : part.value instanceof String text ? number(text, number) : number;
        } else if (!part.parts.isEmpty()) {
            // all numbers of a list
            part.parts.stream().filter(one -> one.value instanceof Long).forEach(one -> one.value = number);
        }
    }

    /** The first number in a text. */
    private static String number(String text, long number) {
        return text.replaceFirst("-?[0-9]+", Long.toString(number));
    }

    private static void value(Part part, Object value) {
        if (part.parts == null && value != null) {
            part.value = value;
        }
    }

    private static void text(Part part, String text, int of) {
        if (part.value instanceof String old) {
            int at = Math.floorMod(of, old.length() + 1);
            part.value = old.substring(0, at) + text + old.substring(at);
        } else if (part.value instanceof byte[]) {
            part.value = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        } else if (part.label instanceof String old) {
            part.label = old + text;
        }
    }

    private static void repeat(List<Part> siblings, int at, int parts, int times) {
        Part part = siblings.get(at);
        int size = part.all().size();
        for (int i = 0; i < times && parts + (long) i * size < MOST_PARTS; i++) {
            siblings.add(at, part.copy());
        }
    }

    private static void nest(Part part, int deep) {
        if (part.parts != null) {
            Part inner = part.copy();
            for (int i = 0; i < 1 + deep % 4 && part.all().size() < 50_000; i++) {
                part.parts.add(part.copy());
            }
            part.parts.add(inner);
        }
    }
}
