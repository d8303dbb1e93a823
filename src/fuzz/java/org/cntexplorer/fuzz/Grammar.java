package org.cntexplorer.fuzz;

/** Takes files of a format apart and puts them together again. */
interface Grammar {
    /** @throws RuntimeException where the bytes are not of this format */
    Part read(byte[] bytes);

    byte[] write(Part part);

    /** The parts of a file, by what it looks like; words of four bytes where it looks like nothing that has parts. */
    static Part parse(byte[] bytes) {
        try {
            if (ReaderFuzz.starts(bytes, "PK\3\4")) {
                return ZipGrammar.ZIP.read(bytes);
            }
            if (bytes.length > 2 && (bytes[0] & 0xff) == 0x80 && bytes[1] < 6) {
                return PickleGrammar.PICKLE.read(bytes);
            }
            if (ReaderFuzz.starts(bytes, "\u0093NUMPY")) {
                return HeadGrammar.NUMPY.read(bytes);
            }
            if (ReaderFuzz.starts(bytes, "{") || ReaderFuzz.starts(bytes, "[")) {
                return JsonGrammar.JSON.read(bytes);
            }
            if (bytes.length > 8 && bytes[7] == 0 && bytes[8] == '{') {
                return HeadGrammar.SAFETENSORS.read(bytes);
            }
            if (ReaderFuzz.starts(bytes, "\b") && !ReaderFuzz.starts(bytes, "\b\0")) {
                return ProtoGrammar.MESSAGE.read(bytes);
            }
        } catch (RuntimeException e) {
            // damaged on purpose: a seed of what must be refused
        }
        return WordGrammar.WORDS.read(bytes);
    }
}
