package org.cntexplorer.data;

/** How a picture of another size than the model wants is made to fit; grey becomes red, green and blue, or these grey, by the same word. */
public enum Resize {
    /** It is not: another shape is an error. */
    NONE,
    /** Each point takes the colour of the nearest one. */
    NEAREST,
    /** Each point takes the mean of those around it, of as many as it covers where the picture shrinks: "bilinear" of PIL and torchvision. */
    BILINEAR
}
