package io.enterpriseproxy.mapping.event;

import java.util.List;

/**
 * A row of a CSV file.
 *
 * @param source as it was written, without its line end
 * @param line where it starts, from 1
 */
record CsvRow(List<String> cells, String source, int line) {}
