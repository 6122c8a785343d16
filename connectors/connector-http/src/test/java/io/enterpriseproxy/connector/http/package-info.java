/** Tests of the HTTP connector; WireMock plays the ERP. */
@NullMarked
package io.enterpriseproxy.connector.http;

import org.jspecify.annotations.NullMarked;
