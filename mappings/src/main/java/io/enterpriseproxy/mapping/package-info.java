/**
 * The mapping language: an event becomes a contract call, an outcome becomes a write-back. Pure: no I/O beyond reading
 * a directory of mappings in {@link io.enterpriseproxy.mapping.MappingDirectory}.
 *
 * <p>
 * May import {@code io.enterpriseproxy.connector}, {@code io.enterpriseproxy.chain} and its own sub-packages; no Camel,
 * no Spring. Read {@link io.enterpriseproxy.mapping.Mapping} first.
 */
@NullMarked
package io.enterpriseproxy.mapping;

import org.jspecify.annotations.NullMarked;
