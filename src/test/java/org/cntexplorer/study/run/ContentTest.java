package org.cntexplorer.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import org.cntexplorer.Cancelled;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class ContentTest {
    @TempDir
    private Path folder;

    @Test
    void aFileAloneHasTheHashOfItsBytes() throws Exception {
        byte[] bytes = new byte[300_000];
        new java.util.Random(1).nextBytes(bytes);
        Path file = Files.write(folder.resolve("a.npy"), bytes);
        Files.writeString(folder.resolve("b.npy"), "beside");
        Content content = Content.of(file, Progress.NONE);
        assertThat(content).isEqualTo(new Content(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)), 300_000,
                Files.getLastModifiedTime(file).toInstant()));
        assertThat(content.isStill(file)).isTrue();
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
        assertThat(content.isStill(file)).isFalse();
        assertThatThrownBy(() -> Content.of(file, Cancelled.after(1))).isInstanceOf(CancellationException.class);
        Files.delete(file);
        assertThat(content.isStill(file)).isFalse();
        assertThatThrownBy(() -> Content.of(file, Progress.NONE)).isInstanceOf(ModelFormatException.class)
                .hasMessage(file + " is not there any more; put it back, or measure the folder as it is now.");
    }

    /** Weights that change change the model, although the file that names them does not. */
    @ParameterizedTest
    @CsvSource({
        "model.onnx, 'xx location xx weights.bin xx', weights.bin, other.bin",
        "model.safetensors.index.json, '{\"a\": \"model-1-of-1.safetensors\"}', model-1-of-1.safetensors, else.safetensors",
        "model.json, '[\"group1-shard1of1.bin\"]', group1-shard1of1.bin, group2-shard1of1.bin",
        "saved_model.pb, 'anything', variables/variables.data-00000-of-00001, variables.data",
        "ckpt-1.index, 'anything', ckpt-1.data-00000-of-00001, ckpt-2.data-00000-of-00001"})
    void weightsBesideAFileAreItsContentToo(String name, String text, String weights, String other) throws Exception {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.createDirectories(folder.resolve(weights).getParent());
        String alone = Content.of(file, Progress.NONE).hash();
        Files.writeString(folder.resolve(other), "of another");
        assertThat(Content.of(file, Progress.NONE).hash()).isEqualTo(alone);
        Files.writeString(folder.resolve(weights), "1 2 3");
        Content first = Content.of(file, Progress.NONE);
        assertThat(first.hash()).isNotEqualTo(alone);
        assertThat(first.size()).isEqualTo(text.length() + 5);
        Files.writeString(folder.resolve(weights), "1 2 4");
        assertThat(Content.of(file, Progress.NONE).hash()).isNotEqualTo(first.hash());
        Files.writeString(folder.resolve(weights), "1 2 3 4");
        assertThat(first.isStill(file)).isFalse();
    }
}
