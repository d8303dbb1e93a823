package org.cntexplorer.format.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;

/**
 * The outermost message of an ONNX file. Protocol buffers have no signature, and their library takes almost anything for an empty
 * model (an HTML page too), so the fields are walked through first.
 */
final class OnnxMessage {
    private static final int IR_VERSION = 1;
    private static final int GRAPH = 7;
    private static final int OPERATOR_SETS = 8;
    /** The IR version since which a model names its sets of operators, which are written behind the graph. */
    private static final int NAMES_SETS = 3;
    private static final int VARINT = 0;
    private static final int BYTES = 2;
    /** More fields than any model has outside of its graph. */
    private static final int MOST_FIELDS = 100_000;

    /** How far the walk came. */
    enum End {
        /** To the end of the file, past a graph. */
        WHOLE,
        /** A field reaches beyond the end of the file. */
        CUT_SHORT,
        /** A field is none of a model's, or there is no graph. */
        OTHER
    }

    private final MemorySegment bytes;
    private long at;
    private long version;
    private boolean graph;
    private boolean sets;

    private OnnxMessage(MemorySegment bytes) {
        this.bytes = bytes;
    }

    /** Whether the file is a model as far as its outermost fields tell; reads a few bytes of each. */
    static End end(MemorySegment bytes) {
        OnnxMessage message = new OnnxMessage(bytes);
        End end = message.walk();
        // a cut inside of the first fields leaves nothing that is certainly ONNX
        return end == End.CUT_SHORT && message.version == 0 ? End.OTHER : end;
    }

    private End walk() {
        for (int fields = 0; fields < MOST_FIELDS; fields++) {
            if (at == bytes.byteSize()) {
                return graph && (sets || version < NAMES_SETS) ? End.WHOLE : version > 0 ? End.CUT_SHORT : End.OTHER;
            }
            long tag = varint();
            int field = (int) Math.min(tag >>> 3, Integer.MAX_VALUE);
            if (tag < 0 || wire(field) != (tag & 7)) {
                return tag < 0 && at == bytes.byteSize() ? End.CUT_SHORT : End.OTHER;
            }
            long value = varint();
            if (value < 0 && at == bytes.byteSize()) {
                return End.CUT_SHORT;
            }
            if (field == IR_VERSION) {
                if (value < 1 || value > 1000) {
                    return End.OTHER;
                }
                version = value;
            } else if (wire(field) == BYTES) {
                graph |= field == GRAPH;
                sets |= field == OPERATOR_SETS;
                if (value < 0 || value > bytes.byteSize() - at) {
                    return End.CUT_SHORT;
                }
                at += value;
            }
        }
        return End.OTHER;
    }

    /** The wire type of a field of ModelProto, −1 where it has no such field. */
    private static int wire(int field) {
        return switch (field) {
            // ir_version, model_version
            case IR_VERSION, 5 -> VARINT;
            // producer's name and version, domain, documentation, graph, opsets, metadata, training, functions, devices
            case 2, 3, 4, 6, GRAPH, OPERATOR_SETS, 14, 20, 25, 26 -> BYTES;
            default -> -1;
        };
    }

    /** A number of at most 63 bits, or −1. */
    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 63 && at < bytes.byteSize(); shift += 7) {
            byte b = bytes.get(ValueLayout.JAVA_BYTE, at++);
            value |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return value;
            }
        }
        return -1;
    }

    /**
     * Parses the file; the weights stay where they are, as byte strings over the mapping.
     *
     * @throws ModelFormatException where it is no model, damaged, or cut short
     */
    static ModelProto parse(MappedFile file) throws ModelFormatException {
        if (file.size() > Integer.MAX_VALUE) {
            throw new ModelFormatException(file.name() + " is larger than 2 GB, which no ONNX file can be; check where it comes from.");
        }
        End end = end(file.bytes());
        if (end == End.CUT_SHORT) {
            throw new ModelFormatException(file.name() + " is an ONNX file that was cut short: it ends at byte " + file.size()
                    + " inside of its model; download or copy it again.");
        }
        if (end == End.OTHER) {
            throw new ModelFormatException(file.name() + " is not an ONNX model: its bytes are not those of one; export the model again.");
        }
        try {
            CodedInputStream in = UnsafeByteOperations.unsafeWrap(file.bytes().asByteBuffer()).newCodedInput();
            in.enableAliasing(true);
            ModelProto model = ModelProto.parseFrom(in);
            in.checkLastTagWas(0);
            return model;
        } catch (InvalidProtocolBufferException e) {
            throw new ModelFormatException(file.name() + " is a damaged ONNX file: its model is no sound protocol buffer; download or copy it again.", e);
        } catch (IOException e) {
            throw new ModelFormatException(file.name() + " cannot be read (" + e.getMessage() + "); check the disk and the file.", e);
        }
    }
}
