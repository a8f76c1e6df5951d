package dev.postern.config.schema;

/** What a section consists of. */
public sealed interface Entry permits Setting, Values, Pairs, Nested, Several {
    /** In kebab case, as written before the colon. */
    String key();

    Presence presence();

    /** One sentence for the administrator. */
    String meaning();
}
