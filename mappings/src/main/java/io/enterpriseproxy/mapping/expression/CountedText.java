package io.enterpriseproxy.mapping.expression;

/** A text that charges the budget for each look at it. */
final class CountedText implements CharSequence {
    private static final int LOOKS_PER_STEP = 8;

    private final String text;
    private final Budget budget;
    private int looks;

    CountedText(String text, Budget budget) {
        this.text = text;
        this.budget = budget;
    }

    @Override
    public char charAt(int index) {
        if (++looks == LOOKS_PER_STEP) {
            looks = 0;
            budget.charge(1);
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
