package org.cntexplorer.app.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.cntexplorer.progress.Progress;

/** The beginning of a file: ends the writing when there is enough of it. */
final class Beginning extends OutputStream {
    private static final int BYTES = 6_000;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private static final class Full extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** What a preview shows of a file. */
    static String of(ExportItem.Contents contents, Progress progress) throws IOException {
        Beginning out = new Beginning();
        try {
            contents.writeTo(out, progress);
        } catch (Full e) {
            return out.text() + "\n…";
        }
        return out.text();
    }

    @Override
    public void write(int b) throws IOException {
        if (bytes.size() >= BYTES) {
            throw new Full();
        }
        bytes.write(b);
    }

    private String text() {
        String text = bytes.toString(StandardCharsets.UTF_8);
        return bytes.size() < BYTES ? text : text.substring(0, Math.max(0, text.lastIndexOf('\n')));
    }
}
