/** Tests of the package of the same name. */
@NullMarked
package io.enterpriseproxy.verify;

import org.jspecify.annotations.NullMarked;
