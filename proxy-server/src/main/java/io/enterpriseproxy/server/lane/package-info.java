/**
 * Lanes: ordered queues of one chain and sender. The holder of a lane's lease alone plans its nonces from rows, signs, and
 * stores nonce and bytes in one commit. Read {@link io.enterpriseproxy.server.lane.LaneWorker} first.
 */
@NullMarked
package io.enterpriseproxy.server.lane;

import org.jspecify.annotations.NullMarked;
