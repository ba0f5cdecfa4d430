package org.openmmbg.plugin.pipeline;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openmmbg.systems.InputFileException;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads and writes plain YAML: one document of bounded size, without tags, anchors and aliases. */
final class YamlReader {
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 20;

    private static final YAMLFactory FACTORY = factory();
    private static final ObjectMapper YAML = new ObjectMapper(FACTORY);

    private YamlReader() {}

    private static YAMLFactory factory() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MAX_BYTES);
        limits.setMaxAliasesForCollections(0);
        YAMLFactory factory = YAMLFactory.builder()
                .loaderOptions(limits)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        factory.disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER);
        factory.enable(YAMLGenerator.Feature.MINIMIZE_QUOTES);
        factory.enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS);
        return factory;
    }

    /** Returns the tree of a YAML file; a missing node for an empty one. */
    static JsonNode read(Path file) {
        try {
            if (!Files.exists(file)) {
                throw new InputFileException(file, "no such file");
            }
            if (!Files.isRegularFile(file)) {
                throw new InputFileException(file, "not a file");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new InputFileException(file, "larger than 1 MiB, which no configuration is");
            }
            return parse(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new InputFileException(file, describe(e), e);
        } catch (CharacterCodingException e) {
            throw new InputFileException(file, "not text in UTF-8", e);
        } catch (IOException e) {
            throw new InputFileException(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    /** Returns the tree of a value given on the command line, or the text itself where it is not YAML. */
    static JsonNode readValue(String text) {
        try {
            JsonNode node = parse(text);
            return node.isMissingNode() ? YAML.getNodeFactory().textNode(text) : node;
        } catch (JsonProcessingException e) {
            return YAML.getNodeFactory().textNode(text);
        }
    }

    static String write(JsonNode tree) {
        try {
            return YAML.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String text) throws JsonProcessingException {
        try {
            refuseTagsAndAliases(text);
            JsonNode tree = YAML.readTree(text);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuseTagsAndAliases(String text) throws IOException {
        try (YAMLParser parser = FACTORY.createParser(text)) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (parser.isCurrentAlias() || parser.getObjectId() != null) {
                    throw new PlainYamlException("anchors and aliases are not accepted", parser);
                }
                if (parser.getTypeId() != null) {
                    throw new PlainYamlException("tags are not accepted", parser);
                }
                if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                }
                if (depth == 0 && token.isStructEnd() && parser.nextToken() != null) {
                    throw new PlainYamlException("more than one document", parser);
                }
            }
        }
    }

    private static String describe(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        int end = message.indexOf('\n');
        String first = end < 0 ? message : message.substring(0, end);
        return (e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ")
                + "not plain YAML: "
                + first.strip();
    }

    private static final class PlainYamlException extends JsonProcessingException {
        private static final long serialVersionUID = 1L;

        PlainYamlException(String message, JsonParser parser) {
            super(message, parser.currentLocation());
        }
    }
}
