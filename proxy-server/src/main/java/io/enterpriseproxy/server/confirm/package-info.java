/**
 * Follows blocks: one request per block for all receipts, never a poll per call. Read
 * {@link io.enterpriseproxy.server.confirm.BlockFollower} first.
 */
@NullMarked
package io.enterpriseproxy.server.confirm;

import org.jspecify.annotations.NullMarked;
