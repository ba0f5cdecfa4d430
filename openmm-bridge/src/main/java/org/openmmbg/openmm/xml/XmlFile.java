package org.openmmbg.openmm.xml;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import java.util.function.Function;
import org.openmmbg.openmm.system.SystemSpecException;

/** Opens OpenMM's XML files for reading, within bounds, and writes them whole or not at all. */
final class XmlFile {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private XmlFile() {}

    /** Reads a file; every failure is a {@link SystemXmlException} that names it. */
    static <T> T read(Path file, Function<XmlCursor, T> reader) {
        if (!Files.exists(file)) {
            throw new SystemXmlException(file + ": there is no such file");
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new SystemXmlException(file + ": it is not a file that can be read");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file, reader);
        } catch (IOException e) {
            throw new SystemXmlException(file + ": cannot be read: " + e, e);
        }
    }

    /** Reads a stream, which messages call by the name given. The stream is not closed. */
    static <T> T read(InputStream in, Path name, Function<XmlCursor, T> reader) {
        try {
            // A decoder of its own reports malformed text; a reader made by charset would replace it.
            BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
            text.mark(1);
            if (text.read() != BYTE_ORDER_MARK) {
                text.reset();
            }
            return reader.apply(new XmlCursor(name, new BoundedReader(text)));
        } catch (SystemSpecException e) {
            throw new SystemXmlException(name + ": " + e.getMessage(), e);
        } catch (CharacterCodingException e) {
            throw new SystemXmlException(name + ": not XML: it is not UTF-8 text", e);
        } catch (IOException e) {
            throw new SystemXmlException(name + ": cannot be read: " + e, e);
        }
    }

    /** Writes a file. It appears whole or not at all; one of that name is replaced. */
    static void write(Path file, Consumer<XmlOutput> writer) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new SystemXmlException(file + ": cannot be written: it is a directory");
        }
        try {
            Path temporary = Files.createTempFile(directory, "openmm", ".tmp");
            try {
                try (BufferedWriter out = Files.newBufferedWriter(temporary)) {
                    writer.accept(new XmlOutput(out));
                }
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new SystemXmlException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
