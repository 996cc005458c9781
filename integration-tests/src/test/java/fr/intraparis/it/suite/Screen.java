package fr.intraparis.it.suite;

/** The two screens that every journey must fit (check D4.1). */
public enum Screen {
    /** A desk. */
    DESK(1280, 800),
    /** A telephone. */
    PHONE(360, 800);

    private final int width;
    private final int height;

    Screen(int width, int height) {
        this.width = width;
        this.height = height;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
