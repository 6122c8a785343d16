package io.enterpriseproxy.mapping.event;

/** A text for pattern matching, which counts each look at it, so that no pattern can run away. Not thread-safe. */
public final class CountedText implements CharSequence {
    private static final int LOOKS_PER_STEP = 8;

    private final String text;
    private final Runnable step;
    private int looks;

    /** @param step called at every eighth look; ends the matching by throwing */
    public CountedText(String text, Runnable step) {
        this.text = text;
        this.step = step;
    }

    @Override
    public char charAt(int index) {
        if (++looks == LOOKS_PER_STEP) {
            looks = 0;
            step.run();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
