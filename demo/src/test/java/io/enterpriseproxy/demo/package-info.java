/** Tests of the demo, and the whole demo as a test: {@link io.enterpriseproxy.demo.DemoIT}. */
@NullMarked
package io.enterpriseproxy.demo;

import org.jspecify.annotations.NullMarked;
