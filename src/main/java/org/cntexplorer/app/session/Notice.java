package org.cntexplorer.app.session;

import java.util.List;

/**
 * Something that a person is to know of the session, and may answer.
 *
 * @param dismissed what is done where it is not answered
 */
record Notice(String sentence, List<Answer> answers, Runnable dismissed) {
    /**
     * What can be done about it.
     *
     * @param id of its button
     * @param help for its tooltip
     */
    record Answer(String id, String label, String help, Runnable action) {}

    Notice(String sentence, Answer... answers) {
        this(sentence, List.of(answers), () -> {});
    }
}
