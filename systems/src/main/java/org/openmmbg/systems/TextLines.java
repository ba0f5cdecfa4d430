package org.openmmbg.systems;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text file line by line and knows where it is. A line has a greatest length, since a file of another kind may
 * have none that end. Bytes beyond ASCII are read as ISO 8859-1.
 */
public final class TextLines {
    private static final int LONGEST = 10_000;

    private final Path file;
    private final String expected;
    private final BufferedReader reader;
    private int number;

    /**
     * Begins with the first line.
     *
     * @param in the content. Not closed.
     * @param file what messages call it
     * @param expected the kind of file, such as {@code a PDB file}
     */
    public TextLines(InputStream in, Path file, String expected) {
        this.file = file;
        this.expected = expected;
        this.reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
    }

    /** What reads a file. */
    @FunctionalInterface
    public interface Content<T> {
        /** Reads the whole content. */
        T readFrom(TextLines lines) throws IOException;
    }

    /**
     * Opens a file and reads it.
     *
     * @param expected the kind of file, such as {@code a PDB file}
     * @throws InputFileException if there is no such file, or it cannot be read
     */
    public static <T> T read(Path file, String expected, Content<T> content) {
        if (Files.isDirectory(file)) {
            throw new InputFileException(file, "is a folder; expected " + expected);
        }
        if (!Files.exists(file)) {
            throw new InputFileException(file, "no such file; expected " + expected);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return content.readFrom(new TextLines(in, file, expected));
        } catch (IOException e) {
            throw new InputFileException(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the next line without its end, or null after the last.
     *
     * @throws InputFileException if it is too long
     */
    public @Nullable String next() throws IOException {
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        number++;
        StringBuilder line = new StringBuilder();
        for (; c >= 0 && c != '\n'; c = reader.read()) {
            if (line.length() == LONGEST) {
                throw fault("the line has more than " + LONGEST + " characters; expected " + expected);
            }
            line.append((char) c);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    /** Returns the number of the line returned last, from 1. */
    public int number() {
        return number;
    }

    /** Returns the file. */
    public Path file() {
        return file;
    }

    /** Returns an exception about the line returned last. */
    public InputFileException fault(String message) {
        return number == 0 ? new InputFileException(file, message) : new InputFileException(file, number, message);
    }
}
