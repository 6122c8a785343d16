/** Tests of the package of the same name. */
@NullMarked
package io.enterpriseproxy.demo.check;

import org.jspecify.annotations.NullMarked;
