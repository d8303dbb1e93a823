package org.cntexplorer.app.command;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;

/** The commands of the window, by id, in the order in which they were added. */
public final class Commands {
    private final Map<String, Command> byId = new LinkedHashMap<>();

    /** @throws IllegalArgumentException where the id is taken */
    public Command add(Command command) {
        if (byId.putIfAbsent(command.id(), command) != null) {
            throw new IllegalArgumentException("there is a command " + command.id() + " already");
        }
        return command;
    }

    /** @throws NoSuchElementException where there is none of that id */
    public Command get(String id) {
        Command command = byId.get(id);
        if (command == null) {
            throw new NoSuchElementException("no command " + id);
        }
        return command;
    }

    public Collection<Command> all() {
        return java.util.Collections.unmodifiableCollection(byId.values());
    }
}
