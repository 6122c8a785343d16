/**
 * The processes that a measured system consists of, each with its own log and its own CPU clock. Imports the stub node's
 * and the brokers' main classes only to start them. Read {@link io.enterpriseproxy.bench.parts.Part} first.
 */
@NullMarked
package io.enterpriseproxy.bench.parts;

import org.jspecify.annotations.NullMarked;
