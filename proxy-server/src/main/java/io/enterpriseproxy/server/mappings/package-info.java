/**
 * The mappings as they are published: drafts, versions, and which of them new events are mapped with.
 *
 * <p>
 * May import {@code audit}, {@code catalog}, {@code config}, {@code systems} and the mapping language. Read
 * {@link io.enterpriseproxy.server.mappings.PublishedMappings} first.
 */
@NullMarked
package io.enterpriseproxy.server.mappings;

import org.jspecify.annotations.NullMarked;
