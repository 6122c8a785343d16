package io.enterpriseproxy.mapping.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;

/** How a CSV file is written. */
public record CsvSettings(
        @JsonProperty(defaultValue = ",") @JsonPropertyDescription("The character between cells, such as ; or a tab.") String separator,
        @JsonProperty(defaultValue = "UTF-8") @JsonPropertyDescription("The file's character set.") String charset) {

    /** As RFC 4180 has it, in UTF-8. */
    public static final CsvSettings DEFAULT = new CsvSettings(",", "UTF-8");

    public CsvSettings {
        if (separator.length() != 1 || "\"\r\n".contains(separator)) {
            throw new IllegalArgumentException("separator must be one character, not a quote or a line end");
        }
        try {
            Charset.forName(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException("unknown charset " + charset + "; expected a name such as UTF-8", e);
        }
    }
}
