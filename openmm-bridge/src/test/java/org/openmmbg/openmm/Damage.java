package org.openmmbg.openmm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ways to spoil an input: most of them spoil System XML, the last four what a program hands over. */
public enum Damage {
    TRUNCATED,
    BITS_FLIPPED,
    LINES_MOVED,
    WRONG_TYPE,
    HUGE_COUNT,
    BAD_INDEX,
    BAD_EXPRESSION,
    UNKNOWN_NAME,
    NUMBER_NOT_FINITE,
    HOSTILE,
    TWICE,
    POSITIONS,
    MINIMISE,
    SIMULATION,
    ARGUMENTS;

    /** Any attribute. */
    private static final String ANY = "[\\w.]+";

    private static final String INDEX = "(?:p|a|b|index|map|particle|parent|exception|g|groupIndex)\\d?";
    private static final List<String> NONSENSE =
            List.of("abc", "", " ", "0x10", "1,5", "1e", "--1", "true", "1 2", "\u0663", "None", "1f", "&lt;", "1.5");
    private static final List<String> HUGE = List.of(
            "2147483647", "2147483648", "-2147483648", "9223372036854775807", "1e308", "1e-308", "99999999", "1000000");
    private static final List<String> INDICES = List.of("-1", "8", "9", "1000", "2147483647", "-2147483648", "0", "1");
    private static final List<String> NOT_FINITE = List.of("nan", "NaN", "inf", "-inf", "Infinity", "1e999", "-1e999");
    private static final List<String> ODD =
            List.of("0", "1", "-1", "2", "3", "0.01", "1e-3", "50", "1e6", "-1e6", "1e300", "-1e300", "1e-300", "7");
    private static final List<String> BROKEN_PIECES = List.of(
            "(",
            ")",
            "+",
            "*",
            "^",
            ",",
            ";",
            "=",
            "$",
            "1e",
            "..",
            "nosuch",
            "nosuch(r)",
            "sin(",
            "sin()",
            "sin(1,2)",
            "-",
            "/0",
            "x9",
            "distance(p1)",
            "r=r",
            "\"",
            "'",
            "\u00e9",
            "((((",
            "select(1)",
            "step(",
            "^^",
            "1 2");

    /** Returns a copy of System XML spoilt in a way that follows from a seed and a number. */
    public static byte[] of(String xml, long seed, int number) {
        List<Damage> some = List.of(TRUNCATED, TWICE, BITS_FLIPPED, LINES_MOVED);
        return some.get(number % some.size()).apply(xml, new DamageSource(seed, number));
    }

    /** Returns a spoilt copy of System XML. */
    byte[] apply(String xml, DamageSource random) {
        return switch (this) {
            case TRUNCATED -> truncated(xml, random);
            case BITS_FLIPPED -> bitsFlipped(xml, random);
            case LINES_MOVED -> linesMoved(xml, random);
            case WRONG_TYPE -> value(xml, random, ANY, NONSENSE);
            case HUGE_COUNT -> value(xml, random, ANY, HUGE);
            case BAD_INDEX -> value(xml, random, INDEX, INDICES);
            case BAD_EXPRESSION -> badExpression(xml, random);
            case UNKNOWN_NAME -> unknownName(xml, random);
            case NUMBER_NOT_FINITE -> value(xml, random, ANY, NOT_FINITE);
            case HOSTILE -> hostile(xml, random);
            case TWICE -> twice(xml, random);
            case POSITIONS, MINIMISE, SIMULATION, ARGUMENTS ->
                throw new IllegalArgumentException(this + " is no damage of XML");
        };
    }

    /** Cut off in a tag, in an attribute, after a quote, after an element, or anywhere. */
    private static byte[] truncated(String xml, DamageSource random) {
        String mark = random.oneOf(List.of("<", "=\"", "\"", "/>", ">", " ", "\n", "</", ""));
        int from = random.below(xml.length());
        int at = xml.indexOf(mark, from);
        return bytes(xml.substring(0, at < 0 ? from : at + mark.length()));
    }

    private static byte[] bitsFlipped(String xml, DamageSource random) {
        byte[] bytes = bytes(xml);
        int flips = 1 + random.below(8);
        for (int i = 0; i < flips; i++) {
            bytes[random.below(bytes.length)] ^= (byte) (1 << random.below(8));
        }
        return bytes;
    }

    /** A line left out, written twice, or put elsewhere. */
    private static byte[] linesMoved(String xml, DamageSource random) {
        List<String> lines = new ArrayList<>(Arrays.asList(xml.split("\n", -1)));
        String line = lines.remove(random.below(lines.size()));
        for (int i = random.below(3); i > 0; i--) {
            lines.add(random.below(lines.size()), line);
        }
        return bytes(String.join("\n", lines));
    }

    /** One attribute of a name that matches gets another value. */
    private static byte[] value(String xml, DamageSource random, String name, List<String> values) {
        return replaceOne(xml, random, "\\b" + name + "=\"([^\"]*)\"", random.oneOf(values));
    }

    /** Two numbers get other ones that might pass. */
    private static byte[] twice(String xml, DamageSource random) {
        String once = new String(value(xml, random, ANY, ODD), StandardCharsets.UTF_8);
        return value(once, random, ANY, ODD);
    }

    private static byte[] badExpression(String xml, DamageSource random) {
        Matcher matcher =
                Pattern.compile("\\b(?:energy|expression)=\"([^\"]*)\"").matcher(xml);
        List<MatchResult> found = matcher.results().toList();
        if (found.isEmpty()) {
            return value(xml, random, "type", List.of("CustomBondForce", "CustomGBForce"));
        }
        MatchResult one = random.oneOf(found);
        String expression = one.group(1);
        int at = random.below(expression.length() + 1);
        String spoilt = switch (random.below(4)) {
            case 0 -> expression.substring(0, at);
            case 1 -> expression.substring(0, at) + "(".repeat(100_000) + expression.substring(at);
            case 2 -> expression.substring(at);
            default -> expression.substring(0, at) + random.oneOf(BROKEN_PIECES) + expression.substring(at);
        };
        return bytes(xml.substring(0, one.start(1)) + spoilt.replace("\"", "&quot;") + xml.substring(one.end(1)));
    }

    /** An element, an attribute or a type of another name. */
    private static byte[] unknownName(String xml, DamageSource random) {
        return switch (random.below(3)) {
            case 0 -> replaceOne(xml, random, "<(\\w+)", "Nonsense");
            case 1 -> replaceOne(xml, random, " (\\w+)=\"", "nonsense");
            default ->
                replaceOne(
                        xml,
                        random,
                        "type=\"([^\"]*)\"",
                        random.oneOf(
                                List.of("MonteCarloBarostat", "AmoebaVdwForce", "CustomHbondForce", "Integrator", "")));
        };
    }

    private static byte[] hostile(String xml, DamageSource random) {
        String root = xml.substring(xml.indexOf("<System"));
        return switch (random.below(5)) {
            case 0 -> bytes("<!DOCTYPE x [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>" + root);
            case 1 -> bytes("<!DOCTYPE x SYSTEM \"file:///etc/passwd\">" + root);
            case 2 -> bytes("<System>".repeat(50_000));
            case 3 -> bytes("<!-- never ends " + root);
            default -> new byte[random.below(64)];
        };
    }

    /** Replaces the first group of one match, chosen at random. */
    private static byte[] replaceOne(String xml, DamageSource random, String pattern, String replacement) {
        List<MatchResult> found =
                Pattern.compile(pattern).matcher(xml).results().toList();
        if (found.isEmpty()) {
            return truncated(xml, random);
        }
        MatchResult one = random.oneOf(found);
        return bytes(xml.substring(0, one.start(1)) + replacement + xml.substring(one.end(1)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
