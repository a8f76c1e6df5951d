package dev.postern.config.schema;

/** What a single value may be. Total: any text gives a value or {@link BadValue}. */
public interface ValueType<T> {
    /** For the manual: {@code duration from 1s to 10m}. */
    String description();

    T parse(String text, Surroundings around) throws BadValue;

    /** What to do where there is a list instead. */
    default String insteadOfList() {
        return "write one value: " + description();
    }

    /** As it is written in a file; {@link #parse} reads it back. */
    default String print(T value) {
        return String.valueOf(value);
    }
}
