package org.cntexplorer.data;

/** Where the channels of a picture (its colours) stand among the extents of a sample. */
public enum ChannelOrder {
    /** There are none, or nobody says. */
    NONE,
    /** Before the others, as PyTorch and ONNX have them: 3×32×32. */
    FIRST,
    /** Behind the others, as image files, Keras and TensorFlow have them: 32×32×3. */
    LAST
}
