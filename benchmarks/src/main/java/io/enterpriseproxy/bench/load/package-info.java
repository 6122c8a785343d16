/**
 * Where the load comes from: events, and the ways to hand them in. Its CPU time is this process's own. Read
 * {@link io.enterpriseproxy.bench.load.Feed} first.
 */
@NullMarked
package io.enterpriseproxy.bench.load;

import org.jspecify.annotations.NullMarked;
