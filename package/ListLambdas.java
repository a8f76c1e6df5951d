import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.invoke.MethodHandleInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

/**
 * Prints the lambdas of classes, as a list for Java's archive of classes names them: it holds only lambdas that it is told
 * of. Java can list those that a run happens to use; these come from the class files, and are the same each time.
 *
 * <p>{@code java ListLambdas.java LIST JAR...}: of the classes in the list that are in the jars or in this Java.
 */
final class ListLambdas {
    private static final String FACTORY = "java/lang/invoke/LambdaMetafactory";

    private ListLambdas() {}

    public static void main(String[] arguments) throws IOException {
        List<String> names = Files.readAllLines(Path.of(arguments[0]));
        List<JarFile> jars = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            // As Java 9 and later see it: jars may hold classes of several versions.
            jars.add(new JarFile(new File(arguments[i]), false, ZipFile.OPEN_READ, Runtime.version()));
        }
        TreeSet<String> lines = new TreeSet<>();
        for (String name : names) {
            Optional<byte[]> octets = name.startsWith("@") ? Optional.empty() : find(name + ".class", jars);
            if (octets.isPresent()) {
                list(ClassFile.of().parse(octets.get()), lines);
            }
        }
        lines.forEach(System.out::println);
    }

    private static Optional<byte[]> find(String file, List<JarFile> jars) throws IOException {
        for (JarFile jar : jars) {
            JarEntry entry = jar.getJarEntry(file);
            if (entry != null) {
                try (InputStream in = jar.getInputStream(entry)) {
                    return Optional.of(in.readAllBytes());
                }
            }
        }
        try (InputStream in = ClassLoader.getSystemResourceAsStream(file)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }

    private static void list(ClassModel model, TreeSet<String> lines) {
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof InvokeDynamicEntry site && made(site)) {
                List<LoadableConstantEntry> given = site.bootstrap().arguments();
                MethodHandleEntry body = (MethodHandleEntry) given.get(1);
                lines.add(String.join(
                        " ",
                        "@lambda-proxy",
                        model.thisClass().asInternalName(),
                        site.name().stringValue(),
                        site.type().stringValue(),
                        type(given.get(0)),
                        "REF_" + MethodHandleInfo.referenceKindToString(body.kind()),
                        body.reference().owner().asInternalName(),
                        body.reference().name().stringValue(),
                        body.reference().type().stringValue(),
                        type(given.get(2))));
            }
        }
    }

    private static boolean made(InvokeDynamicEntry site) {
        return site.bootstrap().bootstrapMethod().reference().owner().asInternalName().equals(FACTORY)
                && site.bootstrap().bootstrapMethod().reference().name().equalsString("metafactory");
    }

    private static String type(LoadableConstantEntry entry) {
        return ((MethodTypeEntry) entry).descriptor().stringValue();
    }
}
