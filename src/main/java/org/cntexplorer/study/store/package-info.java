/**
 * What was measured of the networks of a study, in one DuckDB file. The only package that knows DuckDB and SQL; it gives and takes plain records,
 * so that neither who measures nor who draws has to.
 */
package org.cntexplorer.study.store;
