/**
 * Who pays for gas on the Kaia chain: what is set up for it, and what is found afterwards. Read
 * {@link io.enterpriseproxy.demo.gas.GasSection} first.
 */
@NullMarked
package io.enterpriseproxy.demo.gas;

import org.jspecify.annotations.NullMarked;
