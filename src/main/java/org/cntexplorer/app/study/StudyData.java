package org.cntexplorer.app.study;

import org.cntexplorer.study.run.OnData;

/** What a study's networks are run on, and how. */
record StudyData(OnData.Source source, OnData.Wishes wishes) {}
