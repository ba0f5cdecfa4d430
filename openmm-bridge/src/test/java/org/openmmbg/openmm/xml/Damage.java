package org.openmmbg.openmm.xml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Damages XML at random: cuts it off, puts odd numbers in place of others, or flips bits. */
final class Damage {
    private static final Pattern NUMBER = Pattern.compile("\"([-0-9.E]+)\"", Pattern.CASE_INSENSITIVE);
    private static final List<String> ODD =
            List.of("", "-1", "0", "7", "8", "21", "22", "2147483647", "1e308", "-1e308", "1e-308", "3", "nan");

    private final SplittableRandom random;
    private int count;

    Damage(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Returns a damaged copy; one in four is cut off, one in four has an odd number, two have flipped bits. */
    byte[] of(byte[] whole) {
        return switch (count++ % 4) {
            case 0 -> Arrays.copyOf(whole, random.nextInt(whole.length));
            case 1 -> renumbered(whole);
            default -> flipped(whole);
        };
    }

    private byte[] flipped(byte[] whole) {
        byte[] damaged = whole.clone();
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    private byte[] renumbered(byte[] whole) {
        String xml = new String(whole, StandardCharsets.UTF_8);
        List<int[]> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(xml);
        while (matcher.find()) {
            numbers.add(new int[] {matcher.start(1), matcher.end(1)});
        }
        int[] at = numbers.get(random.nextInt(numbers.size()));
        String changed = xml.substring(0, at[0]) + ODD.get(random.nextInt(ODD.size())) + xml.substring(at[1]);
        return changed.getBytes(StandardCharsets.UTF_8);
    }
}
