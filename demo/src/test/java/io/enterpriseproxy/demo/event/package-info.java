/** Tests of the package of the same name. */
@NullMarked
package io.enterpriseproxy.demo.event;

import org.jspecify.annotations.NullMarked;
