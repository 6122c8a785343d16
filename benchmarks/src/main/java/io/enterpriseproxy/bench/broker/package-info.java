/**
 * The message brokers, each a process of its own. Imports the brokers' libraries, nothing of the rest of the benchmark.
 * Read {@link io.enterpriseproxy.bench.broker.KafkaBrokerMain} first.
 */
@NullMarked
package io.enterpriseproxy.bench.broker;

import org.jspecify.annotations.NullMarked;
