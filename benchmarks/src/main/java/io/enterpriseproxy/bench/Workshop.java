package io.enterpriseproxy.bench;

import java.nio.file.Path;

/**
 * What measuring needs.
 *
 * @param directory where logs and data of the measured systems go, each in a directory of its own
 */
record Workshop(Path directory, Plan plan, Progress progress) {}
