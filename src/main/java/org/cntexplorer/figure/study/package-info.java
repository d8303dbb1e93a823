/** Figures of a whole study, made of its store. */
package org.cntexplorer.figure.study;
