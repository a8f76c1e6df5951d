package dev.postern.config.schema;

/** A list of sections of one kind: at least one. */
public record Several<S>(String key, Section<S> section, String meaning) implements Entry {
    @Override
    public Presence presence() {
        return Presence.REQUIRED;
    }
}
