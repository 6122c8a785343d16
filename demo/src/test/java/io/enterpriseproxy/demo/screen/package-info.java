/** Tests of what the demo shows. */
@NullMarked
package io.enterpriseproxy.demo.screen;

import org.jspecify.annotations.NullMarked;
