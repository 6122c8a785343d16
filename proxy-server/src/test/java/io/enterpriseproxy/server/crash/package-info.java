/** A real server process, killed in the middle of its work: checked on the chain and in the target system. */
@NullMarked
package io.enterpriseproxy.server.crash;

import org.jspecify.annotations.NullMarked;
