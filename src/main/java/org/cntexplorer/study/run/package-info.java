/**
 * From a population to its store: every network is opened, measured, closed and put, several at a time and each once, whatever happens in
 * between.
 */
package org.cntexplorer.study.run;
