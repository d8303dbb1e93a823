package org.cntexplorer.format.pytorch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.ZipArchive;
import org.cntexplorer.format.pickle.PickleReader;
import org.cntexplorer.format.pickle.Pickled;
import org.cntexplorer.progress.Progress;

/** The container that PyTorch writes since 1.6, and TorchScript since 1.2: a zip file of a pickle and the storages, one entry each. */
final class ZipContainer implements Storages {
    private static final String PICKLE = "data.pkl";
    private static final long LONGEST_CODE = 8L << 20;

    private final MappedFile file;
    private final ZipArchive archive;
    private final Progress progress;
    private final String folder;
    private final Map<String, ZipArchive.Entry> entries = new HashMap<>();
    private final Map<String, MemorySegment> storages = new HashMap<>();
    /** Those of the constants of archived code, which have keys of their own. */
    private final Map<String, MemorySegment> constants = new HashMap<>();
    private final ByteOrder order;

    private ZipContainer(MappedFile file, ZipArchive archive, String pickle, Progress progress) throws ModelFormatException {
        this.file = file;
        this.archive = archive;
        this.progress = progress;
        this.folder = pickle.substring(0, pickle.length() - PICKLE.length());
        archive.entries().forEach(entry -> entries.putIfAbsent(entry.name(), entry));
        ZipArchive.Entry written = entries.get(folder + "byteorder");
        this.order = written != null && text(written, 16).strip().equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** The path of the pickle in a zip file that PyTorch wrote. */
    static Optional<String> pickle(ZipArchive archive) {
        return archive.entries().stream().map(ZipArchive.Entry::name)
                .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE) && name.indexOf('/') == name.length() - PICKLE.length() - 1).findFirst();
    }

    static TorchContents read(MappedFile file, Progress progress) throws ModelFormatException {
        ZipArchive archive = ZipArchive.open(file.name(), file.bytes(), file.arena());
        String pickle = pickle(archive).orElseThrow(() -> new ModelFormatException(file.name() + " " + FormerArchive.look(archive) + "."));
        ZipContainer container = new ZipContainer(file, archive, pickle, progress);
        PickleReader reader = container.reader(pickle);
        Pickled root = reader.read();
        Map<String, String> code = container.code();
        Pickled constants = code.isEmpty() || !container.entries.containsKey(container.folder + "constants.pkl") ? Pickled.None.NONE
                : container.reader(container.folder + "constants.pkl").read();
        return new TorchContents(root, reader.called(), container, code, constants);
    }

    private PickleReader reader(String name) throws ModelFormatException {
        MemorySegment bytes = archive.read(entries.get(name), progress);
        return new PickleReader(file.name() + " (" + name + ")", bytes, 0, file.arena(), progress);
    }

    private String text(ZipArchive.Entry entry, long longest) throws ModelFormatException {
        if (entry.size() < 0 || entry.size() > longest) {
            throw new ModelFormatException(file.name() + ": its " + entry.name() + " has " + entry.size() + " bytes, and no model's has more than "
                    + longest + "; save the model again.");
        }
        return new String(archive.read(entry, progress).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    /** The archived source, all files together within bounds. */
    private Map<String, String> code() throws ModelFormatException {
        String below = folder + "code/";
        List<ZipArchive.Entry> sources = new ArrayList<>();
        for (ZipArchive.Entry entry : archive.entries()) {
            if (entry.name().startsWith(below) && entry.name().endsWith(".py")) {
                sources.add(entry);
            }
        }
        archive.checkSize(sources);
        Map<String, String> code = new LinkedHashMap<>();
        long left = LONGEST_CODE;
        for (ZipArchive.Entry entry : sources) {
            String text = text(entry, left);
            left -= entry.size();
            code.put(entry.name().substring(below.length()), text);
        }
        return code;
    }

    @Override
    public MemorySegment bytes(String key) throws ModelFormatException {
        return bytes(key, "data/", "constants/", storages);
    }

    @Override
    public Storages ofConstants() {
        return new Storages() {
            @Override
            public MemorySegment bytes(String key) throws ModelFormatException {
                return ZipContainer.this.bytes(key, "constants/", "data/", constants);
            }

            @Override
            public ByteOrder order() {
                return order;
            }
        };
    }

    private MemorySegment bytes(String key, String first, String otherwise, Map<String, MemorySegment> read) throws ModelFormatException {
        MemorySegment known = read.get(key);
        if (known == null) {
            ZipArchive.Entry entry = entries.getOrDefault(folder + first + key, entries.get(folder + otherwise + key));
            if (entry == null) {
                throw new ModelFormatException(file.name() + " refers to the storage \"" + key + "\", but holds no " + folder + "data/" + key
                        + "; download or save it again.");
            }
            known = archive.read(entry, progress);
            read.put(key, known);
        }
        return known;
    }

    @Override
    public ByteOrder order() {
        return order;
    }
}
