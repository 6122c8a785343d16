/** Recursive length prefix (Ethereum Yellow Paper, appendix B): {@link RlpList} writes, {@link RlpItem} reads. */
@NullMarked
package io.enterpriseproxy.chain.rlp;

import org.jspecify.annotations.NullMarked;
