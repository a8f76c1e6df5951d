package dev.postern.config.schema;

import java.util.List;
import java.util.Map;

/** A group of settings, and how its table in the file becomes a record. */
public interface Section<S> {
    /** In the order of the reference file. */
    List<Entry> entries();

    /** Keys that people write here by mistake, with the advice that they get. */
    default Map<String, String> mistakes() {
        return Map.of();
    }

    /**
     * Builds the record and tells the mapping every problem. Goes on with examples where values are missing or bad:
     * what it returns then is thrown away.
     */
    S read(Mapping mapping);
}
