/**
 * Holds the documentation to the code: links, paths, commands, YAML and generated pages.
 *
 * <p>
 * Read {@link io.enterpriseproxy.server.docs.DocsTest} first.
 */
@NullMarked
package io.enterpriseproxy.server.docs;

import org.jspecify.annotations.NullMarked;
