package org.openmmbg.openmm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which platform computes, and how.
 *
 * @param name name of the platform: {@code Reference} (double precision; the fastest for small molecules), {@code CPU}
 *     (single precision), or another that the library has
 * @param properties its properties, such as {@code Threads}, {@code Precision} or {@code DeviceIndex}; those not named
 *     keep OpenMM's values, but for the CPU platform's Threads, which is 1, since each thread has a Context of its own
 */
public record PlatformSpec(String name, Map<String, String> properties) {
    /** Double precision on one core. */
    public static final PlatformSpec REFERENCE = new PlatformSpec("Reference", Map.of());

    /** Single precision with vector instructions, on one core. */
    public static final PlatformSpec CPU = new PlatformSpec("CPU", Map.of());

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.+/-]+");

    /** What OpenMM would take for something else without a word, or fail on deep inside. */
    private static final Map<String, String> VALUES = Map.of(
            "Threads", "[1-9][0-9]{0,3}",
            "Precision", "single|mixed|double",
            "DeviceIndex", "[0-9]{1,3}(,[0-9]{1,3})*",
            "OpenCLPlatformIndex", "[0-9]{1,3}",
            "DeterministicForces", "true|false",
            "UseCpuPme", "true|false",
            "UseBlockingSync", "true|false",
            "DisablePmeStream", "true|false");

    /** Most threads of a Context: more make the machine slow and are a slip of the hand. */
    private static final int MAX_THREADS = Math.max(64, 4 * Runtime.getRuntime().availableProcessors());

    private static final String SYNTAX = "expected NAME or NAME:property=value,property=value, such as CPU:Threads=2";

    /**
     * @throws PlatformException if a property has a value that it cannot have
     */
    public PlatformSpec {
        properties.forEach((property, value) -> {
            String allowed = VALUES.get(property);
            if (allowed != null && (!value.matches(allowed) || isTooMany(property, value))) {
                throw new PlatformException("platform " + name + ": " + property + " cannot be '" + value
                        + "'; expected " + expected(property, allowed));
            }
        });
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /**
     * Reads what {@link #toString} writes. In {@code CUDA:DeviceIndex=0,1,Precision=mixed} the part without {@code =}
     * belongs to the value before it.
     *
     * @throws PlatformException if the text is of another form
     */
    public static PlatformSpec parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        requireWord(name, text);
        Map<String, String> properties = new LinkedHashMap<>();
        if (colon >= 0) {
            String last = "";
            for (String part : text.substring(colon + 1).split(",", -1)) {
                int equals = part.indexOf('=');
                if (equals < 0 && !last.isEmpty()) {
                    requireWord(part, text);
                    properties.merge(last, part, (before, more) -> before + "," + more);
                    continue;
                }
                last = equals < 0 ? part : part.substring(0, equals);
                requireWord(last, text);
                requireWord(part.substring(equals + 1), text);
                if (equals < 0 || properties.put(last, part.substring(equals + 1)) != null) {
                    throw malformed(text);
                }
            }
        }
        return new PlatformSpec(name, properties);
    }

    private static boolean isTooMany(String property, String number) {
        return property.equals("Threads") && Integer.parseInt(number) > MAX_THREADS;
    }

    private static String expected(String property, String allowed) {
        return switch (property) {
            case "Threads" -> "a whole number from 1 to " + MAX_THREADS;
            case "DeviceIndex" -> "device numbers, such as 0 or 0,1";
            case "OpenCLPlatformIndex" -> "a number from 0 on";
            default -> allowed.replace("|", " or ");
        };
    }

    private static void requireWord(String word, String text) {
        if (!WORD.matcher(word).matches()) {
            throw malformed(text);
        }
    }

    private static PlatformException malformed(String text) {
        return new PlatformException("platform '" + text + "' cannot be read; " + SYNTAX);
    }

    /** Whether it is one of those that not every machine can use. */
    boolean needsHardware() {
        return !name.equals(REFERENCE.name()) && !name.equals(CPU.name());
    }

    /** Returns the name, and the properties after it. */
    @Override
    public String toString() {
        return properties.isEmpty()
                ? name
                : properties.entrySet().stream()
                        .map(property -> property.getKey() + "=" + property.getValue())
                        .collect(Collectors.joining(",", name + ":", ""));
    }
}
