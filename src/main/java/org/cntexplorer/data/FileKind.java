package org.cntexplorer.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.cntexplorer.format.ZipArchive;
import org.cntexplorer.format.numpy.NpyHeader;

/** What a file of samples or labels is, by its first bytes. */
enum FileKind {
    NPY("a NumPy array"), NPZ("a NumPy archive"), IDX("an IDX file"), CIFAR("a file of CIFAR pictures"), PICTURE("a picture"), TABLE("a table"),
    OTHER("a file of another kind");

    private static final int LOOKED_AT = 1 << 12;

    private final String words;

    FileKind(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    static FileKind of(DataFile file) {
        MemorySegment bytes = file.bytes();
        if (NpyHeader.startsWithMagic(bytes)) {
            return NPY;
        }
        if (ZipArchive.startsWithMagic(bytes)) {
            return NPZ;
        }
        if (isPicture(bytes)) {
            return PICTURE;
        }
        if (IdxFile.isWhole(bytes)) {
            return IDX;
        }
        if (CifarSamples.labelBytes(bytes) > 0) {
            return CIFAR;
        }
        if (IdxFile.startsSo(bytes)) {
            return IDX;
        }
        return isText(bytes) ? TABLE : OTHER;
    }

    private static boolean isPicture(MemorySegment bytes) {
        return startsWith(bytes, 0x89, 'P', 'N', 'G') || startsWith(bytes, 0xff, 0xd8, 0xff) || startsWith(bytes, 'G', 'I', 'F', '8')
                || startsWith(bytes, 'B', 'M') && bytes.byteSize() >= 10 && bytes.get(ValueLayout.JAVA_INT_UNALIGNED, 6) == 0;
    }

    private static boolean startsWith(MemorySegment bytes, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (bytes.byteSize() <= i || (bytes.get(ValueLayout.JAVA_BYTE, i) & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(MemorySegment bytes) {
        for (long i = 0; i < Math.min(LOOKED_AT, bytes.byteSize()); i++) {
            int c = bytes.get(ValueLayout.JAVA_BYTE, i) & 0xff;
            if (c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f') {
                return false;
            }
        }
        return true;
    }
}
