/** Measures the whole way of calls on this machine. Read {@link io.enterpriseproxy.bench.Bench} first. */
@NullMarked
package io.enterpriseproxy.bench;

import org.jspecify.annotations.NullMarked;
