package org.cntexplorer.app.study;

/**
 * Where a study's networks and labels come from.
 *
 * @param folder with the models; empty where it is not known
 * @param pattern of the files' names; empty where a table has the labels
 * @param table with the labels; empty where a pattern finds them
 */
record StudySource(String folder, String pattern, String table) {
    static final StudySource UNKNOWN = new StudySource("", "", "");
}
