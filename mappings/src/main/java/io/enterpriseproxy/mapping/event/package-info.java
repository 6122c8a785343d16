/**
 * Events from bytes to plain values and back: JSON, XML and CSV read safely and exactly, checked against a JSON Schema,
 * and written in the canonical form that is hashed. Pure.
 *
 * <p>
 * May import Jackson, the JSON Schema validator and {@code io.enterpriseproxy.connector}. Read
 * {@link io.enterpriseproxy.mapping.event.EventFormat} first.
 */
@NullMarked
package io.enterpriseproxy.mapping.event;

import org.jspecify.annotations.NullMarked;
