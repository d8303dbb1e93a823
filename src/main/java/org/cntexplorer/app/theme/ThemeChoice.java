package org.cntexplorer.app.theme;

/** What a person wants the window to look like. */
public enum ThemeChoice {
    SYSTEM("Follow the system"), LIGHT("Light"), DARK("Dark");

    private final String label;

    ThemeChoice(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
