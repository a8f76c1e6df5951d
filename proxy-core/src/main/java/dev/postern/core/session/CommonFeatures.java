package dev.postern.core.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What all backends of a protocol can do: all that a client may be shown before its mailbox is known. One that has never
 * answered does not count. Shared by all threads.
 */
public final class CommonFeatures implements Supplier<List<String>> {
    private final List<Supplier<List<String>>> backends;

    public CommonFeatures(List<Supplier<List<String>>> backends) {
        this.backends = List.copyOf(backends);
    }

    @Override
    public List<String> get() {
        List<String> common = null;
        for (Supplier<List<String>> backend : backends) {
            List<String> features = backend.get();
            if (features.isEmpty()) {
                continue;
            }
            if (common == null) {
                common = new ArrayList<>(features);
            } else {
                common.retainAll(features);
            }
        }
        return common == null ? List.of() : List.copyOf(common);
    }
}
