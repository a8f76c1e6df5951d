package dev.postern.cli.systemd;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Sends datagrams to Unix sockets, which Java itself cannot: the C library does it, called through
 * {@code java.lang.foreign}. That is final from Java 22 on, and we are compiled for 17: so its types are found by name.
 * Thread safe.
 */
final class UnixDatagrams {
    private static final int FIRST_RELEASE = 22;

    // Of Linux, the same on all processors that Java runs on. sockaddr_un is in unix(7).
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int LONGEST_PATH = 107;

    private final MethodHandle socket;
    private final MethodHandle sendto;
    private final MethodHandle close;
    private final ForeignTypes types;

    private UnixDatagrams(ForeignTypes types) throws ReflectiveOperationException {
        this.types = types;
        socket = types.function("socket", int.class, int.class, int.class, int.class);
        sendto = types.function(
                "sendto", long.class, int.class, Buffer.class, long.class, int.class, Buffer.class, int.class);
        close = types.function("close", int.class, int.class);
    }

    /** Empty where this Java or this system has none. */
    static Optional<UnixDatagrams> here() {
        if (Runtime.version().feature() < FIRST_RELEASE || !"Linux".equals(System.getProperty("os.name"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new UnixDatagrams(new ForeignTypes()));
        } catch (ReflectiveOperationException | RuntimeException denied) {
            return Optional.empty();
        }
    }

    /**
     * Sends without waiting.
     *
     * @param place a path, or a name of the abstract namespace behind {@code @}
     * @return false where nobody takes it, or not now
     */
    boolean send(String place, String message) {
        Optional<ByteBuffer> address = address(place);
        if (address.isEmpty()) {
            return false;
        }
        try {
            int descriptor = (int) socket.invokeWithArguments(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
            if (descriptor < 0) {
                return false;
            }
            try {
                return send(descriptor, address.get(), message);
            } finally {
                close.invokeWithArguments(descriptor);
            }
        } catch (Throwable impossible) {
            // Method handles declare everything; the calls themselves throw nothing.
            throw new IllegalStateException("a call of the C library failed", impossible);
        }
    }

    private boolean send(int descriptor, ByteBuffer address, String message) throws Throwable {
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        ByteBuffer content = ByteBuffer.allocateDirect(octets.length).put(octets);
        long sent = (long) sendto.invokeWithArguments(
                descriptor,
                types.segment(content.flip()),
                (long) octets.length,
                MSG_DONTWAIT | MSG_NOSIGNAL,
                types.segment(address),
                address.limit());
        return sent == octets.length;
    }

    /** A {@code sockaddr_un}; empty where the place is none that it can hold. */
    private static Optional<ByteBuffer> address(String place) {
        byte[] name = place.getBytes(StandardCharsets.UTF_8);
        if (name.length == 0 || name.length > LONGEST_PATH || (name[0] != '/' && name[0] != '@')) {
            return Optional.empty();
        }
        ByteBuffer address = ByteBuffer.allocateDirect(Short.BYTES + name.length + 1)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AF_UNIX)
                .put(name);
        if (name[0] == '@') {
            // The length ends an abstract name, which begins with NUL; NUL ends a path.
            address.put(Short.BYTES, (byte) 0);
        } else {
            address.put((byte) 0);
        }
        return Optional.of(address.flip());
    }

    /** The types of {@code java.lang.foreign} that a call needs. */
    private static final class ForeignTypes {
        private final Class<?> linker = type("Linker");
        private final Class<?> segment = type("MemorySegment");
        private final Class<?> layout = type("MemoryLayout");
        private final Class<?> values = type("ValueLayout");
        private final Class<?> descriptor = type("FunctionDescriptor");
        private final Class<?> option = type("Linker$Option");
        private final Object nativeLinker = linker.getMethod("nativeLinker").invoke(null);

        ForeignTypes() throws ReflectiveOperationException {}

        private static Class<?> type(String name) throws ClassNotFoundException {
            return Class.forName("java.lang.foreign." + name);
        }

        MethodHandle function(String name, Class<?> result, Class<?>... arguments) throws ReflectiveOperationException {
            Object lookup = linker.getMethod("defaultLookup").invoke(nativeLinker);
            Optional<?> symbol = (Optional<?>)
                    type("SymbolLookup").getMethod("find", String.class).invoke(lookup, name);
            Object layouts = Array.newInstance(layout, arguments.length);
            for (int i = 0; i < arguments.length; i++) {
                Array.set(layouts, i, layoutOf(arguments[i]));
            }
            Object signature =
                    descriptor.getMethod("of", layout, layout.arrayType()).invoke(null, layoutOf(result), layouts);
            try {
                return (MethodHandle) linker.getMethod("downcallHandle", segment, descriptor, option.arrayType())
                        .invoke(nativeLinker, symbol.orElseThrow(), signature, Array.newInstance(option, 0));
            } catch (NoSuchElementException | InvocationTargetException denied) {
                throw new NoSuchMethodException(name + ": " + denied);
            }
        }

        private Object layoutOf(Class<?> type) throws ReflectiveOperationException {
            String name = type == int.class ? "JAVA_INT" : type == long.class ? "JAVA_LONG" : "ADDRESS";
            return values.getField(name).get(null);
        }

        /** Of a direct buffer's content, from its position to its limit. */
        Object segment(Buffer direct) throws ReflectiveOperationException {
            return segment.getMethod("ofBuffer", Buffer.class).invoke(null, direct);
        }
    }
}
