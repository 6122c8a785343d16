/**
 * What the demo shows on the terminal: progress, a line that changes in place, tables.
 *
 * <p>
 * May import the JDK and slf4j. Read {@link io.enterpriseproxy.demo.screen.Terminal} first.
 */
@NullMarked
package io.enterpriseproxy.demo.screen;

import org.jspecify.annotations.NullMarked;
