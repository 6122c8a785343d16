/**
 * The HTTP API {@code /api/v1}: events in, calls out, and what admins act on.
 *
 * <p>
 * May import every feature; none imports it but {@code sources}, which gives mappings their own REST paths. Read
 * {@code CallsController} first.
 */
@NullMarked
package io.enterpriseproxy.server.api;

import org.jspecify.annotations.NullMarked;
