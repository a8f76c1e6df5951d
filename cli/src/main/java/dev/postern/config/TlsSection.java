package dev.postern.config;

import dev.postern.config.schema.Entry;
import dev.postern.config.schema.Mapping;
import dev.postern.config.schema.Section;
import dev.postern.config.schema.Setting;
import dev.postern.config.type.Choice;
import dev.postern.core.tls.TlsProvider;
import java.util.List;
import java.util.Optional;

/** The TLS that clients meet. */
final class TlsSection implements Section<TlsProvider> {
    private static final Setting<TlsProvider> PROVIDER = Setting.standard(
            "provider",
            Choice.of(TlsProvider.class),
            TlsProvider.JDK,
            "Who computes it: jdk, Java's own; bouncycastle, slower, with the post-quantum key exchange X25519MLKEM768; "
                    + "conscrypt, native code, the fastest, with that key exchange too, for x86_64 and AArch64 with "
                    + "glibc 2.35 or newer. The last two serve certificates with ECDSA and RSA keys only.");

    @Override
    public List<Entry> entries() {
        return List.of(PROVIDER);
    }

    @Override
    public TlsProvider read(Mapping mapping) {
        TlsProvider provider = mapping.value(PROVIDER);
        Optional<String> obstacle = provider.obstacle();
        if (obstacle.isPresent()) {
            mapping.problem(
                    PROVIDER,
                    provider.text() + " cannot be used here: " + obstacle.get(),
                    "write jdk or bouncycastle, or run Postern where it loads");
        }
        return provider;
    }
}
