package org.openmmbg.plugin.pipeline;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.Serial;
import java.math.BigDecimal;
import java.nio.file.Path;

/**
 * Binds configuration trees to records: keys in snake_case, no silent conversion of types. Numbers may be written as
 * 1e-3, which YAML takes for text.
 */
final class ConfigMapper {
    static final ObjectMapper TREE = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .addModule(new SimpleModule()
                    .addSerializer(Path.class, ToStringSerializer.instance)
                    .addDeserializer(Path.class, new PathReader())
                    .addDeserializer(double.class, new DoubleReader(double.class))
                    .addDeserializer(Double.class, new DoubleReader(Double.class))
                    .addDeserializer(int.class, new IntReader(int.class))
                    .addDeserializer(Integer.class, new IntReader(Integer.class))
                    .addDeserializer(long.class, new LongReader())
                    .addDeserializer(boolean.class, new BooleanReader())
                    .addDeserializer(String.class, new StringReader()))
            .build();

    private ConfigMapper() {}

    /** A value of the wrong type; the message says what was expected. */
    static final class BadValueException extends JsonMappingException {
        @Serial
        private static final long serialVersionUID = 1L;

        BadValueException(JsonParser parser, String expected) throws IOException {
            super(parser, "expected " + expected + ", got " + shown(parser));
        }

        private static String shown(JsonParser parser) throws IOException {
            return switch (parser.currentToken()) {
                case START_OBJECT -> "a group";
                case START_ARRAY -> "a list";
                case VALUE_NULL -> "nothing";
                default -> "'" + parser.getText() + "'";
            };
        }
    }

    private abstract static class Reader<T> extends StdDeserializer<T> {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String expected;

        Reader(Class<T> type, String expected) {
            super(type);
            this.expected = expected;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return parse(parser);
            } catch (NumberFormatException | ArithmeticException e) {
                throw new BadValueException(parser, expected);
            }
        }

        /** Reads the value; a NumberFormatException or an ArithmeticException says that it is of another type. */
        abstract T parse(JsonParser parser) throws IOException;

        static BigDecimal number(JsonParser parser) throws IOException {
            JsonToken token = parser.currentToken();
            if (!token.isNumeric() && token != JsonToken.VALUE_STRING) {
                throw new NumberFormatException();
            }
            String text = parser.getText();
            if (text.length() > 40) {
                throw new NumberFormatException();
            }
            BigDecimal value = new BigDecimal(text);
            if (Math.abs((long) value.scale()) > 400) {
                throw new NumberFormatException();
            }
            return value;
        }
    }

    private static final class DoubleReader extends Reader<Double> {
        @Serial
        private static final long serialVersionUID = 1L;

        DoubleReader(Class<Double> type) {
            super(type, "a number");
        }

        @Override
        Double parse(JsonParser parser) throws IOException {
            return number(parser).doubleValue();
        }
    }

    private static final class IntReader extends Reader<Integer> {
        @Serial
        private static final long serialVersionUID = 1L;

        IntReader(Class<Integer> type) {
            super(type, "a whole number");
        }

        @Override
        Integer parse(JsonParser parser) throws IOException {
            return number(parser).intValueExact();
        }
    }

    private static final class LongReader extends Reader<Long> {
        @Serial
        private static final long serialVersionUID = 1L;

        LongReader() {
            super(long.class, "a whole number");
        }

        @Override
        Long parse(JsonParser parser) throws IOException {
            return number(parser).longValueExact();
        }
    }

    private static final class BooleanReader extends Reader<Boolean> {
        @Serial
        private static final long serialVersionUID = 1L;

        BooleanReader() {
            super(boolean.class, "true or false");
        }

        @Override
        Boolean parse(JsonParser parser) throws IOException {
            if (!parser.currentToken().isBoolean()) {
                throw new NumberFormatException();
            }
            return parser.getBooleanValue();
        }
    }

    private static final class StringReader extends Reader<String> {
        @Serial
        private static final long serialVersionUID = 1L;

        StringReader() {
            super(String.class, "text");
        }

        @Override
        String parse(JsonParser parser) throws IOException {
            if (!parser.currentToken().isScalarValue()) {
                throw new NumberFormatException();
            }
            return parser.getText();
        }
    }

    private static final class PathReader extends JsonDeserializer<Path> {
        @Override
        public Path deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw new BadValueException(parser, "a file name");
            }
            return Path.of(parser.getText());
        }
    }
}
