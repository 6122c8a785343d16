/**
 * Write-back: carries results to the enterprise systems, at least once and in order per target and ordering key. Read
 * {@link io.enterpriseproxy.server.writeback.WriteBackDispatcher} first.
 */
@NullMarked
package io.enterpriseproxy.server.writeback;

import org.jspecify.annotations.NullMarked;
