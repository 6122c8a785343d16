/**
 * Files that people edit: YAML read into a tree that knows the line and path of every node, and bound to records. All
 * faults are gathered, never only the first.
 *
 * <p>
 * Reads no file itself. May import SnakeYAML, annotations and {@link io.enterpriseproxy.connector.Secret}. Read
 * {@link io.enterpriseproxy.mapping.document.YamlDocument} first, then
 * {@link io.enterpriseproxy.mapping.document.RecordBinder}.
 */
@NullMarked
package io.enterpriseproxy.mapping.document;

import org.jspecify.annotations.NullMarked;
