package org.cntexplorer.model.kernel;

/** What the loops give for a block of numbers; none of it means anything where the squares' sum is not finite: there one of the numbers is not. */
final class BlockMoments {
    /** Of x − origin. */
    double sum;
    /** Of (x − origin)². */
    double squares;
    /** Never −0, nor is the greatest. */
    float min;
    float max;
}
