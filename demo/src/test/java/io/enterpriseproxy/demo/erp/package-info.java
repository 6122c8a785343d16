/** Tests of the package of the same name. */
@NullMarked
package io.enterpriseproxy.demo.erp;

import org.jspecify.annotations.NullMarked;
